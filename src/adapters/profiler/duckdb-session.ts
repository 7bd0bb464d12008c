import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** One file, our own SQL, no way out. */
export interface DuckDbSession {
  /** Rows as plain JSON values; wide integers and decimals are text. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** The same by position, for columns of any name. */
  table(sql: string): Promise<{ names: string[]; rows: unknown[][] }>;
  close(): void;
}

/**
 * Opens DuckDB so that it can read `path` and nothing else: no other file, no network, no extension,
 * no temporary files, no further settings. The order matters: the path is allowed before access is
 * shut, and the lock comes last.
 */
export async function openDuckDb(path: string): Promise<DuckDbSession> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '200MB', threads: '2' });
  const connection: DuckDBConnection = await instance.connect();
  for (const setting of [
    `allowed_paths=[${quoted(path)}]`,
    'enable_external_access=false',
    'autoinstall_known_extensions=false',
    'autoload_known_extensions=false',
    'allow_community_extensions=false',
    "max_temp_directory_size='0MB'",
    'preserve_insertion_order=false',
    'lock_configuration=true',
  ])
    await connection.run(`SET ${setting}`);
  return {
    rows: async (sql) =>
      (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[],
    table: async (sql) => {
      const reader = await connection.runAndReadAll(sql);
      return { names: reader.columnNames(), rows: reader.getRowsJson() };
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
