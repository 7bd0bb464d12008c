import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { transition } from '#src/kernel/transition.ts';
import type { Trx } from './deps.ts';
import {
  insertVendor,
  now,
  updateVendor,
  vendorOf,
  type VendorOrganisation,
  type VendorRow,
} from './queries.ts';
import type { SaveVendorBody } from './schema.ts';
import { editable, vendorStates } from './transitions.ts';

const profileOf = (row: VendorRow | undefined) =>
  row && {
    state: row.state,
    modalities: row.modalities,
    languages: row.languages,
    headcount: row.headcount,
    about: { zh: row.about_zh, en: row.about_en },
    reason: row.state_reason,
  };

async function audited(
  trx: Trx,
  audit: Audit,
  orgId: string,
  command: string,
  before: VendorRow | undefined,
): Promise<VendorRow> {
  const after = await vendorOf(trx, orgId);
  if (!after) throw new AppError(errors.notFound);
  await audit({
    action: `annotation.${command}-vendor`,
    objectType: 'vendor',
    objectId: orgId,
    orgId,
    before: profileOf(before),
    after: profileOf(after),
  });
  return after;
}

/** Writes the profile; the first time without a revision. hub.conflict when it changed meanwhile. */
export async function saveVendor(
  trx: Trx,
  audit: Audit,
  org: Authorized<VendorOrganisation, 'manage'>,
  body: SaveVendorBody,
): Promise<VendorRow> {
  const before = await vendorOf(trx, org.id);
  const profile = {
    modalities: [...new Set(body.modalities)],
    languages: [...new Set(body.languages)],
    headcount: body.headcount,
    about_zh: body.about?.zh ?? '',
    about_en: body.about?.en ?? '',
  };
  if (before && !editable.includes(before.state))
    throw new AppError(errors.wrongState, {
      extra: { state: before.state, command: 'save', possibleIn: editable },
    });
  const none = { state_reason: null, submitted_at: null, decided_at: null, decided_by: null };
  const written = before
    ? await updateVendor(trx, org.id, body.revision ?? 0, { ...profile, changed_at: now() })
    : body.revision === undefined &&
      (await insertVendor(trx, { org_id: org.id, ...profile, ...none }));
  if (!written) throw new AppError(errors.conflict);
  return audited(trx, audit, org.id, 'save', before);
}

/** Lays the profile before the operators, or takes it back. */
export async function submitVendor(
  trx: Trx,
  audit: Audit,
  org: Authorized<VendorOrganisation, 'manage'>,
  command: 'submit' | 'withdraw',
  revision: number,
): Promise<VendorRow> {
  const before = await vendorOf(trx, org.id);
  if (!before) throw new AppError(errors.notFound);
  const state = transition(vendorStates, before.state, command);
  const submitted_at = command === 'submit' ? now() : null;
  const change = { state, submitted_at, state_reason: null };
  if (!(await updateVendor(trx, org.id, revision, change))) throw new AppError(errors.conflict);
  return audited(trx, audit, org.id, command, before);
}

/** An operator's decision; a reason is kept where something is refused or stopped. */
export async function decideVendor(
  trx: Trx,
  audit: Audit,
  org: Authorized<VendorOrganisation, 'decide'>,
  decision: {
    readonly command: 'approve' | 'refuse' | 'suspend' | 'restore';
    readonly revision: number;
    readonly reason?: string;
    readonly by: string;
  },
): Promise<VendorRow> {
  const { command, revision, reason, by } = decision;
  const before = await vendorOf(trx, org.id);
  if (!before) throw new AppError(errors.notFound);
  const state = transition(vendorStates, before.state, command);
  const change = { state, state_reason: reason ?? null, decided_by: by, decided_at: now() };
  if (!(await updateVendor(trx, org.id, revision, change))) throw new AppError(errors.conflict);
  return audited(trx, audit, org.id, command, before);
}
