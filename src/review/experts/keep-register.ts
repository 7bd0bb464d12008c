import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { transition } from '#src/kernel/transition.ts';
import { organisationByCode } from '../conflicts/queries.ts';
import type { Db, Trx } from '../deps.ts';
import { reviewErrors } from '../errors.ts';
import { expertStates, type ExpertCommand } from '../transitions.ts';
import {
  endAffiliation,
  endTieRow,
  expertById,
  insertAffiliation,
  insertExpert,
  insertRelation,
  insertTie,
  personByEmail,
  strikeEntry,
  tieById,
  updateExpert,
  type ExpertRow,
  type TieRow,
} from './queries.ts';
import type { AddAffiliation, AddRelation, AddTie, InviteExpert, Strike } from './schema.ts';
import { expertView } from './view.ts';

const wrongDays = (field: string) =>
  new AppError(errors.invalid, {
    errors: [{ field, code: 'range', message: 'must not lie before the first day' }],
  });

/** A party by its code where it is known here, else by name alone. */
async function party(db: Db, of: { readonly name: string; readonly uscc?: string }) {
  const known = of.uscc === undefined ? undefined : await organisationByCode(db, of.uscc);
  return { org_id: known?.id ?? null, uscc: of.uscc ?? null, name: of.name };
}

async function reread(trx: Trx, id: string): Promise<ExpertRow> {
  return (await expertById(trx, id)) as ExpertRow;
}

/** Invites a registered person; review.unknownPerson, or hub.duplicate for one who is in. */
export async function inviteExpert(trx: Trx, audit: Audit, by: string, body: InviteExpert) {
  if (body.term.to < body.term.from) throw wrongDays('term/to');
  const who = await personByEmail(trx, body.email);
  if (!who) throw new AppError(reviewErrors.unknownPerson);
  const id = newId();
  const row = {
    id,
    user_id: who.user_id,
    fields: [...new Set(body.fields)],
    load_limit: body.loadLimit,
    term_from: body.term.from,
    term_to: body.term.to,
    ...{ state_reason: null, invited_by: by, decided_by: null },
  };
  if (!(await insertExpert(trx, row))) throw new AppError(errors.duplicate);
  await audit({
    action: 'review.invite-expert',
    objectType: 'review.expert',
    objectId: id,
    after: { fields: row.fields, loadLimit: body.loadLimit, term: body.term },
  });
  return reread(trx, id);
}

/** One step of the entry's life. */
export async function moveExpert(
  trx: Trx,
  audit: Audit,
  row: ExpertRow,
  command: ExpertCommand,
  of: { readonly revision: number; readonly reason?: string; readonly decidedBy?: string },
): Promise<ExpertRow> {
  const state = transition(expertStates, row.state, command);
  const change = {
    state,
    state_reason: of.reason ?? null,
    ...(of.decidedBy === undefined ? {} : { decided_by: of.decidedBy }),
  };
  if (!(await updateExpert(trx, row.id, of.revision, change))) throw new AppError(errors.conflict);
  await audit({
    action: `review.${command}-expert`,
    objectType: 'review.expert',
    objectId: row.id,
    before: { state: row.state },
    after: { state, reason: of.reason ?? null },
  });
  return reread(trx, row.id);
}

/** Fields and load, and by an operator the term. */
export async function changeExpert(
  trx: Trx,
  audit: Audit,
  row: ExpertRow,
  body: {
    readonly revision: number;
    readonly fields: readonly string[];
    readonly loadLimit: number;
    readonly term?: { readonly from: string; readonly to: string };
  },
): Promise<ExpertRow> {
  if (body.term && body.term.to < body.term.from) throw wrongDays('term/to');
  const change = {
    fields: [...new Set(body.fields)],
    load_limit: body.loadLimit,
    ...(body.term ? { term_from: body.term.from, term_to: body.term.to } : {}),
  };
  if (!(await updateExpert(trx, row.id, body.revision, change)))
    throw new AppError(errors.conflict);
  const after = await reread(trx, row.id);
  await audit({
    action: 'review.change-expert',
    objectType: 'review.expert',
    objectId: row.id,
    before: { fields: row.fields, loadLimit: row.load_limit, term: [row.term_from, row.term_to] },
    after: {
      fields: after.fields,
      loadLimit: after.load_limit,
      term: [after.term_from, after.term_to],
    },
  });
  return after;
}

