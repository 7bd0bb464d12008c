import { stat } from 'node:fs/promises';
import type { Profile } from '#src/ports/profiler.ts';
import type { OnPart } from './profile-csv.ts';
import { splitLines } from './split-lines.ts';
import { BrokenFile } from './statements.ts';
import { openText, type TextFormat, textWarnings } from './text-source.ts';

const HEADINGS = 50;

/** Counts lines and characters of a text; of Markdown also the headings. */
export async function profileText(
  text: TextFormat,
  format: string,
  markdown: boolean,
  onPart: OnPart,
): Promise<Profile> {
  const { size } = await stat(text.path);
  const source = await openText(text);
  let characters = 0;
  let nulBytes = 0;
  let fenced = false;
  const headings: string[] = [];
  const base = {
    kind: markdown ? ('markdown' as const) : ('text' as const),
    format,
    ...(text.gzip ? { compression: 'gzip' as const } : {}),
    encoding: text.encoding,
  };
  let lines = 0;
  let broken: BrokenFile | undefined;
  try {
    await splitLines(
      source,
      (bytes, from, to, line) => {
        lines = line;
        for (let at = from; at < to; at++) {
          const byte = bytes[at] as number;
          if ((byte & 0xc0) !== 0x80) characters++;
          if (byte === 0) nulBytes++;
        }
        if (!markdown || to - from > 1000 || headings.length >= HEADINGS) return;
        const words = bytes.toString('utf8', from, to);
        if (/^\s{0,3}(```|~~~)/u.test(words)) fenced = !fenced;
        const heading = fenced ? null : /^#{1,6}\s+(.*?)\s*#*$/u.exec(words);
        if (heading !== null) headings.push((heading[1] as string).slice(0, 200));
      },
      () => onPart(source.consumed() / size),
    );
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
    broken = error;
  } finally {
    await source.close();
  }
  return {
    ...base,
    text: { lines, characters, ...(markdown ? { headings } : {}) },
    warnings: textWarnings(text, nulBytes),
    ...(broken === undefined ? {} : { error: broken.statement }),
  };
}
