import { sql } from 'kysely';
import type { Db } from '../deps.ts';

/** A nominated version with what rules ask of it, as it is now and as far as the actor may see it. */
export const nomination = (db: Db, datasetId: string, versionId: string) =>
  db
    .selectFrom('catalog.dataset as d')
    .innerJoin('catalog.version as v', 'v.dataset_id', 'd.id')
    .innerJoin('identity.organisation as o', 'o.id', 'd.org_id')
    .select(['d.id', 'd.org_id', 'd.name', 'd.state', 'd.visibility', 'd.classification'])
    .select(['d.latest_version_id', 'd.title_zh', 'd.title_en', 'o.slug as org'])
    .select(['v.id as version_id', 'v.semver', 'v.state as version_state', 'v.digest', 'v.card'])
    .select(['v.file_count', sql<boolean>`d.card is distinct from v.card`.as('card_changed')])
    .select((eb) =>
      eb
        .selectFrom('catalog.version_file as f')
        .select((inner) => inner.fn.countAll<bigint>().as('n'))
        .whereRef('f.version_id', '=', 'v.id')
        .where(sql<boolean>`f.path ~* '(^|/)(licen[cs]e|copying|许可)[^/]*$'`)
        .as('licence_files'),
    )
    .where('d.id', '=', datasetId)
    .where('v.id', '=', versionId)
    .executeTakeFirst();
export type NominationRow = NonNullable<Awaited<ReturnType<typeof nomination>>>;
