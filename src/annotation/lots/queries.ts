import { sql, type Insertable, type Updateable } from 'kysely';
import type { LotUnit } from '#src/kernel/draw-sample.ts';
import type { SwitchingEvent } from '../acceptance/switching-rules.ts';
import type { Db, Trx } from '../deps.ts';
import type { LotTable } from './tables.ts';

/** An award, held until the transaction ends, with the terms of acceptance of its package. */
export async function lockAward(trx: Trx, id: string) {
  await trx
    .selectFrom('annotation.award')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return awardById(trx, id);
}

export const awardById = (db: Db, id: string) =>
  db
    .selectFrom('annotation.award as a')
    .innerJoin('annotation.package as p', 'p.id', 'a.package_id')
    .selectAll('a')
    .select('p.aql')
    .where('a.id', '=', id)
    .executeTakeFirst();
export type AwardTerms = NonNullable<Awaited<ReturnType<typeof awardById>>>;

/** The newest commitment of an award: for the lot that comes next. */
export const nextCommitment = (db: Db, awardId: string) =>
  db
    .selectFrom('annotation.lot_commitment')
    .selectAll()
    .where('award_id', '=', awardId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();

/** The secret seed of a lot; only the hub itself reads it. */
export const seedOfLot = (db: Db, awardId: string, sequence: number) =>
  db
    .selectFrom('annotation.lot_seed')
    .select('seed')
    .where('award_id', '=', awardId)
    .where('sequence', '=', sequence)
    .executeTakeFirst();

/** Lots of a vendor for a demand side that were decided at first sight, and resumptions, in order. */
export async function switchingHistory(
  db: Db,
  of: { readonly org_id: string; readonly vendor_org_id: string; readonly aql: string },
): Promise<SwitchingEvent[]> {
  const { rows } = await sql<{ accepted: boolean | null }>`
    select l.state = 'accepted' as accepted, l.decided_at as at from annotation.lot l
      where l.org_id = ${of.org_id} and l.vendor_org_id = ${of.vendor_org_id} and l.aql = ${of.aql}
        and l.state <> 'submitted' and not l.rework
    union all select null, r.created_at from annotation.inspection_resumption r
      where r.org_id = ${of.org_id} and r.vendor_org_id = ${of.vendor_org_id} and r.aql = ${of.aql}
    order by at`.execute(db);
  return rows.map(({ accepted }): SwitchingEvent =>
    accepted === null ? { kind: 'resume' } : { kind: 'lot', accepted },
  );
}

export interface ReadyUnit extends LotUnit {
  readonly slot_id: string;
  readonly task_id: string;
  readonly person_id: string;
}

const ready = (awardId: string, rework: boolean) => sql`from annotation.annotation a
  join annotation.slot s on s.id = a.slot_id
  where a.award_id = ${awardId} and a.state = 'submitted' and a.lot_id is null and s.kind <> 'gold'
    and s.state = 'submitted'
    and exists (select 1 from annotation.lot_unit u where u.slot_id = s.id) = ${rework}`;

/** Finished results of an award that stand in no lot: new ones, or those that came back from one. */
export async function readyUnits(trx: Trx, awardId: string, rework: boolean): Promise<ReadyUnit[]> {
  const { rows } =
    await sql<ReadyUnit>`select a.id, a.content_digest as digest, a.slot_id, a.task_id,
    a.person_id ${ready(awardId, rework)} order by a.id for update of s, a`.execute(trx);
  return rows;
}

export async function countReady(db: Db, awardId: string, rework: boolean): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n ${ready(awardId, rework)}`.execute(
    db,
  );
  return Number(rows[0]?.n ?? 0n);
}

type Parties = Pick<Insertable<LotTable>, 'org_id' | 'vendor_org_id'>;

/** Writes a lot, its units and its sample (in the order drawn), and binds the results to it. */
export async function insertLot(
  trx: Trx,
  row: Insertable<LotTable> & { readonly id: string },
  units: readonly ReadyUnit[],
  sample: readonly string[],
): Promise<void> {
  await trx.insertInto('annotation.lot').values(row).execute();
  const { id, org_id, vendor_org_id }: { id: string } & Parties = row;
  const texts = (pick: (unit: ReadyUnit) => string) => units.map(pick);
  await sql`insert into annotation.lot_unit
      (lot_id, annotation_id, slot_id, task_id, person_id, digest, org_id, vendor_org_id)
    select ${id}, u.annotation_id, u.slot_id, u.task_id, u.person_id, u.digest, ${org_id}, ${vendor_org_id}
    from unnest(${texts((u) => u.id)}::text[], ${texts((u) => u.slot_id)}::text[],
      ${texts((u) => u.task_id)}::text[], ${texts((u) => u.person_id)}::text[],
      ${texts((u) => u.digest)}::text[]) as u (annotation_id, slot_id, task_id, person_id, digest)`.execute(
    trx,
  );
  await sql`insert into annotation.lot_sample (lot_id, annotation_id, position, org_id, vendor_org_id)
    select ${id}, s.id, s.n, ${org_id}, ${vendor_org_id}
    from unnest(${[...sample]}::text[]) with ordinality as s (id, n)`.execute(trx);
  await sql`update annotation.annotation set lot_id = ${id}
    where id = any (${texts((u) => u.id)}::text[])`.execute(trx);
}

function lotRows(db: Db) {
  return db
    .selectFrom('annotation.lot as l')
    .innerJoin('identity.organisation as o', 'o.id', 'l.vendor_org_id')
    .selectAll('l')
    .select(['o.name_zh', 'o.name_en']);
}
export type LotRow = Awaited<ReturnType<ReturnType<typeof lotRows>['execute']>>[number];

export const lotById = (db: Db, id: string) =>
  lotRows(db).where('l.id', '=', id).executeTakeFirst();

/** The same, held until the transaction ends. */
export async function lockLot(trx: Trx, id: string): Promise<LotRow | undefined> {
  await trx
    .selectFrom('annotation.lot')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return lotById(trx, id);
}

/** Lots of an award or a package, newest first; the newest 200. */
export function lotsOf(
  db: Db,
  of: { readonly awardId: string } | { readonly packageId: string },
): Promise<LotRow[]> {
  const rows = lotRows(db);
  const some =
    'awardId' in of
      ? rows.where('l.award_id', '=', of.awardId)
      : rows.where('l.package_id', '=', of.packageId);
  return some.orderBy('l.id', 'desc').limit(200).execute();
}

/** Changes a lot that is not decided. */
export const updateLot = (trx: Trx, id: string, revision: number, set: Updateable<LotTable>) =>
  trx
    .updateTable('annotation.lot')
    .set({ ...set, revision: revision + 1 })
    .where('id', '=', id)
    .execute();

export const unitsOf = (db: Db, lotId: string): Promise<LotUnit[]> =>
  db
    .selectFrom('annotation.lot_unit')
    .select(['annotation_id as id', 'digest'])
    .where('lot_id', '=', lotId)
    .orderBy('annotation_id')
    .execute();

/** Units of the sample after a position, in the order drawn, with the task and the result to look at. */
export const sampleRows = (db: Db, lotId: string, after: number, limit: number) =>
  db
    .selectFrom('annotation.lot_sample as s')
    .innerJoin('annotation.lot_unit as u', (join) =>
      join.onRef('u.lot_id', '=', 's.lot_id').onRef('u.annotation_id', '=', 's.annotation_id'),
    )
    .innerJoin('annotation.annotation as a', 'a.id', 's.annotation_id')
    .innerJoin('annotation.task as t', 't.id', 'u.task_id')
    .select([
      's.position',
      's.annotation_id',
      'u.digest',
      's.verdict',
      's.reason',
      's.inspected_at',
    ])
    .select([
      'u.person_id',
      'a.result',
      'u.task_id',
      't.number as task_number',
      't.data',
      't.media',
    ])
    .where('s.lot_id', '=', lotId)
    .where('s.position', '>', after)
    .orderBy('s.position')
    .limit(limit)
    .execute();

/** The whole sample, in the order drawn. */
export const sampleOf = (db: Db, lotId: string) =>
  db
    .selectFrom('annotation.lot_sample as s')
    .innerJoin('annotation.lot_unit as u', (join) =>
      join.onRef('u.lot_id', '=', 's.lot_id').onRef('u.annotation_id', '=', 's.annotation_id'),
    )
    .select(['s.annotation_id', 's.verdict', 'u.person_id'])
    .where('s.lot_id', '=', lotId)
    .orderBy('s.position')
    .execute();

/** People who corrected one of these results: it is their work as well. */
export async function fixersOf(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('annotation.annotation_revision')
    .select(['annotation_id', 'replaced_by'])
    .where('annotation_id', 'in', [...ids, ''])
    .execute();
}

export const judgeUnit = (
  trx: Trx,
  lotId: string,
  unit: {
    readonly annotationId: string;
    readonly verdict: 'conform' | 'defect';
    readonly reason: string | null;
    readonly by: string;
  },
) =>
  trx
    .updateTable('annotation.lot_sample')
    .set({
      verdict: unit.verdict,
      reason: unit.reason,
      inspected_by: unit.by,
      inspected_at: sql<Date>`now()`,
    })
    .where('lot_id', '=', lotId)
    .where('annotation_id', '=', unit.annotationId)
    .execute();

/** Lets results of a returned lot go that are not sent back: they can be reviewed and handed over again. */
export const releaseUnits = (trx: Trx, lotId: string) =>
  trx
    .updateTable('annotation.annotation')
    .set({ lot_id: null })
    .where('lot_id', '=', lotId)
    .where('state', '=', 'submitted')
    .execute();

/**
 * Where an award stands after its lots: `accepted` when every slot is, `submitted` when nothing is left to
 * label or to hand over, else `returned` after a lot was returned and `working` otherwise.
 */
export async function restateAward(trx: Trx, awardId: string): Promise<string> {
  const { rows } = await sql<{ state: string }>`update annotation.award w set state = case
      when w.state in ('settled', 'withdrawn') then w.state
      when not exists (select 1 from annotation.slot s where s.award_id = w.id and s.kind <> 'gold'
        and s.state not in ('accepted', 'cancelled')) then 'accepted'
      when exists (select 1 from annotation.slot s where s.award_id = w.id and s.kind <> 'gold'
        and s.state = 'returned') then 'returned'
      when not exists (select 1 from annotation.slot s where s.award_id = w.id and s.kind <> 'gold'
          and s.state in ('open', 'leased'))
        and not exists (select 1 from annotation.annotation a where a.award_id = w.id
          and a.state = 'submitted' and a.lot_id is null) then 'submitted'
      else 'working' end
    where w.id = ${awardId} returning state`.execute(trx);
  return rows[0]?.state ?? 'working';
}

export const insertResumption = (
  trx: Trx,
  row: {
    id: string;
    org_id: string;
    vendor_org_id: string;
    aql: string;
    reason: string;
    resumed_by: string;
  },
) => trx.insertInto('annotation.inspection_resumption').values(row).execute();
