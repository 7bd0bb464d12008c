import type { ConfigModel, LabelledPrediction, Region, Relation, ResultItem } from '../region.ts';
import { textOffsets, type TextOffsets } from './code-points.ts';
import {
  problem,
  type ImportedAnnotation,
  type ImportedTask,
  type ImportItem,
  type ImportPlace,
} from './import-item.ts';

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Items of one parsed JSON value: a Label Studio task (`{data, annotations, predictions, meta}`, also with the old
 * name `completions`) or bare data. Regions without shape, relations without ends and spans that do not stand at
 * their offset are reported and left out; all else is kept as it came, unknown members too.
 */
export function* itemsOfValue(
  value: unknown,
  place: ImportPlace,
  config?: ConfigModel,
): Generator<ImportItem> {
  if (!isObject(value)) {
    yield problem(place, 'task.shape', 'item');
    return;
  }
  const wrapped = isObject(value['data']);
  const data = wrapped ? (value['data'] as Json) : value;
  if (Object.keys(data).length === 0) {
    yield problem(place, 'task.noData', 'item');
    return;
  }
  const problems: ImportItem[] = [];
  const task: ImportedTask = { data, annotations: [], predictions: [] };
  if (wrapped) {
    const report = (item: ImportItem): void => void problems.push(item);
    const read: Reading = { data, place, config, report, offsets: new Map() };
    if (isObject(value['meta']) && Object.keys(value['meta']).length > 0) task.meta = value['meta'];
    const given = value['annotations'] ?? value['completions'];
    task.annotations = listOf(given, '/annotations', read).map(annotationOf);
    task.predictions = listOf(value['predictions'], '/predictions', read).map(predictionOf);
  }
  yield { kind: 'task', ...place, task };
  yield* problems;
}

interface Reading {
  data: Json;
  place: ImportPlace;
  config: ConfigModel | undefined;
  report(item: ImportItem): void;
  /** Of the texts of this item, by field: counted once for all spans. */
  offsets: Map<string, TextOffsets>;
}

function listOf(value: unknown, at: string, read: Reading): (Json & { result: ResultItem[] })[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    read.report(problem(read.place, 'annotation.shape', 'label', at));
    return [];
  }
  return value.flatMap((entry: unknown, n) => {
    if (isObject(entry) && Array.isArray(entry['result']))
      return [{ ...entry, result: resultOf(entry['result'], `${at}/${n}/result`, read) }];
    read.report(problem(read.place, 'annotation.shape', 'label', `${at}/${n}`));
    return [];
  });
}

function annotationOf(entry: Json & { result: ResultItem[] }): ImportedAnnotation {
  const out: Json & ImportedAnnotation = { result: entry.result };
  if (typeof entry['id'] === 'number') out.id = entry['id'];
  else if (typeof entry['id'] === 'string' && /^\d{1,15}$/.test(entry['id']))
    out.id = Number(entry['id']);
  const by = entry['completed_by'];
  if (typeof by === 'number' || (isObject(by) && typeof by['id'] === 'number'))
    out.completed_by = by as NonNullable<ImportedAnnotation['completed_by']>;
  out.was_cancelled = entry['was_cancelled'] === true || entry['skipped'] === true;
  out.ground_truth = entry['ground_truth'] === true;
  for (const name of ['created_at', 'updated_at', 'unique_id'] as const)
    if (typeof entry[name] === 'string') out[name] = entry[name];
  if (typeof entry['lead_time'] === 'number') out.lead_time = entry['lead_time'];
  return out;
}

function predictionOf(entry: Json & { result: ResultItem[] }): LabelledPrediction {
  const out: LabelledPrediction = { result: entry.result };
  if (typeof entry['model_version'] === 'string') out.model_version = entry['model_version'];
  if (typeof entry['score'] === 'number') out.score = entry['score'];
  return out;
}

function resultOf(values: readonly unknown[], at: string, read: Reading): ResultItem[] {
  const out: ResultItem[] = [];
  const relations: [Relation, string][] = [];
  for (const [n, value] of values.entries()) {
    const where = `${at}/${n}`;
    if (isRelation(value)) relations.push([value, where]);
    else if (!isRegion(value)) read.report(problem(read.place, 'region.shape', 'label', where));
    else {
      const wrong = spanProblem(value, read);
      if (wrong) read.report(problem(read.place, wrong, 'label', where));
      else out.push(typeof value.id === 'string' ? value : { ...value, id: `r${n + 1}` });
    }
  }
  const ids = new Set(out.map((item) => (item as Region).id));
  for (const [relation, where] of relations)
    if (ids.has(relation.from_id) && ids.has(relation.to_id)) out.push(relation);
    else read.report(problem(read.place, 'relation.ends', 'label', where));
  return out;
}

const isRelation = (value: unknown): value is Relation =>
  isObject(value) &&
  value['type'] === 'relation' &&
  typeof value['from_id'] === 'string' &&
  typeof value['to_id'] === 'string';

const isRegion = (value: unknown): value is Region =>
  isObject(value) &&
  typeof value['from_name'] === 'string' &&
  typeof value['to_name'] === 'string' &&
  typeof value['type'] === 'string' &&
  isObject(value['value']);

/** What is wrong with a text span, if it is one and something is. */
function spanProblem(
  region: Region,
  { data, config, offsets }: Reading,
): 'span.outside' | 'span.mismatch' | 'span.utf16' | undefined {
  if (region.type !== 'labels') return undefined;
  const object = config?.objects.find((o) => o.name === region.to_name);
  if (object && object.tag !== 'Text') return undefined;
  const field = object?.value ?? region.to_name;
  const text = data[field];
  const { start, end, text: said } = region.value;
  if (typeof text !== 'string' || typeof start !== 'number' || typeof end !== 'number')
    return undefined;
  const counted = offsets.get(field) ?? textOffsets(text);
  offsets.set(field, counted);
  return checkSpan(counted, start, end, typeof said === 'string' ? said : undefined);
}

/**
 * Whether a span of code points `[start, end)` lies in the text and holds the words it says it holds. White space is
 * compared as one blank, because editors write line ends as blanks or as `\n`.
 */
export function checkSpan(
  offsets: TextOffsets,
  start: number,
  end: number,
  said?: string,
): 'span.outside' | 'span.mismatch' | 'span.utf16' | undefined {
  const { text } = offsets;
  const whole = Number.isInteger(start) && Number.isInteger(end);
  const inside = whole && start >= 0 && end >= start && end <= offsets.length;
  if (said === undefined) return inside ? undefined : 'span.outside';
  const wanted = blanks(said);
  if (inside && blanks(offsets.slice(start, end)) === wanted) return undefined;
  if (whole && start >= 0 && end >= start && blanks(text.slice(start, end)) === wanted)
    return 'span.utf16';
  return inside ? 'span.mismatch' : 'span.outside';
}

const blanks = (text: string): string => text.replaceAll('\\n', ' ').replaceAll(/\s+/g, ' ').trim();