/** The entry is locked by the caller, so no check of conflicts is overtaken by these three. */
export async function addAffiliation(trx: Trx, audit: Audit, row: ExpertRow, body: AddAffiliation) {
  if (body.to !== undefined && body.to < body.from) throw wrongDays('to');
  const id = newId();
  const of = { id, expert_id: row.id, user_id: row.user_id, ...(await party(trx, body)) };
  const days = { from_day: body.from, to_day: body.to ?? null };
  await insertAffiliation(trx, { ...of, ...days, struck_at: null, struck_reason: null });
  await declared(audit, row, 'add-affiliation', { ...body, id });
  return expertView(trx, row);
}

export async function closeAffiliation(
  trx: Trx,
  audit: Audit,
  row: ExpertRow,
  body: { readonly id: string; readonly to: string },
) {
  if (!(await endAffiliation(trx, row.id, body.id, body.to))) throw new AppError(errors.conflict);
  await declared(audit, row, 'end-affiliation', body);
  return expertView(trx, row);
}

export async function addRelation(trx: Trx, audit: Audit, row: ExpertRow, body: AddRelation) {
  const id = newId();
  const who =
    body.kind === 'person' ? { org_id: null, uscc: null, name: body.name } : await party(trx, body);
  await insertRelation(trx, {
    ...{ id, expert_id: row.id, user_id: row.user_id, kind: body.kind, nature: body.nature },
    ...who,
    ...{ until_day: body.until ?? null, struck_at: null, struck_reason: null },
  });
  await declared(audit, row, 'add-relation', { ...body, id });
  return expertView(trx, row);
}

/** An operator takes back what was entered by mistake; it stays on record. */
export async function strike(
  trx: Trx,
  audit: Audit,
  row: Authorized<ExpertRow, 'decide'>,
  body: Strike,
) {
  if (!(await strikeEntry(trx, body.kind, row.id, body.entryId, body.reason)))
    throw new AppError(errors.conflict);
  await declared(audit, row, `strike-${body.kind}`, body);
  return expertView(trx, row);
}

const declared = (audit: Audit, row: ExpertRow, action: string, after: object) =>
  audit({ action: `review.${action}`, objectType: 'review.expert', objectId: row.id, after });

/** Two organisations that belong together; binds everybody's conflicts at once. */
export async function addTie(trx: Trx, audit: Audit, body: AddTie): Promise<TieRow> {
  if (body.to !== undefined && body.to < body.from) throw wrongDays('to');
  const [a, b] = [await party(trx, body.a), await party(trx, body.b)];
  const row = await insertTie(trx, {
    id: newId(),
    ...{ a_org_id: a.org_id, a_uscc: a.uscc, a_name: a.name },
    ...{ b_org_id: b.org_id, b_uscc: b.uscc, b_name: b.name },
    ...{ nature: body.nature, note: body.note, from_day: body.from, to_day: body.to ?? null },
  });
  await audit({
    action: 'review.add-tie',
    objectType: 'review.tie',
    objectId: row.id,
    after: body,
  });
  return row;
}

export async function endTie(
  trx: Trx,
  audit: Audit,
  id: string,
  body: { readonly revision: number; readonly to: string },
): Promise<TieRow> {
  const before = await tieById(trx, id);
  if (!before) throw new AppError(errors.notFound);
  const row = await endTieRow(trx, id, body.revision, body.to);
  if (!row) throw new AppError(errors.conflict);
  await audit({
    action: 'review.end-tie',
    objectType: 'review.tie',
    objectId: id,
    before: { to: before.to_day },
    after: { to: body.to },
  });
  return row;
}
