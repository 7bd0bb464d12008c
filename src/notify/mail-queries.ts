import { sql } from 'kysely';
import type { Db, Trx } from './deps.ts';
import type { MailState } from './tables.ts';

/** Notices whose mail is in `state`, with the mailbox, language and choices of their recipients. */
export const lettersOf = (db: Db, which: { event: string } | { digestOf: string }) =>
  db
    .selectFrom('notify.notice as n')
    .innerJoin('identity.person as p', 'p.user_id', 'n.user_id')
    .innerJoin('auth.user as u', 'u.id', 'n.user_id')
    .select(['n.id', 'n.user_id', 'n.kind', 'n.href', 'n.created_at', 'p.language', 'u.email'])
    .select(['n.title_zh', 'n.title_en', 'n.text_zh', 'n.text_en'])
    .select((eb) =>
      eb
        .selectFrom('notify.preference as w')
        .select('w.mail')
        .whereRef('w.user_id', '=', 'n.user_id')
        .whereRef('w.group_key', '=', sql<any>`split_part(n.kind, '.', 1)`)
        .as('wanted'),
    )
    .where('p.disabled_at', 'is', null)
    .$if('event' in which, (q) =>
      q.where('n.event_id', '=', 'event' in which ? which.event : '').where('n.mail', '=', 'due'),
    )
    .$if('digestOf' in which, (q) =>
      q
        .where('n.user_id', '=', 'digestOf' in which ? which.digestOf : '')
        .where('n.mail', '=', 'digest'),
    )
    .orderBy('n.id')
    .execute();

/** Everybody for whom something waits for the digest. */
export async function peopleWithDigest(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('notify.notice')
    .select('user_id')
    .distinct()
    .where('mail', '=', 'digest')
    .orderBy('user_id')
    .execute();
  return rows.map((row) => row.user_id);
}

/** Moves the mail of notices on; resolves with the ids that were in `from` and are now this caller's. */
export async function moveMail(
  trx: Trx,
  ids: readonly string[],
  from: MailState,
  to: MailState,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .updateTable('notify.notice')
    .set({ mail: to, mail_at: sql<Date>`now()` })
    .where('id', 'in', ids)
    .where('mail', '=', from)
    .returning('id')
    .execute();
  return rows.map((row) => row.id).toSorted();
}

/** Deletes what is older than its time: read notices after 90 days, unread ones after a year. */
export async function deleteOld(trx: Trx): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('notify.notice')
    .where((eb) =>
      eb.or([
        eb('created_at', '<', sql<Date>`now() - interval '365 days'`),
        eb('read_at', '<', sql<Date>`now() - interval '90 days'`),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
