import type { UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { isConflicted, rankingOf, reviewedBy, type BoardRanking } from '#src/review/index.ts';
import { usedSlots } from '../directory/queries.ts';
import { reading, type Db } from '../outcome-deps.ts';
import { applicationsOfRound, type ApplicationRow } from '../queries/application.ts';
import { roundById, type RoundRow } from '../queries/round.ts';
import { ruleSetById } from '../queries/rule-set.ts';
import type { Settings } from '../shapes.ts';
import { decisionErrors } from './errors.ts';
import type { Ranked } from './rank-order.ts';

/** What a panel decides about: those that went through the review. */
const reviewed = new Set(['under_review', 'shortlisted', 'noticed', 'selected', 'not_selected']);

export const subjectOf = (applicationId: string) =>
  ({ kind: 'selection.application', id: applicationId }) as const;

export interface Deliberated {
  readonly application: ApplicationRow;
  readonly ranking: BoardRanking['items'][number] | undefined;
}

export interface Table {
  readonly round: RoundRow;
  readonly settings: Settings;
  readonly items: readonly Deliberated[];
  readonly connected: boolean;
  /** Places of this round that the directory of its year still has. */
  readonly places: number;
  readonly slotsLeft: number;
  /** True where the person is tied to something that is left out. */
  readonly conflicted: boolean;
}

/**
 * What lies on the table for this person: without the applications the person is tied to, and with ranks and
 * means as if those did not exist.
 */
export async function tableOf(db: Db, roundId: string, userId: string): Promise<Table> {
  const round = await roundById(reading(db), roundId);
  if (!round) throw new AppError(errors.notFound);
  const ruleSet = await ruleSetById(reading(db), round.rule_set_id);
  if (!ruleSet) throw new AppError(errors.notFound);
  const { settings } = ruleSet;
  const all = (await applicationsOfRound(reading(db), roundId)).filter((a) =>
    reviewed.has(a.state),
  );
  const seen: ApplicationRow[] = [];
  const hidden = new Set<string>();
  for (const application of all)
    if (await isConflicted(db, userId, subjectOf(application.id))) hidden.add(application.id);
    else seen.push(application);
  const ranking = await rankingWithout(db, round, hidden);
  const byId = new Map(ranking?.items.map((item) => [item.subject.id, item]));
  const items = seen
    .map((application) => ({ application, ranking: byId.get(application.id) }))
    .toSorted(
      (a, b) =>
        (a.ranking?.rank ?? Infinity) - (b.ranking?.rank ?? Infinity) ||
        (a.application.id < b.application.id ? -1 : 1),
    );
  const slotsLeft = 10 - (await usedSlots(db, round.year));
  const places =
    round.yearly_capacity === null ? round.capacity : Math.min(round.capacity, slotsLeft);
  const connected = ranking?.connected ?? false;
  const conflicted = hidden.size > 0;
  return { round, settings, items, connected, places, slotsLeft, conflicted };
}

async function rankingWithout(
  db: Db,
  round: RoundRow,
  hidden: ReadonlySet<string>,
): Promise<BoardRanking | undefined> {
  if (!round.board_id) return undefined;
  if (hidden.size === 0) return rankingOf(db, round.board_id);
  const whole = await rankingOf(db, round.board_id);
  const without = new Set(
    whole.items.filter((item) => hidden.has(item.subject.id)).map((item) => item.itemId),
  );
  return rankingOf(db, round.board_id, { without });
}

export const rankedOf = ({ application, ranking }: Deliberated): Ranked => ({
  id: application.id,
  score: ranking?.adjusted ?? ranking?.raw.mean ?? null,
  byCriterion: ranking?.raw.byCriterion ?? {},
});

/** Whether the person is tied to anything a decision about the round says something of, made or still to be made. */
export async function isTiedToRound(db: Db, roundId: string, userId: string): Promise<boolean> {
  for (const { id, state } of await applicationsOfRound(reading(db), roundId))
    if (reviewed.has(state) || state === 'revoked')
      if (await isConflicted(db, userId, subjectOf(id))) return true;
  return false;
}

/** Refuses who is tied to any application of the round or reviewed in it; re-checked at every write. */
export async function mustBeFree(db: Db, table: Table, actor: UserActor): Promise<void> {
  if (table.conflicted) throw new AppError(decisionErrors.conflicted);
  for (const { application } of table.items)
    if ((await reviewedBy(db, subjectOf(application.id))).includes(actor.userId))
      throw new AppError(decisionErrors.reviewer);
}

/** The application for a write about it: absent for who is tied to it. */
export async function applicationOnTable(
  db: Db,
  application: ApplicationRow | undefined,
  userId: string,
): Promise<ApplicationRow> {
  if (!application || !reviewed.has(application.state)) throw new AppError(errors.notFound);
  if (await isConflicted(db, userId, subjectOf(application.id)))
    throw new AppError(errors.notFound);
  return application;
}
