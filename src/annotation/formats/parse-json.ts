import { readLines } from './decode-text.ts';
import type { ImportPlace, ImportSource } from './import-item.ts';

export interface ParsedLine {
  place: ImportPlace & { line: number };
  /** Undefined where the line is not valid JSON. */
  value: unknown;
}

/** The lines of a JSONL file, parsed; items are numbered from 1 without the empty lines. */
export async function* parsedLines(source: ImportSource): AsyncGenerator<ParsedLine> {
  let item = 0;
  for await (const line of readLines(source)) {
    if (line.text.trim() === '') continue;
    item += 1;
    yield { place: { item, line: line.number }, value: parseJson(line.text) };
  }
}

/** The value of a JSON text, undefined where it is not valid. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
