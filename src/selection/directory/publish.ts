import type { Audit } from '#src/audit/index.ts';
import { setRecommendation } from '#src/catalog/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { decisionErrors } from '../decision/errors.ts';
import { itemsOf, presentDecision, type DecisionItemRow } from '../decision/queries.ts';
import { moveApplication, moveRound } from '../move.ts';
import { within, type OutcomeDeps, type Trx } from '../outcome-deps.ts';
import { applicationById } from '../queries/application.ts';
import { roundById } from '../queries/round.ts';
import { ruleSetById } from '../queries/rule-set.ts';
import { recordEvent } from '../record-event.ts';
import { tellEnding, tellListed, tellRevoked } from '../tell-outcome.ts';
import {
  dayInYears,
  directoryEntry,
  entryOfApplication,
  insertEntry,
  insertReview,
  now,
  organisationsOf,
  recommendedYear,
  reviewsOf,
  takeSlot,
  updateEntry,
  versionOf,
  type EntryRow,
} from './queries.ts';

type Parts = Pick<OutcomeDeps, 'jobs' | 'clock'>;

/** Where a rule set does not say when an entry expires and is looked at again: the policy text is silent. */
const usualYears = { valid: 3, review: 1 } as const;

/** Years after which an entry of the round expires, and after which it is looked at again: its frozen rules say. */
async function entryYearsOf(trx: Trx, roundId: string) {
  const round = await roundById(within(trx), roundId);
  const ruleSet = round && (await ruleSetById(within(trx), round.rule_set_id));
  return ruleSet?.settings.entryYears ?? usualYears;
}

/** Shows the dataset as recommended in the newest year in which it is listed, or no longer. */
async function recommend(trx: Trx, audit: Audit, deps: Parts, datasetId: string): Promise<void> {
  const change = { trx: trx as never, actor: systemActor('selection'), audit, deps };
  await setRecommendation(change, datasetId, await recommendedYear(trx, datasetId));
}

async function publishItem(
  trx: Trx,
  audit: Audit,
  deps: Parts,
  item: DecisionItemRow,
  by: { readonly userId: string; readonly year: number },
): Promise<EntryRow> {
  if (item.state !== 'selected' || !item.dataset_id || !item.version_id)
    throw new AppError(decisionErrors.notEffective);
  if (await entryOfApplication(trx, item.application_id))
    throw new AppError(decisionErrors.alreadyPublished);
  const version = await versionOf(trx, item.version_id);
  if (!version) throw new AppError(errors.notFound);
  const { title, domain } = version.card as {
    title: { zh?: string; en?: string };
    domain?: string;
  };
  const id = newId();
  const years = await entryYearsOf(trx, item.round_id);
  await insertEntry(trx, {
    id,
    round_id: item.round_id,
    year: by.year,
    decision_id: item.decision_id,
    application_id: item.application_id,
    dataset_id: item.dataset_id,
    version_id: item.version_id,
    title_zh: (title.zh ?? title.en ?? item.title).slice(0, 200),
    title_en: (title.en ?? title.zh ?? item.title).slice(0, 200),
    field: domain ?? '',
    semver: version.semver ?? '',
    organisations: JSON.stringify(await organisationsOf(trx, item.application_id)),
    reason: JSON.stringify({
      ...(item.rank === null ? {} : { rank: item.rank }),
      ...(item.raw === null ? {} : { raw: item.raw }),
      ...(item.adjusted === null ? {} : { adjusted: item.adjusted }),
    }),
    published_by: by.userId,
    valid_to: await dayInYears(trx, years.valid),
    review_due: await dayInYears(trx, years.review),
    revoked_at: null,
    revoked_reason: null,
  });
  const slot = await takeSlot(trx, { entryId: id, roundId: item.round_id, year: by.year });
  if (slot === undefined)
    throw new AppError(decisionErrors.directoryFull, { extra: { year: by.year, left: 0 } });
  await recommend(trx, audit, deps, item.dataset_id);
  await audit({
    action: 'selection.publish-entry',
    objectType: 'directory-entry',
    objectId: id,
    orgId: item.lead_org_id,
    after: { year: by.year, slot, application: item.application_id, dataset: item.dataset_id },
  });
  const row = await directoryEntry(trx, id);
  if (!row) throw new AppError(errors.notFound);
  await tellListed(trx, deps, row, slot);
  return row;
}

/**
 * Publishes selected applications of a round: each gets a slot of the year and its dataset is recommended. All of
 * these or none; decision.directoryFull when the year has too few slots left. The round is published when nothing
 * selected waits any more, also with nothing selected at all.
 */
