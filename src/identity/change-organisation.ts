import type { Transaction } from 'kysely';
import type { Audit } from '#src/audit/index.ts';
import type { Actor } from '#src/kernel/actor.ts';
import { membershipOf } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { transition, type Transitions } from '#src/kernel/transition.ts';
import type { HubTables } from './deps.ts';
import { identityErrors as own } from './errors.ts';
import {
  keepRedirect,
  updateOrganisation,
  type OrganisationChange,
  type OrganisationRow,
} from './queries/organisation.ts';
import { assertSlugFree, assertUscc, organisationConflict } from './register-organisation.ts';
import type { UpdateOrganisationBody } from './schema.ts';
import type { OrganisationStatus } from './tables.ts';
import { organisationRecord } from './views.ts';

/** Who an organisation is was checked at approval: afterwards only operators change it. */
export const organisationStates: Transitions<
  OrganisationStatus,
  'approve' | 'refuse' | 'suspend' | 'resubmit'
> = {
  approve: { from: ['pending', 'refused', 'suspended'], to: 'approved' },
  refuse: { from: ['pending'], to: 'refused' },
  suspend: { from: ['approved'], to: 'suspended' },
  resubmit: { from: ['refused'], to: 'pending' },
};

/** Writes one change of this revision with its audit row; 409 when another change came first. */
export async function writeOrganisation(
  trx: Transaction<HubTables>,
  audit: Audit,
  before: OrganisationRow,
  action: string,
  revision: number,
  change: OrganisationChange,
): Promise<OrganisationRow> {
  const after = await updateOrganisation(trx, before.id, revision, change).catch(
    (error: unknown) => {
      throw organisationConflict(error);
    },
  );
  if (!after) throw new AppError(errors.conflict);
  await audit({
    action: `identity.${action}`,
    objectType: 'organisation',
    objectId: before.id,
    orgId: before.id,
    before: organisationRecord(before),
    after: organisationRecord(after),
  });
  return after;
}

type Body = Omit<UpdateOrganisationBody, 'revision'>;

/** The columns a body asks to change. */
export function changeOf(body: Body): OrganisationChange {
  return {
    ...(body.slug === undefined ? {} : { slug: body.slug }),
    ...(body.name ? { name_zh: body.name.zh, name_en: body.name.en } : {}),
    ...(body.uscc === undefined ? {} : { uscc: body.uscc }),
    ...(body.kind === undefined ? {} : { kind: body.kind }),
    ...(body.about?.zh === undefined ? {} : { about_zh: body.about.zh }),
    ...(body.about?.en === undefined ? {} : { about_en: body.about.en }),
    ...(body.website === undefined ? {} : { website: body.website || null }),
    ...(body.contact === undefined ? {} : { contact: body.contact || null }),
  };
}

/**
 * A manager edits the page; an owner also the slug (the old one keeps leading here) and, before
 * approval, name, code and kind. Editing a refused organisation's identity submits it again.
 */
export async function changeOrganisation(
  trx: Transaction<HubTables>,
  audit: Audit,
  actor: Actor,
  before: Authorized<OrganisationRow, 'update'>,
  { revision, ...body }: UpdateOrganisationBody,
): Promise<OrganisationRow> {
  const identity = body.name ?? body.uscc ?? body.kind;
  const owner = membershipOf(actor, before.id)?.role === 'owner';
  if ((identity !== undefined || body.slug !== undefined) && !owner)
    throw new AppError(errors.forbidden);
  if (identity !== undefined && (before.status === 'approved' || before.status === 'suspended'))
    throw new AppError(own.identityFixed);
  if (body.uscc !== undefined) assertUscc(body.uscc);
  const change = { ...changeOf(body) };
  if (identity !== undefined && before.status === 'refused')
    Object.assign(change, {
      status: transition(organisationStates, before.status, 'resubmit'),
      status_reason: null,
    });
  const renamed = body.slug !== undefined && body.slug !== before.slug ? body.slug : undefined;
  if (renamed !== undefined) await assertSlugFree(trx, renamed, before.id);
  const after = await writeOrganisation(
    trx,
    audit,
    before,
    renamed === undefined ? 'update-organisation' : 'rename-organisation',
    revision,
    change,
  );
  if (renamed !== undefined) await keepRedirect(trx, before.id, before.slug, renamed);
  return after;
}
