import type { Audit } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Trx } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';
import { insertRound, isFuture, roundById, updateRound, type RoundRow } from '../queries/round.ts';
import { programmeByCode, ruleSetById } from '../queries/rule-set.ts';
import { recordEvent } from '../record-event.ts';
import type { CreateRound, ExtendRound, ReviseRound } from '../schema.ts';
import { mustBeWorkingDay } from './working-day.ts';

type RoundBody = typeof CreateRound.infer;

const recorded = (row: RoundRow) => ({
  title: { zh: row.title_zh, en: row.title_en },
  ruleSet: { id: row.rule_set_id, sha256: row.rule_set_sha256 },
  capacity: row.capacity,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
});

async function audited(trx: Trx, audit: Audit, command: string, id: string, before?: RoundRow) {
  const row = await roundById(trx, id);
  if (!row) throw new AppError(errors.notFound);
  await audit({
    action: `selection.${command}-round`,
    objectType: 'selection-round',
    objectId: id,
    ...(before ? { before: recorded(before) } : {}),
    after: recorded(row),
  });
  return row;
}

/** Columns of what the body says, checked against the measure and its rules. */
async function columnsOf(trx: Trx, code: string, body: Omit<RoundBody, 'programme' | 'year'>) {
  const programme = await programmeByCode(trx, code);
  const ruleSet = await ruleSetById(trx, body.ruleSet);
  if (!programme || ruleSet?.programme_code !== code)
    throw new AppError(selectionRefusals.ruleSetMissing);
  if (programme.yearly_capacity !== null && body.capacity > programme.yearly_capacity)
    throw new AppError(selectionRefusals.capacity, { extra: { most: programme.yearly_capacity } });
  const { opensTime = '00:00:00', closesTime = '24:00:00' } = body;
  if (`${body.opensOn}T${opensTime}` >= `${body.closesOn}T${closesTime}`)
    throw new AppError(selectionRefusals.timetable);
  return {
    title_zh: body.title.zh,
    title_en: body.title.en,
    guide_zh: body.guide?.zh ?? '',
    guide_en: body.guide?.en ?? '',
    rule_set_id: ruleSet.id,
    rule_set_sha256: ruleSet.sha256,
    capacity: body.capacity,
    opens_on: body.opensOn,
    opens_time: opensTime,
    closes_on: body.closesOn,
    closes_time: closesTime,
  };
}

/** Makes a round in draft, which only staff see. */
export async function createRound(
  trx: Trx,
  audit: Audit,
  body: RoundBody,
  by: string,
): Promise<RoundRow> {
  const id = newId();
  const columns = await columnsOf(trx, body.programme, body);
  await insertRound(trx, {
    id,
    programme_code: body.programme,
    year: body.year,
    ...columns,
    created_by: by,
  });
  await recordEvent(trx, {
    ...{ roundId: id, actor: by, command: 'create', before: null, after: 'draft' },
    payload: { ruleSet: columns.rule_set_sha256 },
  });
  return audited(trx, audit, 'create', id);
}

/** Changes a draft; what was opened changes only by its commands and by extension. */
export async function reviseRound(
  trx: Trx,
  audit: Audit,
  before: RoundRow,
  body: typeof ReviseRound.infer,
): Promise<RoundRow> {
  if (before.state !== 'draft')
    throw new AppError(errors.wrongState, {
      extra: { state: before.state, possibleIn: ['draft'] },
    });
  const columns = await columnsOf(trx, before.programme_code, body);
  if (!(await updateRound(trx, before.id, body.revision, columns)))
    throw new AppError(errors.conflict);
  return audited(trx, audit, 'revise', before.id, before);
}

/** Puts the deadline of an open round off; a reason is asked and everybody reads it. */
export async function extendRound(
  trx: Trx,
  audit: Audit,
  before: RoundRow,
  body: typeof ExtendRound.infer,
  by: string,
): Promise<RoundRow> {
  if (before.state !== 'open')
    throw new AppError(errors.wrongState, { extra: { state: before.state, possibleIn: ['open'] } });
  await mustBeWorkingDay(trx, body.closesOn);
  const change = { closes_on: body.closesOn, closes_time: body.closesTime ?? '24:00:00' };
  if (!(await updateRound(trx, before.id, body.revision, change)))
    throw new AppError(errors.conflict);
  const after = await audited(trx, audit, 'extend', before.id, before);
  if (after.closes_at <= before.closes_at || !(await isFuture(trx, after.closes_at)))
    throw new AppError(selectionRefusals.timetable);
  await recordEvent(trx, {
    ...{ roundId: before.id, actor: by, command: 'extend', before: before.state },
    ...{ after: before.state, reason: body.reason },
    payload: { from: before.closes_at.toISOString(), to: after.closes_at.toISOString() },
  });
  return after;
}
