import { splitRecords } from './split-records.ts';
import { wholeElements } from './whole-elements.ts';

/** A glance at a table that is still on the visitor's own machine. */
export interface LocalRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

const headBytes = 64 * 1024;
const mostRows = 5;
const mostColumns = 30;

/**
 * First rows of a CSV, TSV, JSON Lines, JSON or GeoJSON file from its first 64 KB, read in the browser
 * before anything is sent. Undefined for other files and for what does not look like a table; what the
 * server finds in the whole file is what counts.
 */
export async function localRows(file: Blob, path: string): Promise<LocalRows | undefined> {
  const kind = /\.(csv|tsv|jsonl|ndjson|json|geojson)$/iu.exec(path)?.[1]?.toLowerCase();
  if (kind === undefined || file.size === 0) return undefined;
  const bytes = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  const text = decode(bytes);
  const cut = file.size > bytes.length;
  if (kind === 'csv' || kind === 'tsv')
    return ofRecords(splitRecords(text, kind, mostRows + 1, cut));
  const objects = kind.endsWith('json')
    ? wholeElements(text, mostRows)
    : wholeLines(text, cut).slice(0, mostRows);
  return ofObjects(objects.map((json) => parsed(json, kind)));
}

/** UTF-16 by its mark, UTF-8 where it is valid, otherwise GB 18030, which every Chinese text file fits. */
function decode(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    // The head may end inside a character, which `stream` forgives.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function wholeLines(text: string, cut: boolean): string[] {
  const lines = text.split(/\r?\n/u);
  return (cut ? lines.slice(0, -1) : lines).filter((line) => line.trim() !== '');
}

function parsed(json: string, kind: string): unknown {
  try {
    const value = JSON.parse(json) as unknown;
    const isFeature = kind === 'geojson' || (isRecord(value) && value['type'] === 'Feature');
    return isFeature && isRecord(value) ? value['properties'] : value;
  } catch {
    return undefined;
  }
}

function ofRecords(records: readonly (readonly string[])[]): LocalRows | undefined {
  const [first, ...rest] = records;
  if (!first || (first.length < 2 && rest.length === 0)) return undefined;
  const columns = first.slice(0, mostColumns);
  const rows = rest.map((record) => columns.map((_, i) => record[i] || null));
  return { columns, rows };
}

function ofObjects(objects: readonly unknown[]): LocalRows | undefined {
  const known = objects.filter(isRecord);
  if (known.length === 0) return undefined;
  const columns = [...new Set(known.flatMap(Object.keys))].slice(0, mostColumns);
  return { columns, rows: known.map((object) => columns.map((name) => shown(object[name]))) };
}

const shown = (value: unknown): string | null =>
  value === null || value === undefined
    ? null
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
