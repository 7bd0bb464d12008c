import { sql } from 'kysely';
import type { Db, Trx } from './deps.ts';
import { rulesVersion } from './rules.ts';
import type { Scoring } from './scorecard.ts';

export interface ProfileRow {
  readonly sha256: string;
  readonly name_kind: string;
  readonly kind: string | null;
  readonly encoding: string | null;
  readonly broken: boolean;
  readonly tables:
    | readonly {
        readonly rows: number | null;
        readonly ragged: number | null;
        readonly columns:
          | readonly { name: string; type: string; nulls: number | null; widened: boolean }[]
          | null;
      }[]
    | null;
}

/** Finished profiles of these contents as this organisation's files: what scoring needs of them. */
export async function finishedProfiles(
  db: Db,
  orgId: string,
  digests: readonly string[],
): Promise<ProfileRow[]> {
  if (digests.length === 0) return [];
  const { rows } = await sql<ProfileRow>`
    select p.sha256, p.name_kind, p.result ->> 'kind' as kind, p.result ->> 'encoding' as encoding,
      p.state = 'failed' as broken,
      (select jsonb_agg(jsonb_build_object(
          'rows', t -> 'rows', 'ragged', t -> 'ragged' -> 'total', 'columns',
          (select jsonb_agg(jsonb_build_object('name', c -> 'name', 'type', c -> 'type',
             'nulls', c -> 'nulls', 'widened', c ? 'widened'))
           from jsonb_array_elements(t -> 'columns') c)))
       from jsonb_array_elements(case
         when jsonb_typeof(p.result -> 'sheets') = 'array' then p.result -> 'sheets'
         when jsonb_typeof(p.result -> 'columns') = 'array' then jsonb_build_array(p.result)
         else '[]' end) t) as tables
    from catalog.profile p
    where p.org_id = ${orgId} and p.sha256 = any (${digests}) and p.state in ('ready', 'failed')`.execute(
    db,
  );
  return rows;
}

/** A version with its card, owner and day, and whether one was published before it. */
export const versionFacts = (db: Db, versionId: string) =>
  db
    .selectFrom('catalog.version as v')
    .innerJoin('catalog.dataset as d', 'd.id', 'v.dataset_id')
    .select(['v.id', 'v.dataset_id', 'v.card', 'v.notes', 'v.published_at', 'd.org_id'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('catalog.version as e')
            .select('e.id')
            .whereRef('e.dataset_id', '=', 'v.dataset_id')
            .where(sql<boolean>`(e.major, e.minor, e.patch) < (v.major, v.minor, v.patch)`)
            .where('e.state', '<>', 'refused'),
        )
        .as('successor'),
    )
    .where('v.id', '=', versionId)
    .executeTakeFirst();

export const hasVersion = async (db: Db, datasetId: string): Promise<boolean> =>
  (await db
    .selectFrom('catalog.version')
    .select('id')
    .where('dataset_id', '=', datasetId)
    .where('state', '<>', 'refused')
    .limit(1)
    .executeTakeFirst()) !== undefined;

export const filesOfVersion = (db: Db, versionId: string) =>
  db
    .selectFrom('catalog.version_file')
    .select(['path', 'format', 'sha256'])
    .where('version_id', '=', versionId)
    .orderBy('path')
    .execute();

export const filesOfDraft = (db: Db, datasetId: string) =>
  db
    .selectFrom('catalog.draft_file')
    .select(['path', 'format', 'sha256'])
    .where('dataset_id', '=', datasetId)
    .orderBy('path')
    .execute();

/** Versions of an organisation's datasets that hold a content. */
export async function versionsHolding(db: Db, orgId: string, sha256: string): Promise<string[]> {
  const rows = await db
    .selectFrom('catalog.version_file as f')
    .innerJoin('catalog.dataset as d', 'd.id', 'f.dataset_id')
    .select('f.version_id')
    .distinct()
    .where('f.sha256', '=', sha256)
    .where('d.org_id', '=', orgId)
    .orderBy('f.version_id')
    .execute();
  return rows.map((row) => row.version_id);
}

/** Versions that have no card of the rules in force, oldest first. */
export async function unscoredVersions(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('catalog.version as v')
    .select('v.id')
    .where('v.state', '<>', 'withdrawn')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('quality.scorecard as s')
            .select('s.version_id')
            .whereRef('s.version_id', '=', 'v.id')
            .where('s.rules_version', '=', rulesVersion),
        ),
      ),
    )
    .orderBy('v.id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Keeps a card; false where the same one stands already. */
export async function keepScorecard(
  trx: Trx,
  of: { readonly id: string; readonly dataset_id: string },
  scoring: Scoring,
  at: Date,
): Promise<boolean> {
  const row = {
    total: Math.round(scoring.total * 100),
    card: JSON.stringify(scoring),
    digest: scoring.digest,
    computed_at: at,
  };
  const kept = await trx
    .insertInto('quality.scorecard')
    .values({
      version_id: of.id,
      dataset_id: of.dataset_id,
      rules_version: scoring.rulesVersion,
      ...row,
    })
    .onConflict((oc) =>
      oc
        .columns(['version_id', 'rules_version'])
        .doUpdateSet(row)
        .where('quality.scorecard.digest', '<>', scoring.digest),
    )
    .returning('version_id')
    .executeTakeFirst();
  return kept !== undefined;
}

/** The newest card of a version that the caller may see. */
export const newestScorecard = (db: Db, versionId: string) =>
  db
    .selectFrom('quality.scorecard')
    .select(['card', 'computed_at'])
    .where('version_id', '=', versionId)
    .orderBy('computed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
