import type { ConfigModel } from '../region.ts';
import { problem, type ImportItem, type ImportPlace, type ImportSource } from './import-item.ts';
import { parsedLines, parseJson } from './parse-json.ts';
import { splitJson } from './split-json.ts';
import { itemsOfValue } from './task-of-value.ts';

/**
 * Reads Label Studio JSON: a list of tasks or of bare data objects, a full export, or one task alone.
 * Streams: one task in memory. Items are numbered from 1 in file order.
 */
export async function* readLabelStudio(
  source: ImportSource,
  config?: ConfigModel,
): AsyncGenerator<ImportItem> {
  const alone: Record<string, unknown> = {};
  let members = 0;
  let item = 0;
  for await (const piece of splitJson(source)) {
    if (piece.kind === 'broken') {
      const code = piece.reason === 'unfinished' ? 'json.unfinished' : 'json.notList';
      yield problem({ item: item + 1, line: piece.line }, code, 'item');
      return;
    }
    const inTask = piece.member !== '';
    const place: ImportPlace = { item: inTask ? 1 : (item += 1), line: piece.line };
    const value = parseJson(piece.text);
    if (value === undefined) {
      yield problem(place, 'json.syntax', 'item');
      if (inTask) return;
      continue;
    }
    if (inTask) {
      members += 1;
      if (piece.kind === 'member') alone[piece.member] = value;
      else ((alone[piece.member] ??= []) as unknown[]).push(value);
      continue;
    }
    if (piece.text.includes('\uFFFD')) yield problem(place, 'text.encoding', 'nothing');
    yield* itemsOfValue(value, place, config);
  }
  if (members > 0) yield* itemsOfValue(alone, { item: 1, line: 1 }, config);
}

/** Reads JSON lines: each a Label Studio task or a bare data object; empty lines are passed over. */
export async function* readJsonLines(
  source: ImportSource,
  config?: ConfigModel,
): AsyncGenerator<ImportItem> {
  for await (const { place, value } of parsedLines(source))
    if (value === undefined) yield problem(place, 'json.syntax', 'item');
    else yield* itemsOfValue(value, place, config);
}
