import type { ClientBase } from 'pg';

/** One table of a backup: its own columns (generated ones are computed again on restore). */
export interface SnapshotTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

/** Rebuilt after a restore (search) or meaningless elsewhere (locks, live workers, server bookkeeping). */
const skipped = new Set([
  'hub.kysely_migration',
  'hub.kysely_migration_lock',
  'hub.job_worker',
  'graphile_worker.migrations',
]);
const skippedSchemas = ['pg_catalog', 'information_schema', 'search', 'pg_toast'];

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const tableName = (t: { schema: string; name: string }): string =>
  `${quote(t.schema)}.${quote(t.name)}`;
export const columnList = (t: SnapshotTable): string => t.columns.map(quote).join(', ');

/** Every table with rows of ours, parents before children (by foreign keys that are not deferrable). */
export async function snapshotTables(client: ClientBase): Promise<SnapshotTable[]> {
  const { rows } = await client.query<{
    oid: number;
    schema: string;
    name: string;
    columns: string[];
  }>(
    `select c.oid::int8::int as oid, n.nspname as schema, c.relname as name,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
             and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and not (n.nspname = any ($1)) and n.nspname !~ '^pg_' order by 2, 3`,
    [skippedSchemas],
  );
  const { rows: links } = await client.query<{ child: number; parent: number }>(
    `select conrelid::int8::int as child, confrelid::int8::int as parent from pg_constraint
     where contype = 'f' and not condeferrable and conrelid <> confrelid`,
  );
  const wanted = rows.filter((t) => !skipped.has(`${t.schema}.${t.name}`));
  const done = new Set<number>();
  const ordered: SnapshotTable[] = [];
  while (ordered.length < wanted.length) {
    const ready = wanted.filter(
      (t) =>
        !done.has(t.oid) &&
        links.every(
          (l) => l.child !== t.oid || done.has(l.parent) || !wanted.some((w) => w.oid === l.parent),
        ),
    );
    if (ready.length === 0)
      throw new Error('tables refer to one another in a circle that is not deferrable');
    for (const { oid, schema, name, columns } of ready) {
      done.add(oid);
      ordered.push({ schema, name, columns });
    }
  }
  return ordered;
}

/** Where every sequence stands. */
export async function sequenceValues(
  client: ClientBase,
): Promise<{ schema: string; name: string; value: string }[]> {
  const { rows } = await client.query<{ schema: string; name: string; value: string | null }>(
    `select schemaname as schema, sequencename as name, last_value::text as value from pg_sequences
     where not (schemaname = any ($1))`,
    [skippedSchemas],
  );
  return rows.flatMap((r) =>
    r.value === null ? [] : [{ schema: r.schema, name: r.name, value: r.value }],
  );
}
