import { AppError, errors } from '#src/kernel/errors.ts';
import type { Db } from '../deps.ts';
import { applicationsOfRound } from '../queries/application.ts';
import { eventsOfRound } from '../queries/event.ts';
import { roundById } from '../queries/round.ts';
import { tiedApplications } from './seen-by-officer.ts';
import { BrokenRecord, replay, type Replayed, type ReplayedEvent } from '../replay.ts';

/** Where these events lead; nowhere, if they do not follow from each other. */
function replayed(events: readonly ReplayedEvent[]): Replayed | undefined {
  try {
    return replay(events);
  } catch (error) {
    if (error instanceof BrokenRecord) return undefined;
    throw error;
  }
}

/**
 * Replays the record of a round and names where the stored states differ from it, or where it does not follow from
 * itself; nowhere, if all is well.
 */
export async function checkRecord(
  db: Db,
  roundId: string,
  userId: string,
): Promise<{ events: number; round: boolean; differing: string[] }> {
  const round = await roundById(db, roundId);
  if (!round) throw new AppError(errors.notFound);
  const all = await applicationsOfRound(db, roundId);
  // Their number alone would tell what became of an application that the officer is tied to.
  const tied = await tiedApplications(db, round, all, userId);
  const events = (await eventsOfRound(db, roundId)).filter(
    (event) => event.application_id === null || !tied.has(event.application_id),
  );
  const of = (id: string | null) => replayed(events.filter((e) => e.application_id === id));
  return {
    events: events.length,
    round: of(null)?.round === round.state,
    differing: all
      .filter((row) => !tied.has(row.id) && of(row.id)?.applications.get(row.id) !== row.state)
      .map((row) => row.id),
  };
}
