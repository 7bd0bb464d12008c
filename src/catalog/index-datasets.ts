import { systemActor } from '#src/kernel/actor.ts';
import type { SearchDocument } from '#src/ports/search.ts';
import type { CatalogDeps } from './deps.ts';
import { datasetsByIds } from './queries/dataset.ts';
import { countedSince, markIndexed, publishedAfter } from './queries/list.ts';
import { searchDocument } from './search-document.ts';

const indexer = systemActor('index-datasets');
const batch = 500;

type Deps = Pick<CatalogDeps, 'store' | 'search' | 'clock'>;

/** Brings the index in line with these datasets: what can be found is put in, everything else is taken out. */
export async function indexDatasets(deps: Deps, ids: readonly string[]): Promise<void> {
  const at = deps.clock.now();
  const rows = await deps.store.read(indexer, (db) => datasetsByIds(db, ids));
  const documents = rows.flatMap((row) => searchDocument(row) ?? []);
  const found = new Set(documents.map((d) => d.id));
  if (documents.length > 0) await deps.search.index(documents);
  const gone = ids.filter((id) => !found.has(id));
  if (gone.length > 0) await deps.search.remove(gone);
  await deps.store.write(indexer, (trx) => markIndexed(trx, ids, at));
}

/** Takes new download counts into the index; returns how many datasets it renewed. */
export async function refreshCounts(deps: Deps): Promise<number> {
  let renewed = 0;
  for (;;) {
    const rows = await deps.store.read(indexer, (db) => countedSince(db, batch));
    if (rows.length === 0) return renewed;
    await indexDatasets(
      deps,
      rows.map((r) => r.id),
    );
    renewed += rows.length;
  }
}

/** Search documents of everything published, in batches, each batch a short transaction. */
async function* allDocuments(deps: Pick<CatalogDeps, 'store'>): AsyncGenerator<SearchDocument> {
  for (let after = ''; ;) {
    const last = after;
    const rows = await deps.store.read(indexer, (db) => publishedAfter(db, last, batch));
    for (const row of rows) {
      const document = searchDocument(row);
      if (document) yield document;
    }
    const end = rows.at(-1);
    if (!end) return;
    after = end.id;
  }
}

/** Builds the whole index anew from the database, while searches go on. */
export const reindex = (
  deps: Pick<CatalogDeps, 'store' | 'search'>,
): Promise<{ indexed: number }> => deps.search.rebuild(allDocuments(deps));
