import { sql } from 'kysely';
import type { BlobInfo } from '#src/ports/blobs.ts';
import type { Db, Trx } from '../../deps.ts';

/**
 * Records a stored content as referred to; waits for a collection of the same digest to end. It was
 * just written over what was there, so a damage found before is healed.
 */
export async function keepBlob(trx: Trx, info: BlobInfo): Promise<void> {
  await trx
    .insertInto('catalog.blob')
    .values({ sha256: info.sha256, size_bytes: info.sizeBytes, crc32: info.crc32 })
    .onConflict((oc) =>
      oc.column('sha256').doUpdateSet({ unreferenced_since: null, damaged_at: null }),
    )
    .execute();
}

/** As `keepBlob`, of many at once; in the order of digests, so that two never wait for each other. */
export async function keepBlobs(trx: Trx, infos: readonly BlobInfo[]): Promise<void> {
  const unique = [...new Map(infos.map((info) => [info.sha256, info])).values()];
  await sql`insert into catalog.blob (sha256, size_bytes, crc32)
    select t.sha256, t.size_bytes, t.crc32 from unnest(${unique.map((i) => i.sha256)}::text[],
      ${unique.map((i) => i.sizeBytes)}::bigint[], ${unique.map((i) => i.crc32)}::bigint[])
      as t (sha256, size_bytes, crc32) order by t.sha256
    on conflict (sha256) do update set unreferenced_since = null, damaged_at = null`.execute(trx);
}

export async function useBlobs(
  trx: Trx,
  by: { readonly usedBy: string; readonly orgId: string },
  digests: readonly string[],
): Promise<void> {
  await sql`insert into catalog.blob_use (sha256, used_by, org_id)
    select distinct t.sha256, ${by.usedBy}, ${by.orgId} from unnest(${digests}::text[]) as t (sha256)
    on conflict do nothing`.execute(trx);
}

export async function endBlobUse(trx: Trx, usedBy: string): Promise<void> {
  await trx.deleteFrom('catalog.blob_use').where('used_by', '=', usedBy).execute();
}

export async function holdBlob(trx: Trx, orgId: string, sha256: string): Promise<void> {
  await trx
    .insertInto('catalog.blob_holding')
    .values({ org_id: orgId, sha256 })
    .onConflict((oc) => oc.doNothing())
    .execute();
}

/**
 * Of `digests` those the organisation holds, locked against collection. A digest that others hold
 * and one that nobody holds take the same path: neither has a row here.
 */
export const heldBlobs = (trx: Trx, orgId: string, digests: readonly string[]) =>
  trx
    .selectFrom('catalog.blob_holding as h')
    .innerJoin('catalog.blob as b', 'b.sha256', 'h.sha256')
    .select(['b.sha256', 'b.size_bytes', 'b.crc32'])
    .where('h.org_id', '=', orgId)
    .where('h.sha256', 'in', digests)
    .orderBy('b.sha256')
    .forKeyShare('b')
    .execute();

const usedBy = sql`(
  exists (select 1 from catalog.draft_file f where f.sha256 = h.sha256 and f.org_id = h.org_id)
  or exists (select 1 from catalog.version_file f join catalog.dataset d on d.id = f.dataset_id
    where f.sha256 = h.sha256 and d.org_id = h.org_id))`;

/** Drops what an organisation holds but no longer uses in a draft or a version. Needs `lockSpace`. */
export async function releaseHoldings(trx: Trx, orgId: string): Promise<number> {
  const result = await sql`delete from catalog.blob_holding h
    where h.org_id = ${orgId} and not ${usedBy}`.execute(trx);
  return Number(result.numAffectedRows ?? 0n);
}

/** Organisations that hold something they no longer use. */
export async function orgsWithUnused(db: Db): Promise<string[]> {
  const { rows } = await sql<{
    org_id: string;
  }>`select distinct h.org_id from catalog.blob_holding h
    where not ${usedBy}`.execute(db);
  return rows.map((r) => r.org_id);
}

const referred = sql`(exists (select 1 from catalog.draft_file f where f.sha256 = b.sha256)
  or exists (select 1 from catalog.version_file f where f.sha256 = b.sha256)
  or exists (select 1 from catalog.blob_holding h where h.sha256 = b.sha256)
  or exists (select 1 from catalog.blob_use u where u.sha256 = b.sha256))`;

/** Marks contents that nothing refers to since `now`, and unmarks those that are used again. */
export async function markUnreferenced(trx: Trx, now: Date): Promise<void> {
  await sql`update catalog.blob b set unreferenced_since = ${now}
    where unreferenced_since is null and not ${referred}`.execute(trx);
  await sql`update catalog.blob b set unreferenced_since = null
    where unreferenced_since is not null and ${referred}`.execute(trx);
}

export async function collectable(db: Db, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('catalog.blob')
    .select('sha256')
    .where('unreferenced_since', '<', before)
    .orderBy('unreferenced_since')
    .limit(limit)
    .execute();
  return rows.map((r) => r.sha256);
}

/**
 * Takes the row of an unreferenced content away, if that is still what it is. Until the transaction
 * ends whoever records the same digest waits.
 */
export async function takeUnreferenced(trx: Trx, sha256: string, before: Date): Promise<boolean> {
  const locked = await sql`select 1 from catalog.blob b where sha256 = ${sha256}
    and unreferenced_since < ${before} for update`.execute(trx);
  if (locked.rows.length === 0) return false;
  const { rows } = await sql<{ used: boolean }>`select ${referred} as used from catalog.blob b
    where sha256 = ${sha256}`.execute(trx);
  if (rows[0]?.used !== false) return false;
  await trx.deleteFrom('catalog.profile').where('sha256', '=', sha256).execute();
  await trx.deleteFrom('catalog.blob').where('sha256', '=', sha256).execute();
  return true;
}

/** True when nothing was recorded under the digest; holds its place until the transaction ends. */
export async function claimUnrecorded(trx: Trx, sha256: string): Promise<boolean> {
  const result = await trx
    .insertInto('catalog.blob')
    .values({ sha256, size_bytes: 0, crc32: 0 })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function deleteBlobRow(trx: Trx, sha256: string): Promise<void> {
  await trx.deleteFrom('catalog.blob').where('sha256', '=', sha256).execute();
}

/** Of `digests` those that have a row. */
export async function recordedBlobs(db: Db, digests: readonly string[]): Promise<Set<string>> {
  if (digests.length === 0) return new Set();
  const rows = await db
    .selectFrom('catalog.blob')
    .select('sha256')
    .where('sha256', 'in', digests)
    .execute();
  return new Set(rows.map((r) => r.sha256));
}

/** Contents of published versions verified longest ago, never verified ones first. */
export async function blobsToVerify(db: Db, before: Date, limit: number) {
  const { rows } = await sql<{ sha256: string; size_bytes: bigint }>`
    select b.sha256, b.size_bytes from catalog.blob b
    where (b.verified_at is null or b.verified_at < ${before})
      and exists (select 1 from catalog.version_file f where f.sha256 = b.sha256)
    order by b.verified_at nulls first, b.sha256 limit ${limit}`.execute(db);
  return rows;
}

export async function recordVerified(
  trx: Trx,
  sha256: string,
  now: Date,
  intact: boolean,
): Promise<void> {
  await trx
    .updateTable('catalog.blob')
    .set({ verified_at: now, damaged_at: intact ? null : now })
    .where('sha256', '=', sha256)
    .execute();
}
