import type { Region, ResultItem } from '../region.ts';
import { textOffsets, type TextOffsets } from './code-points.ts';
import {
  problem,
  type ImportItem,
  type ImportPlace,
  type ImportProblemCode,
} from './import-item.ts';
import type { ImportTargets } from './import-targets.ts';
import { checkSpan, isObject, type Json } from './task-of-value.ts';

/** A span as the formats say it: nothing is checked yet. */
export interface Span {
  start: unknown;
  end: unknown;
  label: unknown;
  /** The words it should hold, where the format says them. */
  text?: unknown;
  id?: unknown;
}

interface Link {
  from: unknown;
  to: unknown;
  type: unknown;
}

/** A text with its spans, relations and classes, as doccano, spaCy and Prodigy have it. */
export interface SpanItem {
  text: unknown;
  spans: Span[];
  links?: Link[];
  /** Classes of the whole text. */
  classes?: string[];
  meta?: Json;
  problems?: ImportProblemCode[];
  cancelled?: boolean;
}

/** A list; a lone text counts as a list of one, anything else as none. */
export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : typeof value === 'string' && value !== '' ? [value] : [];

/** A span as `[start, end, label]` or as an object of doccano, spaCy or Prodigy. */
export function spanOf(value: unknown): Span {
  if (Array.isArray(value)) return { start: value[0], end: value[1], label: value[2] };
  if (!isObject(value)) return { start: undefined, end: undefined, label: undefined };
  return {
    start: value['start_offset'] ?? value['start'],
    end: value['end_offset'] ?? value['end'],
    label: value['label'],
    text: value['text'],
    id: value['id'],
  };
}

/** The region of a span, or what is wrong with it. */
export function regionOfSpan(
  span: Span,
  text: TextOffsets,
  id: number,
  targets: ImportTargets,
): Region | ImportProblemCode {
  const { start, end, label, text: said } = span;
  if (typeof start !== 'number' || typeof end !== 'number' || typeof label !== 'string')
    return 'region.shape';
  const wrong = checkSpan(text, start, end, typeof said === 'string' ? said : undefined);
  if (wrong) return wrong;
  const value = { start, end, text: text.slice(start, end) };
  return targets.region('span', id, [label], value) ?? 'control.none';
}

/** The task of a text, then what was wrong with its spans and relations. */
export function* itemsOfSpans(
  item: SpanItem,
  place: ImportPlace,
  targets: ImportTargets,
): Generator<ImportItem> {
  const { text } = item;
  if (typeof text !== 'string' || text === '') {
    yield problem(place, 'task.noText', 'item');
    return;
  }
  const result: ResultItem[] = [];
  const problems = (item.problems ?? []).map((code) => problem(place, code, 'label'));
  const offsets = textOffsets(text);
  const ids = new Map<unknown, string>();
  for (const [n, span] of item.spans.entries()) {
    const made = regionOfSpan(span, offsets, result.length + 1, targets);
    if (typeof made === 'string') problems.push(problem(place, made, 'label', `/spans/${n}`));
    else {
      result.push(made);
      if (span.id !== undefined) ids.set(span.id, made.id);
    }
  }
  for (const [n, link] of (item.links ?? []).entries()) {
    const [from, to] = [ids.get(link.from), ids.get(link.to)];
    const labels = typeof link.type === 'string' ? { labels: [link.type] } : {};
    if (from !== undefined && to !== undefined)
      result.push({ type: 'relation', from_id: from, to_id: to, direction: 'right', ...labels });
    else problems.push(problem(place, 'relation.ends', 'label', `/relations/${n}`));
  }
  if (item.classes && item.classes.length > 0) {
    const kind = !targets.has('choices') && targets.has('textarea') ? 'textarea' : 'choices';
    const made = targets.region(kind, result.length + 1, item.classes, {});
    if (made) result.push(made);
    else problems.push(problem(place, 'control.none', 'label', '/label'));
  }
  yield taskItem(text, result, place, targets, item);
  yield* problems;
}

/** A task of one text. */
export const taskItem = (
  text: string,
  result: ResultItem[],
  place: ImportPlace,
  targets: ImportTargets,
  { meta, cancelled }: Pick<SpanItem, 'meta' | 'cancelled'>,
): ImportItem => ({
  kind: 'task',
  ...place,
  task: {
    data: { [targets.field('text')]: text },
    ...(meta ? { meta } : {}),
    annotations: [{ result, was_cancelled: cancelled === true, ground_truth: false }],
    predictions: [],
  },
});
