import { recordAudit } from '#src/audit/index.ts';
import { ensureSourceOrganisation } from '#src/identity/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { newId } from '#src/kernel/ids.ts';
import type { CatalogDeps, Trx } from './deps.ts';
import { linkOf, parseForeignRecord, type ForeignRecord } from './foreign-record.ts';
import { cardOfRecord, nameOfRecord } from './import-mapping.ts';
import { indexJob } from './index-dataset.ts';
import { namesOf, upsertImported, type ImportedRow } from './queries/import.ts';

interface LineNote {
  readonly line: number;
  readonly reason: string;
}

export interface ImportReport {
  /** Lines read; blank ones are not counted. */
  readonly lines: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Taken in although the record gives no address of the data. */
  readonly withoutLink: number;
  readonly organisations: number;
  readonly rejected: LineNote[];
  /** Lines that were taken in with something left out. */
  readonly notes: LineNote[];
}

const importer = systemActor('import-catalog');
const batchSize = 500;
const unreadable = 'url is no http or https address; taken in without a link';
type Deps = Pick<CatalogDeps, 'store' | 'jobs' | 'clock'>;

/** An organisation of this import, with the names its datasets have. */
interface SourceOrg {
  readonly id: string;
  readonly names: Set<string>;
  readonly bySourceId: Map<string, string>;
}

async function openSource(trx: Trx, source: string): Promise<SourceOrg> {
  const id = await ensureSourceOrganisation(trx, importer, {
    slug: `external-${source}`,
    name: { zh: `外部目录：${source}`, en: `Outside catalogue: ${source}` },
  });
  const rows = await namesOf(trx, id);
  return {
    id,
    names: new Set(rows.map((r) => r.name)),
    bySourceId: new Map(rows.flatMap((r) => (r.source_id ? [[r.source_id, r.name] as const] : []))),
  };
}

function rowOf(record: ForeignRecord, org: SourceOrg): ImportedRow {
  const card = cardOfRecord(record);
  const name = org.bySourceId.get(record.id) ?? nameOfRecord(record, org.names);
  org.names.add(name);
  org.bySourceId.set(record.id, name);
  return {
    id: newId(),
    org_id: org.id,
    name,
    card,
    title_zh: card.title.zh ?? null,
    title_en: card.title.en ?? null,
    domain: card.domain ?? null,
    external_url: linkOf(record) ?? null,
    source: record.source,
    source_id: record.id,
  };
}

/** One batch in one transaction: organisations, datasets, the record of it, and the job that indexes. */
async function importBatch(deps: Deps, batch: readonly ForeignRecord[]) {
  return deps.store.write(importer, async (trx) => {
    const orgs = new Map<string, SourceOrg>();
    for (const { source } of batch)
      if (!orgs.has(source)) orgs.set(source, await openSource(trx, source));
    const rows = batch.flatMap((record) => {
      const org = orgs.get(record.source);
      return org ? [rowOf(record, org)] : [];
    });
    const touched = await upsertImported(trx, rows, deps.clock.now());
    if (touched.length > 0) {
      const ids = touched.map((t) => t.id);
      await recordAudit(trx, importer, {
        action: 'catalog.import',
        objectType: 'catalog',
        objectId: 'import',
        after: { datasets: ids },
      });
      await deps.jobs.add(trx, indexJob(ids));
    }
    return { touched, sources: [...orgs.keys()] };
  });
}

/**
 * Takes in a catalogue of outside datasets, one JSON record a line, as published datasets that link
 * elsewhere and hold no files. Run again it renews what changed and adds what is new. A line that
 * cannot be taken is reported and stops nothing; each batch of 500 commits by itself.
 */
export async function importCatalog(
  deps: Deps,
  lines: AsyncIterable<string>,
): Promise<ImportReport> {
  const counts = { lines: 0, created: 0, updated: 0, unchanged: 0, withoutLink: 0 };
  const rejected: LineNote[] = [];
  const notes: LineNote[] = [];
  const seen = new Map<string, number>();
  const sources = new Set<string>();
  let batch: ForeignRecord[] = [];
  const flush = async () => {
    const done = batch.length > 0 ? await importBatch(deps, batch) : { touched: [], sources: [] };
    const created = done.touched.filter((t) => t.created).length;
    counts.created += created;
    counts.updated += done.touched.length - created;
    counts.unchanged += batch.length - done.touched.length;
    for (const s of done.sources) sources.add(s);
    batch = [];
  };
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    counts.lines += 1;
    const record = parseForeignRecord(line);
    if ('reason' in record) {
      rejected.push({ line: number, reason: record.reason });
      continue;
    }
    const earlier = seen.get(record.id);
    if (earlier !== undefined) {
      rejected.push({ line: number, reason: `has the id of line ${earlier}` });
      continue;
    }
    seen.set(record.id, number);
    if (!linkOf(record)) counts.withoutLink += 1;
    if (record.url && !linkOf(record)) notes.push({ line: number, reason: unreadable });
    if (batch.push(record) === batchSize) await flush();
  }
  await flush();
  return { ...counts, organisations: sources.size, rejected, notes };
}
