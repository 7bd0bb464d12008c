import type { Transaction } from 'kysely';
import type { Audit } from '#src/audit/index.ts';
import { AppError, errors, type ErrorCode } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { HubTables } from './deps.ts';
import { identityErrors as own } from './errors.ts';
import { insertMember } from './queries/member.ts';
import {
  countOwned,
  insertOrganisation,
  isFormerSlug,
  type NewOrganisation,
  type OrganisationRow,
} from './queries/organisation.ts';
import { lockPerson } from './queries/person.ts';
import { isReservedName } from './reserved-names.ts';
import type { CreateOrganisationBody } from './schema.ts';
import { isUscc } from './uscc.ts';
import { organisationRecord } from './views.ts';

const ownedMax = 10;

/** 400 naming the field unless the code's check character is right. */
export function assertUscc(uscc: string): void {
  if (!isUscc(uscc))
    throw new AppError(own.usccInvalid, {
      errors: [{ field: 'uscc', code: 'uscc', message: 'check character does not match' }],
    });
}

/** 409 when the slug is reserved or a former slug of another organisation. */
export async function assertSlugFree(
  trx: Transaction<HubTables>,
  slug: string,
  except?: string,
): Promise<void> {
  const refuse = (spec: ErrorCode, message: string) =>
    new AppError(spec, { errors: [{ field: 'slug', code: spec.code, message }] });
  if (isReservedName(slug)) throw refuse(own.slugReserved, 'choose another');
  if (await isFormerSlug(trx, slug, except)) throw refuse(own.slugTaken, 'choose another');
}

/** Which of our unique constraints a write ran into, as the code its caller understands. */
export function organisationConflict(error: unknown): unknown {
  const constraint = (error as { constraint?: string } | null)?.constraint;
  if (constraint === 'organisation_slug_key') return new AppError(own.slugTaken, { cause: error });
  if (constraint === 'organisation_uscc_key') return new AppError(own.usccTaken, { cause: error });
  return error;
}

/** Inserts and names the conflict, if there is one. */
export async function insertNamed(
  trx: Transaction<HubTables>,
  row: NewOrganisation,
): Promise<OrganisationRow> {
  assertUscc(row.uscc);
  await assertSlugFree(trx, row.slug);
  return insertOrganisation(trx, row).catch((error: unknown) => {
    throw organisationConflict(error);
  });
}

/** A verified person registers an organisation and becomes its owner; it waits for an operator. */
export async function registerOrganisation(
  trx: Transaction<HubTables>,
  audit: Audit,
  userId: string,
  input: CreateOrganisationBody,
): Promise<OrganisationRow> {
  const person = await lockPerson(trx, userId);
  if (!person) throw new AppError(errors.unauthenticated);
  if (!person.verified) throw new AppError(own.unverified);
  if ((await countOwned(trx, userId)) >= ownedMax) throw new AppError(own.tooManyOrganisations);
  const row = await insertNamed(trx, {
    id: newId(),
    slug: input.slug,
    name_zh: input.name.zh,
    name_en: input.name.en,
    uscc: input.uscc,
    kind: input.kind,
    about_zh: input.about?.zh ?? '',
    about_en: input.about?.en ?? '',
    website: input.website || null,
    contact: input.contact || null,
    created_by: userId,
  });
  await insertMember(trx, { org_id: row.id, user_id: userId, role: 'owner' });
  await audit({
    action: 'identity.register-organisation',
    objectType: 'organisation',
    objectId: row.id,
    orgId: row.id,
    after: organisationRecord(row),
  });
  return row;
}
