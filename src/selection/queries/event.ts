import type { Insertable } from 'kysely';
import type { Db, Trx } from '../deps.ts';
import type { SelectionTables } from '../tables.ts';

export const insertEvent = (trx: Trx, row: Insertable<SelectionTables['selection.event']>) =>
  trx.insertInto('selection.event').values(row).execute();

const events = (db: Db) => db.selectFrom('selection.event').selectAll().orderBy('seq');
export type EventRow = Awaited<ReturnType<ReturnType<typeof events>['execute']>>[number];

/** What happened to a round itself, oldest first. */
export const roundEvents = (db: Db, roundId: string) =>
  events(db).where('round_id', '=', roundId).where('application_id', 'is', null).execute();

/** The whole record of a round and its applications, as far as the actor may see it. */
export const eventsOfRound = (db: Db, roundId: string) =>
  events(db).where('round_id', '=', roundId).execute();

/** What happened to an application, oldest first; without the deliberation where `shown` is asked. */
export const applicationEvents = (db: Db, applicationId: string, shown: boolean) => {
  const all = events(db).where('application_id', '=', applicationId);
  return (shown ? all.where('internal', '=', false) : all).execute();
};
