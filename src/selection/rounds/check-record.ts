import { AppError, errors } from '#src/kernel/errors.ts';
import type { Db } from '../deps.ts';
import { applicationsOfRound } from '../queries/application.ts';
import { eventsOfRound } from '../queries/event.ts';
import { roundById } from '../queries/round.ts';
import { replay } from '../replay.ts';

/** Replays the record of a round and names where the stored states differ from it; nowhere, if all is well. */
export async function checkRecord(
  db: Db,
  roundId: string,
): Promise<{ events: number; round: boolean; differing: string[] }> {
  const round = await roundById(db, roundId);
  if (!round) throw new AppError(errors.notFound);
  const events = await eventsOfRound(db, roundId);
  const replayed = replay(events);
  const rows = await applicationsOfRound(db, roundId);
  return {
    events: events.length,
    round: replayed.round === round.state,
    differing: rows
      .filter((row) => replayed.applications.get(row.id) !== row.state)
      .map((row) => row.id),
  };
}
