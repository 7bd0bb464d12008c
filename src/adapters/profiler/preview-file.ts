import { stat } from 'node:fs/promises';
import type { FileStatement, PreviewResult, ProfileInput } from '#src/ports/profiler.ts';
import { detectFormat, type DetectedFormat } from './detect-format.ts';
import { listZip } from './list-zip.ts';
import { previewCsv, previewJson, previewPlain, type TextPreview } from './preview-text.ts';
import { arrowBatches, plainValue } from './profile-arrow.ts';
import { KIND_OF_READER, statementOf } from './profile-file.ts';
import { profileAudio, profileImage } from './profile-media.ts';
import { sheetHeader } from './profile-workbook.ts';
import { readWorkbook } from './read-workbook.ts';
import { shownCell, shownNames } from './shown-cell.ts';
import { BrokenFile, statement } from './statements.ts';
import { decideText, guessText, NotUtf8, readTextHead, type TextFormat } from './text-source.ts';
import { withPlainFile } from './unpack-file.ts';

/** Text looked at: enough for a hundred wide rows, little enough to be quick. */
const HEAD = 1 << 20;

type Shown = Omit<PreviewResult, 'kind' | 'format' | 'partial' | 'warnings'> & {
  readonly kind?: PreviewResult['kind'];
  readonly partial?: boolean;
  readonly format?: string;
};

/** The first rows of one file, in this process. */
export async function previewFile(input: ProfileInput, rows: number): Promise<PreviewResult> {
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
    return { ...base(), ...(await show(input.path, found, rows, cut)) };
  } catch (error) {
    return { ...base(), error: cut ? statement('file.incomplete') : statementOf(error) };
  }
}

async function show(
  path: string,
  found: DetectedFormat,
  rows: number,
  cut: boolean,
): Promise<Shown> {
  const { reader, gzip, format } = found;
  switch (reader) {
    case 'csv':
    case 'json':
    case 'jsonl':
    case 'text':
    case 'markdown':
      return showText(path, found, rows, cut);
    case 'parquet':
      if (cut) throw new BrokenFile('file.incomplete');
      return withPlainFile(path, gzip, (plain) => showParquet(plain, rows));
    case 'arrow':
      return withPlainFile(path, gzip, (plain) => showArrow(plain, rows));
    case 'workbook':
      if (cut) throw new BrokenFile('file.incomplete');
      return withPlainFile(path, gzip, (plain) => showWorkbook(plain, format, rows));
    case 'image':
      return { image: await profileImage(path) };
    case 'audio':
      return { audio: await profileAudio(path) };
    case 'zip':
      return { zip: await listZip(path) };
    case 'empty':
      throw new BrokenFile('file.empty');
    default:
      return {};
  }
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

async function showParquet(path: string, rows: number): Promise<Shown> {
  const { openDuckDb, quoted } = await import('./duckdb-session.ts');
  const session = await openDuckDb(path);
  try {
    const found = await session.table(`SELECT * FROM read_parquet(${quoted(path)}) LIMIT ${rows}`);
    return {
      columns: shownNames(found.names),
      rows: found.rows.map((row) => row.slice(0, 200).map(shownCell)),
      partial: found.rows.length === rows,
    };
  } catch {
    throw new BrokenFile('parquet.broken');
  } finally {
    session.close();
  }
}

async function showArrow(path: string, rows: number): Promise<Shown> {
  let columns: string[] = [];
  const shown: (string | null)[][] = [];
  let error: FileStatement | undefined;
  try {
    for await (const batch of arrowBatches(path)) {
      columns = shownNames(batch.schema.fields.map((field) => field.name));
      for (let row = 0; row < batch.numRows && shown.length < rows; row++)
        shown.push(
          columns.map((_, i) =>
            shownCell(plainValue(batch.getChildAt(i)?.get(row), batch.schema.fields[i]?.type)),
          ),
        );
      if (shown.length >= rows) break;
    }
  } catch {
    error = statement('arrow.broken');
  }
  return { columns, rows: shown, ...(error === undefined ? {} : { error }) };
}

async function showWorkbook(path: string, format: string, rows: number): Promise<Shown> {
  const sheets = await readWorkbook(path, format, rows + 1);
  const sheet = sheets.find((one) => !one.hidden && one.rows.length > 0) ?? sheets[0];
  if (sheet === undefined) throw new BrokenFile('workbook.broken');
  const header = sheetHeader(sheet);
  const width = sheet.rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  const names = Array.from({ length: width }, (_, i) =>
    String((header ? sheet.rows[0]?.cells[i] : undefined) ?? `column${i + 1}`),
  );
  const columns = shownNames(names);
  return {
    sheet: sheet.name,
    columns,
    rows: sheet.rows
      .slice(header ? 1 : 0)
      .slice(0, rows)
      .map(({ cells }) => columns.map((_, i) => shownCell(cells[i]))),
  };
}
