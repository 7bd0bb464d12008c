import type { Transaction } from 'kysely';
import { recordAudit, type AuditTables } from '#src/audit/index.ts';
import type { SystemActor } from '#src/kernel/actor.ts';
import { AppError } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { identityErrors } from './errors.ts';
import { insertSourceOrganisation, sourceOrganisation } from './queries/source-organisation.ts';
import type { IdentityTables } from './tables.ts';

/**
 * The organisation under which the hub itself keeps records of an outside catalogue: approved,
 * without code, members and quota, so nobody can act for it. Made when missing; gives its id.
 * identity.slugTaken when the slug belongs to a real organisation.
 */
export async function ensureSourceOrganisation<T extends IdentityTables & AuditTables>(
  trx: Transaction<T>,
  actor: SystemActor,
  input: { readonly slug: string; readonly name: { readonly zh: string; readonly en: string } },
): Promise<string> {
  const own = trx as unknown as Transaction<IdentityTables>;
  const row = { id: newId(), slug: input.slug, name_zh: input.name.zh, name_en: input.name.en };
  if (await insertSourceOrganisation(own, row)) {
    await recordAudit(trx, actor, {
      action: 'identity.register-organisation',
      objectType: 'organisation',
      objectId: row.id,
      orgId: row.id,
      after: { slug: row.slug, name: input.name, source: true },
    });
    return row.id;
  }
  const known = await sourceOrganisation(own, input.slug);
  if (!known) throw new AppError(identityErrors.slugTaken);
  return known.id;
}
