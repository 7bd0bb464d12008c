import type { ConfigModel } from '../region.ts';
import { problem, type ImportItem, type ImportSource } from './import-item.ts';
import { importTargets } from './import-targets.ts';
import { parsedLines } from './parse-json.ts';
import { itemsOfSpans, listOf, spanOf, type SpanItem } from './span-items.ts';
import { isObject, type Json } from './task-of-value.ts';

/**
 * Reads doccano JSONL: `{text, label: [[start, end, label]]}` (also `labels`), the relation form `{text, entities,
 * relations}`, intent `{text, entities, cats}`, classes and second texts `{text, label: ["…"]}`. Offsets are code
 * points. Strings under `label` are choices, or answers where the configuration has a text area and no choices.
 */
export async function* readDoccano(
  source: ImportSource,
  config?: ConfigModel,
): AsyncGenerator<ImportItem> {
  const targets = importTargets(config);
  for await (const { place, value } of parsedLines(source)) {
    if (value === undefined) yield problem(place, 'json.syntax', 'item');
    else if (!isObject(value)) yield problem(place, 'task.shape', 'item');
    else yield* itemsOfSpans(doccanoItem(value), place, targets);
  }
}

function doccanoItem(value: Json): SpanItem {
  const label = listOf(value['label'] ?? value['labels']);
  const entities = listOf(value['entities']);
  const classes = [...label, ...listOf(value['cats'])].filter((one) => typeof one === 'string');
  return {
    text: value['text'] ?? value['data'],
    spans: [...label, ...entities].filter((one) => typeof one !== 'string').map(spanOf),
    links: listOf(value['relations']).map((one) =>
      isObject(one)
        ? { from: one['from_id'], to: one['to_id'], type: one['type'] }
        : { from: undefined, to: undefined, type: undefined },
    ),
    classes,
    ...(isObject(value['meta']) ? { meta: value['meta'] } : {}),
  };
}
