import { AppError, errors } from '#src/kernel/errors.ts';
import type { Db } from '../deps.ts';
import { applicationsOfRound } from '../queries/application.ts';
import { eventsOfRound } from '../queries/event.ts';
import { roundById } from '../queries/round.ts';
import { tiedApplications } from './seen-by-officer.ts';
import { replay } from '../replay.ts';

/** Replays the record of a round and names where the stored states differ from it; nowhere, if all is well. */
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
  const rows = all.filter((row) => !tied.has(row.id));
  const events = (await eventsOfRound(db, roundId)).filter(
    (event) => event.application_id === null || !tied.has(event.application_id),
  );
  const replayed = replay(events);
  return {
    events: events.length,
    round: replayed.round === round.state,
    differing: rows
      .filter((row) => replayed.applications.get(row.id) !== row.state)
      .map((row) => row.id),
  };
}
