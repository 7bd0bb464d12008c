import { isConflicted } from '#src/review/index.ts';
import type { Db } from '../deps.ts';
import { applicationsOfRound, type ApplicationRow } from '../queries/application.ts';
import { countStates, type RoundRow } from '../queries/round.ts';
import { shownState } from '../transitions.ts';

const secret = (state: RoundRow['state']) => state === 'deliberating' || state === 'noticing';

/** Applications of a round that the person is tied to, while there is something about them to hide. */
export async function tiedApplications(
  db: Db,
  round: Pick<RoundRow, 'state'>,
  rows: readonly ApplicationRow[],
  userId: string,
): Promise<ReadonlySet<string>> {
  const tied = new Set<string>();
  if (!secret(round.state)) return tied;
  for (const { id } of rows)
    if (await isConflicted(db, userId, { kind: 'selection.application', id })) tied.add(id);
  return tied;
}

/** How many applications are in which state; of what the officer is tied to, as its applicants read it. */
export async function countsFor(
  db: Db,
  round: Pick<RoundRow, 'id' | 'state'>,
  userId: string,
): Promise<Record<string, number>> {
  if (!secret(round.state)) return countStates(db, round.id);
  const rows = await applicationsOfRound(db, round.id);
  const tied = await tiedApplications(db, round, rows, userId);
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const state = tied.has(row.id) ? shownState(row.state, row.round_state) : row.state;
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}