export async function publishRound(
  trx: Trx,
  audit: Audit,
  deps: Parts,
  roundId: string,
  userId: string,
  only?: readonly string[],
): Promise<EntryRow[]> {
  const round = await roundById(within(trx), roundId);
  if (!round) throw new AppError(errors.notFound);
  const decision = await presentDecision(trx, roundId);
  if (decision?.state !== 'effective') throw new AppError(decisionErrors.notEffective);
  const selected = (await itemsOf(trx, decision.id)).filter((i) => i.outcome === 'selected');
  const wanted: DecisionItemRow[] = [];
  const waiting: string[] = [];
  for (const item of selected) {
    const done = await entryOfApplication(trx, item.application_id);
    if (only ? only.includes(item.application_id) : !done) wanted.push(item);
    else if (!done && item.state === 'selected') waiting.push(item.application_id);
  }
  if (only && wanted.length !== new Set(only).size) throw new AppError(errors.notFound);
  const published: EntryRow[] = [];
  for (const item of wanted)
    published.push(await publishItem(trx, audit, deps, item, { userId, year: round.year }));
  const event = {
    actor: userId,
    payload: { entries: published.map((e) => ({ id: e.id, year: e.year, slot: e.slot })) },
  };
  if (waiting.length === 0 && round.state === 'noticing')
    await moveRound(within(trx), audit, round, 'publish', event);
  else if (published.length > 0)
    await recordEvent(within(trx), {
      ...event,
      roundId,
      command: 'publishPart',
      before: round.state,
      after: round.state,
    });
  return published;
}

async function changed(
  trx: Trx,
  audit: Audit,
  command: string,
  before: EntryRow,
): Promise<EntryRow> {
  const after = await directoryEntry(trx, before.id);
  if (!after) throw new AppError(errors.notFound);
  const recorded = (row: EntryRow) => ({
    state: row.state,
    reason: row.revoked_reason,
    reviewDue: row.review_due,
  });
  await audit({
    action: `selection.${command}-entry`,
    objectType: 'directory-entry',
    objectId: before.id,
    before: recorded(before),
    after: recorded(after),
  });
  return after;
}

/** Revokes an entry; its slot stays used and its page stays readable. */
export async function revokeEntry(
  trx: Trx,
  audit: Audit,
  deps: Parts,
  before: EntryRow,
  change: { readonly revision: number; readonly reason: string; readonly userId: string },
): Promise<EntryRow> {
  if (before.state === 'revoked')
    throw new AppError(errors.wrongState, { extra: { state: before.state, command: 'revoke' } });
  const row = { state: 'revoked' as const, revoked_at: now(), revoked_reason: change.reason };
  if (!(await updateEntry(trx, before.id, change.revision, row)))
    throw new AppError(errors.conflict);
  const application = await applicationById(within(trx), before.application_id);
  if (application?.state === 'selected')
    await moveApplication(within(trx), audit, application, 'revoke', {
      actor: change.userId,
      reason: change.reason,
    });
  await recommend(trx, audit, deps, before.dataset_id);
  await tellRevoked(trx, deps, before, change.reason);
  return changed(trx, audit, 'revoke', before);
}

/** An entry whose time has run out: no longer recommended, its slot stays used. */
export async function expireEntry(
  trx: Trx,
  audit: Audit,
  deps: Parts,
  before: EntryRow,
): Promise<EntryRow> {
  if (!(await updateEntry(trx, before.id, before.revision, { state: 'expired' })))
    throw new AppError(errors.conflict);
  await recommend(trx, audit, deps, before.dataset_id);
  await tellEnding(trx, deps, before, 'expired');
  return changed(trx, audit, 'expire', before);
}

/** The yearly look at an entry: what was found, and when it is looked at again. */
export async function reviewEntry(
  trx: Trx,
  audit: Audit,
  before: EntryRow,
  change: { readonly revision: number; readonly note: string; readonly userId: string },
): Promise<EntryRow> {
  if (before.state !== 'listed')
    throw new AppError(errors.wrongState, { extra: { state: before.state, command: 'review' } });
  const years = await entryYearsOf(trx, before.round_id);
  const due = await dayInYears(trx, years.review);
  if (!(await updateEntry(trx, before.id, change.revision, { review_due: due })))
    throw new AppError(errors.conflict);
  const number = (await reviewsOf(trx, before.id)).length + 1;
  const row = { entry_id: before.id, number, note: change.note, next_due: due };
  await insertReview(trx, { ...row, reviewed_by: change.userId });
  return changed(trx, audit, 'review', before);
}
