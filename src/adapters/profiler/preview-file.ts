import { stat } from 'node:fs/promises';
import type { PreviewResult, ProfileInput } from '#src/ports/profiler.ts';
import { detectFormat, type DetectedFormat } from './detect-format.ts';
import { previewCsv, previewJson, previewPlain, type TextPreview } from './preview-text.ts';
import { KIND_OF_READER, statementOf } from './profile-file.ts';
import { BrokenFile, statement } from './statements.ts';
import {
  decideText,
  guessText,
  NotUtf8,
  readTextHead,
  withText,
  type TextFormat,
} from './text-source.ts';
import { withPlainFile } from './unpack-file.ts';

/** Text looked at: enough for a hundred wide rows, little enough to be quick. */
const HEAD = 1 << 20;

export type Shown = Omit<PreviewResult, 'kind' | 'format' | 'partial' | 'warnings'> & {
  readonly kind?: PreviewResult['kind'];
  readonly partial?: boolean;
  readonly format?: string;
};

/** Rows of a table after `from` others. */
export interface RowSpan {
  readonly from: number;
  readonly rows: number;
}

/** The first rows of one file, or those after `from` others, in this process. */
export async function previewFile(
  input: ProfileInput,
  rows: number,
  from = 0,
): Promise<PreviewResult> {
  let found: DetectedFormat | undefined;
  const { size } = await stat(input.path).catch(() => ({ size: 0 }));
  const cut = size < input.sizeBytes;
  const base = (): PreviewResult => ({
    kind: found === undefined ? 'unknown' : KIND_OF_READER[found.reader],
    format: found?.format ?? 'unknown',
    ...(found?.gzip === true ? { compression: 'gzip' as const } : {}),
    partial: cut,
    warnings: found?.mismatch === true ? [statement('file.extension', found.format)] : [],
  });
  try {
    found = await detectFormat(input.path, input.name);
    return { ...base(), ...(await show(input.path, found, { from, rows }, cut)) };
  } catch (error) {
    return { ...base(), error: cut ? statement('file.incomplete') : statementOf(error) };
  }
}

async function show(
  path: string,
  found: DetectedFormat,
  span: RowSpan,
  cut: boolean,
): Promise<Shown> {
  const { reader, gzip, format } = found;
  switch (reader) {
    case 'csv':
    case 'json':
    case 'jsonl':
    case 'text':
    case 'markdown':
      return span.from > 0
        ? showLaterText(path, found, span)
        : showText(path, found, span.rows, cut);
    case 'parquet': {
      if (cut) throw new BrokenFile('file.incomplete');
      const { showParquet } = await import('./show-parquet.ts');
      return withPlainFile(path, gzip, (plain) => showParquet(plain, span));
    }
    case 'workbook': {
      if (cut) throw new BrokenFile('file.incomplete');
      const { showWorkbook } = await import('./show-workbook.ts');
      return withPlainFile(path, gzip, (plain) => showWorkbook(plain, format, span));
    }
    case 'arrow': {
      const { showArrow } = await import('./show-arrow.ts');
      return withPlainFile(path, gzip, (plain) => showArrow(plain, span));
    }
    case 'image': {
      const { profileImage } = await import('./profile-image.ts');
      return { image: await profileImage(path) };
    }
    case 'audio': {
      const { profileAudio } = await import('./profile-audio.ts');
      return { audio: await profileAudio(path) };
    }
    case 'zip': {
      const { listZip } = await import('./list-zip.ts');
      return { zip: await listZip(path) };
    }
    case 'empty':
      throw new BrokenFile('file.empty');
    default:
      return {};
  }
}

/** Rows that lie beyond the head: the text is read from its beginning up to them. */
async function showLaterText(path: string, found: DetectedFormat, span: RowSpan): Promise<Shown> {
  const { reader, gzip, hint } = found;
  if (reader === 'text' || reader === 'markdown') return {};
  const { csvRows, jsonRows } = await import('./later-rows.ts');
  return withText(path, gzip, async (text) => ({
    ...(reader === 'csv'
      ? await csvRows(text, hint, span)
      : await jsonRows(text, reader === 'jsonl', span)),
    encoding: text.encoding,
  }));
}

async function showText(
  path: string,
  found: DetectedFormat,
  rows: number,
  cut: boolean,
): Promise<Shown> {
  const { text, head } = await headOf(path, found.gzip);
  const whole = !cut && head.length < HEAD - 4;
  const preview: TextPreview =
    found.reader === 'csv'
      ? previewCsv(head, found.hint, rows, whole)
      : found.reader === 'json' || found.reader === 'jsonl'
        ? previewJson(head, found.reader === 'jsonl', rows)
        : previewPlain(head);
  return { ...preview, encoding: text.encoding, partial: !whole || preview.partial };
}

/** The head may end inside a character, which is no reason to doubt UTF-8. */
async function headOf(path: string, gzip: boolean): Promise<{ text: TextFormat; head: Buffer }> {
  const text = await guessText(path, gzip);
  try {
    return { text, head: await readTextHead(text, HEAD) };
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    const decided = await decideText(text);
    return { text: decided, head: await readTextHead(decided, HEAD) };
  }
}
