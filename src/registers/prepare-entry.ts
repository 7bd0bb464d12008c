import { recordAudit, type Audit } from '#src/audit/index.ts';
import { organisationBySlug } from '#src/identity/index.ts';
import type { SystemActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { RegisterDeps } from './deps.ts';
import { moveEntry, proposeEntry } from './keep-entry.ts';
import { maintainAsHub } from './policy.ts';
import { listEntries } from './queries.ts';
import type { ProposeEntryBody } from './schema.ts';

/** An entry of an organisation, as a seed brings it. */
export type PreparedEntry = Pick<ProposeEntryBody, 'name' | 'attributes'> & {
  readonly register: string;
  readonly org: string;
};

/** Lists an entry at once, past the operator; nothing where the organisation has one in that register. */
export async function prepareEntry(
  deps: Pick<RegisterDeps, 'store'>,
  hub: SystemActor,
  { register, org: slug, name, attributes }: PreparedEntry,
): Promise<void> {
  await deps.store.write(hub, async (trx) => {
    const org = await organisationBySlug(trx, slug);
    if (!org) throw new AppError(errors.notFound);
    const there = await listEntries(
      trx,
      { register, organisation: slug, state: 'any' } as never,
      1,
    );
    if (there.length > 0) return;
    const audit: Audit = (record) => recordAudit(trx, hub, record);
    const entry = { name, attributes, orgId: org.id, by: org.created_by };
    const made = await proposeEntry(trx, audit, register, entry as never);
    await moveEntry(trx, audit, maintainAsHub(hub, made), 'list', { revision: made.revision });
  });
}
