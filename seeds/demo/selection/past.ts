import { sql, type Kysely } from 'kysely';
import type { RoundDeps } from './cast.ts';

/** Runs as the owner of these tables, with our triggers and forced row policies at rest meanwhile. */
const asOwner = <R>(
  deps: RoundDeps,
  tables: readonly string[],
  run: (trx: Kysely<any>) => Promise<R>,
): Promise<R> =>
  deps.withOwner((_pool, db) =>
    db.transaction().execute(async (trx) => {
      await sql`select set_config('hub.role', 'system', true)`.execute(trx);
      const forced = await sql<{
        name: string;
      }>`select format('%I.%I', n.nspname, c.relname) as name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relforcerowsecurity and format('%I.%I', n.nspname, c.relname) in (${sql.join(tables)})`.execute(
        trx,
      );
      const rested = forced.rows.map((row) => row.name);
      for (const name of rested)
        await sql`alter table ${sql.table(name)} no force row level security`.execute(trx);
      for (const name of tables)
        await sql`alter table ${sql.table(name)} disable trigger user`.execute(trx);
      const result = await run(trx);
      await sql`set constraints all immediate`.execute(trx);
      for (const name of tables)
        await sql`alter table ${sql.table(name)} enable trigger user`.execute(trx);
      for (const name of rested)
        await sql`alter table ${sql.table(name)} force row level security`.execute(trx);
      return result;
    }),
  );

/** The days of a notice that was open in the past. */
export interface NoticeDays {
  readonly openedAt: string;
  readonly lastDay: string;
  readonly endsAt: string;
}

/** Lets the days of a notice pass. */
export const passNotice = (deps: RoundDeps, id: string, days: NoticeDays): Promise<void> =>
  asOwner(deps, ['notice.notice', 'notice.objection', 'notice.version'], async (trx) => {
    await sql`update notice.notice set opened_at = ${days.openedAt}::timestamptz,
      created_at = ${days.openedAt}::timestamptz, last_day = ${days.lastDay}::date,
      ends_at = ${days.endsAt}::timestamptz where id = ${id}`.execute(trx);
    await sql`update notice.version set published_at = ${days.openedAt}::timestamptz
      where notice_id = ${id}`.execute(trx);
    await sql`update notice.objection set filed_at = ${days.openedAt}::timestamptz + interval '23 hours',
      admitted_at = ${days.openedAt}::timestamptz + interval '30 hours',
      answered_at = ${days.openedAt}::timestamptz + interval '50 hours',
      decided_at = ${days.openedAt}::timestamptz + interval '75 hours' where notice_id = ${id}`.execute(
      trx,
    );
  });

/** Instants of a round: table, column, and how a row belongs to the round. */
const ofRound = 'x.round_id = $round';
const ofApplication =
  'x.application_id in (select id from selection.application where round_id = $round)';
const ofBoard = 'x.board_id = (select board_id from selection.round where id = $round)';
const ofAssignment = `x.assignment_id in (select a.id from review.assignment a
  join selection.round r on r.board_id = a.board_id where r.id = $round)`;
const instants: readonly (readonly [string, readonly string[], string])[] = [
  ['selection.application', ['created_at', 'submitted_at'], ofRound],
  ['selection.application_version', ['submitted_at'], ofApplication],
  ['selection.eligibility_check', ['checked_at'], ofApplication],
  ['selection.deliberation', ['recorded_at'], ofRound],
  ['selection.item_minutes', ['written_at'], ofRound],
  ['selection.decision', ['proposed_at', 'approved_at', 'effective_at'], ofRound],
  ['selection.directory_entry', ['published_at'], ofRound],
  ['selection.directory_slot', ['given_at'], ofRound],
  ['review.assignment', ['invited_at', 'declared_at', 'submitted_at'], ofBoard],
  ['review.version', ['submitted_at'], ofAssignment],
  ['selection.event', ['at'], ofRound],
];

/** When a step of the round is said to have been taken, by its command. */
export type Timetable = Readonly<Record<string, string>>;

/**
 * Dates what was made within seconds as the timetable says: each instant keeps its distance to the step of the
 * round before it. The audit record keeps saying when the demonstration was really made.
 */
export const dateRound = (
  deps: RoundDeps,
  roundId: string,
  timetable: Timetable,
  publishedOn?: string,
): Promise<void> =>
  asOwner(deps, ['notice.notice', ...instants.map(([table]) => table)], async (trx) => {
    await sql`create temporary table step on commit drop as
        select e.at, t.planned::timestamptz as planned from selection.event e
        join (values ${sql.join(
          Object.entries(timetable).map(([command, at]) => sql`(${command}::text, ${at}::text)`),
        )}) t (command, planned) on t.command = e.command
        where e.round_id = ${roundId} and e.application_id is null`.execute(trx);
    for (const [table, columns, rows] of instants) {
      const set = columns.map(
        (
          column,
        ) => sql`${sql.id(column)} = coalesce((select s.planned + (x.${sql.id(column)} - s.at)
            from step s where s.at <= x.${sql.id(column)} order by s.at desc limit 1), x.${sql.id(column)})`,
      );
      const [before = '', after = ''] = rows.split('$round');
      await sql`update ${sql.table(table)} x set ${sql.join(set)}
          where ${sql.raw(before)}${roundId}${sql.raw(after)}`.execute(trx);
    }
    if (!publishedOn) return;
    // Settled on the morning after its last day, and the decision with it.
    const settled = sql`n.ends_at + interval '33 hours' from selection.decision d`;
    await sql`update notice.notice n set closed_at = n.ends_at + interval '5 minutes',
        confirmed_at = ${settled} where d.notice_id = n.id and d.round_id = ${roundId}`.execute(
      trx,
    );
    await sql`update selection.decision d set effective_at = n.confirmed_at
        from notice.notice n where n.id = d.notice_id and d.round_id = ${roundId}`.execute(trx);
    await sql`update selection.directory_entry set
          valid_to = (${publishedOn}::date + interval '3 years')::date,
          review_due = (${publishedOn}::date + interval '1 year')::date
          where round_id = ${roundId}`.execute(trx);
  });
