import { sql, type Insertable } from 'kysely';
import type { Subject } from '../boards/queries.ts';
import type { Db, Trx } from '../deps.ts';
import type { ReviewTables } from '../tables.ts';

export async function insertPanel(
  trx: Trx,
  row: Insertable<ReviewTables['review.panel']>,
  seed: string,
): Promise<void> {
  await trx.insertInto('review.panel').values(row).execute();
  await trx.insertInto('review.panel_seed').values({ panel_id: row.id, seed }).execute();
}

export const panelById = (db: Db, id: string) =>
  db.selectFrom('review.panel').selectAll().where('id', '=', id).executeTakeFirst();
export type PanelRow = NonNullable<Awaited<ReturnType<typeof panelById>>>;

export const lockPanel = (trx: Trx, id: string) =>
  trx.selectFrom('review.panel').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const panelBySubject = (db: Db, subject: Subject) =>
  db
    .selectFrom('review.panel')
    .selectAll()
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .executeTakeFirst();

/** Readable by the hub itself alone. */
export const seedOf = (db: Db, panelId: string) =>
  db
    .selectFrom('review.panel_seed')
    .select('seed')
    .where('panel_id', '=', panelId)
    .executeTakeFirst();

/** Active experts whose term holds the whole of the panel's, of one of the fields where any is named. */
export const candidates = (
  db: Db,
  of: { readonly fields: readonly string[]; readonly from: string; readonly to: string },
) =>
  db
    .selectFrom('review.expert')
    .select(['id', 'user_id', 'fields', 'revision'])
    .where('state', '=', 'active')
    .where('term_from', '<=', of.from)
    .where('term_to', '>=', of.to)
    .$if(of.fields.length > 0, (q) => q.where(sql<boolean>`fields && ${[...of.fields]}::text[]`))
    .orderBy('id')
    .execute();

export async function markDrawn(
  trx: Trx,
  id: string,
  drawn: {
    readonly seed: string;
    readonly candidates: readonly { readonly id: string; readonly digest: string }[];
    readonly digest: string;
    readonly members: readonly string[];
  },
): Promise<void> {
  await trx
    .updateTable('review.panel')
    .set({
      seed: drawn.seed,
      candidates: JSON.stringify(drawn.candidates),
      candidates_digest: drawn.digest,
      drawn_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .execute();
  await trx
    .insertInto('review.panel_member')
    .values(drawn.members.map((expert_id, n) => ({ panel_id: id, expert_id, place: n + 1 })))
    .execute();
}

/** Members in the order drawn; names and user ids for staff. */
export const membersOf = (db: Db, panelId: string) =>
  db
    .selectFrom('review.panel_member as m')
    .innerJoin('review.expert as e', 'e.id', 'm.expert_id')
    .innerJoin('identity.person as p', 'p.user_id', 'e.user_id')
    .select([
      'm.expert_id',
      'm.place',
      'e.user_id',
      'e.state',
      'e.term_from',
      'e.term_to',
      'p.name',
    ])
    .where('m.panel_id', '=', panelId)
    .orderBy('m.place')
    .execute();

/** Ids of the members in the order drawn, for everybody. */
export const memberIds = (db: Db, panelId: string) =>
  db
    .selectFrom('review.panel_member')
    .select('expert_id')
    .where('panel_id', '=', panelId)
    .orderBy('place')
    .execute();
