import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { transition, type Transitions } from '#src/kernel/transition.ts';
import type { Trx } from './deps.ts';
import { registerRefusals } from './errors.ts';
import { attributeProblems } from './field.ts';
import {
  currentDay,
  entryById,
  insertEntry,
  registerOf,
  updateEntry,
  type EntryRow,
} from './queries.ts';
import type { ProposeEntryBody, ReviseEntryBody } from './schema.ts';
import type { EntryState } from './tables.ts';

export type EntryCommand = 'list' | 'suspend' | 'restore' | 'remove';

/** Removal is final: who comes back is a new entry, and the old one stays readable. */
const states: Transitions<EntryState, EntryCommand> = {
  list: { from: ['proposed'], to: 'listed' },
  suspend: { from: ['listed'], to: 'suspended' },
  restore: { from: ['suspended'], to: 'listed' },
  remove: { from: ['proposed', 'listed', 'suspended'], to: 'removed' },
};

async function checkAttributes(
  trx: Trx,
  register: string,
  attributes: Readonly<Record<string, unknown>>,
): Promise<string> {
  const found = await registerOf(trx, register);
  if (!found) throw new AppError(errors.notFound);
  const problems = attributeProblems(found.fields, attributes);
  if (problems.length > 0) throw new AppError(registerRefusals.attributes, { errors: problems });
  return JSON.stringify(attributes);
}

const recorded = (row: EntryRow) => ({
  state: row.state,
  reason: row.reason,
  name: { zh: row.name_zh, en: row.name_en },
  attributes: row.attributes,
  validFrom: row.valid_from,
  validTo: row.valid_to,
});

async function audited(
  trx: Trx,
  audit: Audit,
  command: string,
  id: string,
  before?: EntryRow,
): Promise<EntryRow> {
  const after = await entryById(trx, id);
  if (!after) throw new AppError(errors.notFound);
  await audit({
    action: `registers.${command}-entry`,
    objectType: 'register-entry',
    objectId: id,
    orgId: after.org_id ?? undefined,
    ...(before ? { before: recorded(before) } : {}),
    after: recorded(after),
  });
  return after;
}

/** Adds an entry that waits for an operator; registers.attributes when it does not fit the fields. */
export async function proposeEntry(
  trx: Trx,
  audit: Audit,
  register: string,
  entry: Omit<ProposeEntryBody, 'organisation'> & {
    readonly orgId: string | null;
    readonly by: string;
  },
): Promise<EntryRow> {
  const attributes = await checkAttributes(trx, register, entry.attributes);
  const id = newId();
  await insertEntry(trx, {
    id,
    register_key: register,
    org_id: entry.orgId,
    name_zh: entry.name.zh,
    name_en: entry.name.en,
    attributes,
    reason: null,
    valid_from: null,
    valid_to: null,
    proposed_by: entry.by,
  });
  return audited(trx, audit, 'propose', id);
}

/** Corrects what an entry says; its days too, once it is listed. */
export async function reviseEntry(
  trx: Trx,
  audit: Audit,
  before: Authorized<EntryRow, 'maintain'>,
  body: ReviseEntryBody,
): Promise<EntryRow> {
  if (before.state === 'removed')
    throw new AppError(errors.wrongState, { extra: { state: before.state, command: 'revise' } });
  const attributes = await checkAttributes(trx, before.register_key, body.attributes);
  const days = daysOf(body, before.valid_from);
  const change = { name_zh: body.name.zh, name_en: body.name.en, attributes, ...days };
  if (!(await updateEntry(trx, before.id, body.revision, change)))
    throw new AppError(errors.conflict);
  return audited(trx, audit, 'revise', before.id, before);
}

function daysOf(body: { validFrom?: string; validTo?: string }, otherwise: string | null) {
  const valid_from = body.validFrom ?? otherwise;
  const valid_to = body.validTo ?? null;
  if (valid_from !== null && valid_to !== null && valid_to < valid_from)
    throw new AppError(registerRefusals.days);
  return { valid_from, valid_to };
}

/** Puts an entry on the list, off it for a time, back, or off it for good; a reason where it leaves. */
export async function moveEntry(
  trx: Trx,
  audit: Audit,
  before: Authorized<EntryRow, 'maintain'>,
  command: EntryCommand,
  body: { revision: number; reason?: string; validFrom?: string; validTo?: string },
): Promise<EntryRow> {
  const state = transition(states, before.state, command);
  const days = command === 'list' ? daysOf(body, await currentDay(trx)) : {};
  const change = { state, reason: body.reason ?? null, ...days };
  if (!(await updateEntry(trx, before.id, body.revision, change)))
    throw new AppError(errors.conflict);
  return audited(trx, audit, command, before.id, before);
}
