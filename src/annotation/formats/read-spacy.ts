import type { ConfigModel } from '../region.ts';
import { problem, type ImportItem, type ImportPlace, type ImportSource } from './import-item.ts';
import { importTargets } from './import-targets.ts';
import { parsedLines, parseJson as parse } from './parse-json.ts';
import { itemsOfSpans, listOf, spanOf, type SpanItem } from './span-items.ts';
import { splitJson } from './split-json.ts';
import { isObject } from './task-of-value.ts';

/**
 * Reads spaCy and Prodigy: a JSON list, or JSON lines, of `[text, {entities: [[start, end, label]], cats}]` or
 * `{text, spans: [{start, end, label}], answer}`. Offsets are code points. A Prodigy example answered `ignore` comes as
 * a skipped annotation; one answered `reject` keeps its text only, and is reported.
 */
export async function* readSpacy(
  source: ImportSource,
  config?: ConfigModel,
): AsyncGenerator<ImportItem> {
  const targets = importTargets(config);
  for await (const { place, value } of listOrLines(source))
    if (value === undefined) yield problem(place, 'json.syntax', 'item');
    else {
      const item = spacyItem(value);
      if (item) yield* itemsOfSpans(item, place, targets);
      else yield problem(place, 'task.shape', 'item');
    }
}

function spacyItem(value: unknown): SpanItem | undefined {
  const [text, given] = Array.isArray(value) ? value : [undefined, value];
  if (!isObject(given)) return undefined;
  const cats = isObject(given['cats']) ? given['cats'] : {};
  const spans = isObject(given['spans']) ? Object.values(given['spans']).flatMap(listOf) : [];
  const answer = given['answer'];
  const rejected = answer === 'reject';
  const all = [...listOf(given['entities']), ...listOf(given['spans']), ...spans].map(spanOf);
  return {
    text: text ?? given['text'],
    spans: rejected ? [] : all,
    classes: Object.keys(cats).filter((name) => Number(cats[name]) >= 0.5),
    ...(isObject(given['meta']) ? { meta: given['meta'] } : {}),
    problems: rejected ? ['prodigy.rejected'] : [],
    cancelled: answer === 'ignore',
  };
}

/** Items of a JSON list or of JSON lines, by how the text begins: lines of lists also begin with a bracket. */
async function* listOrLines(
  source: ImportSource,
): AsyncGenerator<{ place: ImportPlace; value: unknown }> {
  const [head, rest] = await peek(source);
  const first = head.split('\n', 1)[0] ?? '';
  const lines = head.trimStart().startsWith('{') || parse(first) !== undefined;
  if (lines && !isListOfItems(parse(first))) {
    yield* parsedLines(rest);
    return;
  }
  for await (const piece of splitJson(rest)) {
    const place = { item: 'index' in piece ? piece.index + 1 : 0, line: piece.line };
    yield { place, value: piece.kind === 'element' ? parse(piece.text) : undefined };
  }
}

/** A whole JSON list written on one line, not a single `[text, {…}]`. */
const isListOfItems = (value: unknown): boolean =>
  Array.isArray(value) && (value.length === 0 || Array.isArray(value[0]) || isObject(value[0]));

async function peek(source: ImportSource): Promise<[string, ImportSource]> {
  const iterator = source[Symbol.asyncIterator]();
  const held: (Uint8Array | string)[] = [];
  let text = '';
  const decoder = new TextDecoder();
  while (!text.includes('\n')) {
    const next = await iterator.next();
    if (next.done) break;
    held.push(next.value);
    text +=
      typeof next.value === 'string' ? next.value : decoder.decode(next.value, { stream: true });
  }
  const rest = async function* (): AsyncGenerator<Uint8Array | string> {
    yield* held;
    for (let next = await iterator.next(); !next.done; next = await iterator.next())
      yield next.value;
  };
  return [text, rest()];
}
