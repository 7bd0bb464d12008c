import { stat } from 'node:fs/promises';
import type { FileStatement, Profile } from '#src/ports/profiler.ts';
import { GeoJsonExtent } from './geojson-extent.ts';
import { JsonShapeCollector } from './json-shape.ts';
import type { OnPart } from './profile-csv.ts';
import { brokenAt, JsonSplitter, type PiecePlace } from './split-json.ts';
import { splitLines } from './split-lines.ts';
import { BrokenFile, statement } from './statements.ts';
import { openText, type TextFormat, textWarnings } from './text-source.ts';

/** Profiles one JSON or GeoJSON document, piece by piece. */
export async function profileJson(text: TextFormat, onPart: OnPart): Promise<Profile> {
  const { size } = await stat(text.path);
  const source = await openText(text);
  const document = new DocumentCollector();
  const splitter = new JsonSplitter(document);
  let error: FileStatement | undefined;
  try {
    await splitter.run(source, () => onPart(source.consumed() / size));
  } catch (caught) {
    if (!(caught instanceof BrokenFile)) throw caught;
    error = caught.statement;
  } finally {
    await source.close();
  }
  if (splitter.top === undefined) error = statement('file.empty');
  return document.profile(text, splitter.top ?? 'scalar', error);
}

class DocumentCollector {
  readonly #shape = new JsonShapeCollector();
  readonly #extent = new GeoJsonExtent();
  #topKeys = 0;
  #type: unknown;
  #geojson = false;

  piece(text: string, place: PiecePlace, line: number): void {
    const value = parseAt(place === 'member' ? `{${text}}` : text, line);
    if (place === 'member') this.#member(value as Record<string, unknown>);
    else if (place === 'feature') this.#feature(value, line);
    else if (place === 'whole') this.#shape.addKey('', value, 0);
    else this.#shape.addRow(value, line);
  }

  profile(text: TextFormat, top: 'array' | 'object' | 'scalar', error?: FileStatement): Profile {
    const geojson = this.#geojson || GEOJSON_TYPES.has(String(this.#type));
    const table = top === 'array' || this.#extent.features > 0;
    const columns = table ? this.#shape.columns() : undefined;
    return {
      kind: geojson ? 'geojson' : 'json',
      format: geojson ? 'geojson' : 'json',
      ...(text.gzip ? { compression: 'gzip' as const } : {}),
      encoding: text.encoding,
      ...(columns === undefined
        ? {}
        : { rows: this.#shape.rows, columnCount: columns.length, columns }),
      json: {
        top,
        ...(top === 'object' ? { topKeys: this.#topKeys } : {}),
        ...(geojson ? this.#extent.result() : {}),
        keys: this.#shape.keys(),
      },
      warnings: textWarnings(text, 0),
      ...(error === undefined ? {} : { error }),
    };
  }

  #member(member: Record<string, unknown>): void {
    for (const [key, value] of Object.entries(member)) {
      this.#topKeys++;
      if (key === 'type') this.#type = value;
      if (key === 'coordinates') this.#extent.add({ type: this.#type, coordinates: value });
      // `features` has been given one by one.
      this.#shape.addKey(key, key === 'features' && this.#extent.features > 0 ? [] : value, 1);
    }
  }

  #feature(value: unknown, line: number): void {
    const feature = value as { type?: unknown; geometry?: unknown; properties?: unknown } | null;
    if (feature?.type === 'Feature') this.#geojson = true;
    this.#extent.add(feature?.geometry);
    this.#shape.addRow(feature?.properties ?? {}, line);
  }
}
const GEOJSON_TYPES = new Set([
  'FeatureCollection',
  'Feature',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
]);

function parseAt(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw brokenAt(line);
  }
}

/** Profiles JSON Lines; lines that are not JSON are counted and skipped. */
export async function profileJsonLines(text: TextFormat, onPart: OnPart): Promise<Profile> {
  const { size } = await stat(text.path);
  const source = await openText(text);
  const shape = new JsonShapeCollector();
  let blankLines = 0;
  let broken = 0;
  let firstBroken = 0;
  let error: FileStatement | undefined;
  try {
    await splitLines(
      source,
      (bytes, from, to, line) => {
        const json = bytes.toString('utf8', from, to);
        if (json.trim() === '') {
          blankLines++;
          return;
        }
        try {
          shape.addRow(JSON.parse(json), line);
        } catch {
          if (broken++ === 0) firstBroken = line;
        }
      },
      () => onPart(source.consumed() / size),
    );
  } catch (caught) {
    if (!(caught instanceof BrokenFile)) throw caught;
    error = caught.statement;
  } finally {
    await source.close();
  }
  if (broken > 0)
    error ??= { ...statement('json.lines-broken', broken, firstBroken), line: firstBroken };
  if (shape.rows === 0 && broken === 0) error ??= statement('file.empty');
  const columns = shape.columns();
  return {
    kind: 'json',
    format: 'jsonl',
    ...(text.gzip ? { compression: 'gzip' as const } : {}),
    encoding: text.encoding,
    rows: shape.rows,
    columnCount: columns.length,
    columns,
    blankLines,
    json: { top: 'lines', keys: shape.keys() },
    warnings: textWarnings(text, 0),
    ...(error === undefined ? {} : { error }),
  };
}
