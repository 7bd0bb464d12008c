import { readHead } from './byte-source.ts';
import { guessEncoding } from './detect-encoding.ts';
import { sniffCsv } from './sniff-csv.ts';
import { guessText, readTextHead, decideText, NotUtf8, type TextFormat } from './text-source.ts';

/** How a file is read. `format` of the profile may be finer (tsv, png, flac, …). */
export type Reader =
  | 'csv'
  | 'json'
  | 'jsonl'
  | 'parquet'
  | 'arrow'
  | 'workbook'
  | 'image'
  | 'audio'
  | 'text'
  | 'markdown'
  | 'zip'
  | 'empty'
  | 'unknown';

export interface DetectedFormat {
  readonly reader: Reader;
  readonly format: string;
  readonly gzip: boolean;
  /** Delimiter the name suggests. */
  readonly hint?: string;
  /** The content contradicts the extension. */
  readonly mismatch: boolean;
}

const IMAGE_MAGIC: readonly [string, string][] = [
  ['89504e470d0a1a0a', 'png'],
  ['ffd8ff', 'jpg'],
  ['474946383761', 'gif'],
  ['474946383961', 'gif'],
  ['424d', 'bmp'],
  ['49492a00', 'tiff'],
  ['4d4d002a', 'tiff'],
];
const AUDIO_MAGIC: readonly [string, string][] = [
  ['664c6143', 'flac'],
  ['4f676753', 'ogg'],
  ['494433', 'mp3'],
  ['fffb', 'mp3'],
  ['fff3', 'mp3'],
  ['fff1', 'aac'],
  ['464f524d', 'aiff'],
];
const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  csv: ['csv', 'tsv', 'tab', 'txt', 'dat', 'text', 'psv'],
  tsv: ['csv', 'tsv', 'tab', 'txt', 'dat', 'text'],
  jpg: ['jpg', 'jpeg', 'jpe'],
  tiff: ['tif', 'tiff'],
  json: ['json', 'geojson', 'ipynb', 'topojson', 'webmanifest', 'jsonld'],
  jsonl: ['jsonl', 'ndjson', 'json', 'list', 'txt', 'geojsonl'],
  arrow: ['arrow', 'feather', 'ipc', 'arrows'],
  parquet: ['parquet', 'pq'],
  xlsx: ['xlsx', 'xlsm', 'xlsb'],
  ogg: ['ogg', 'oga', 'opus'],
  zip: ['zip', 'jar', 'kmz', 'docx', 'pptx', 'epub', 'npz', 'whl', 'odt', 'odp'],
};
/** Extensions that promise a format the hub knows; only these can be contradicted. */
const KNOWN = new Set([
  ...Object.values(EXTENSIONS)
    .flat()
    .filter((e) => !['txt', 'dat', 'text', 'list'].includes(e)),
  'png',
  'gif',
  'bmp',
  'webp',
  'wav',
  'mp3',
  'flac',
  'aac',
  'aiff',
  'xls',
  'ods',
]);

/** Decides by content first, the name where content leaves it open. */
export async function detectFormat(path: string, name: string): Promise<DetectedFormat> {
  const raw = await readHead(path, false, 64);
  const gzip = raw[0] === 0x1f && raw[1] === 0x8b;
  const bare = name.replace(/\.(gz|gzip)$/iu, '');
  const extension = /\.([a-z0-9]{1,10})$/iu.exec(bare)?.[1]?.toLowerCase() ?? '';
  const found = await byContent(path, gzip, extension);
  const fits = (EXTENSIONS[found.format] ?? [found.format]).includes(extension);
  const known = found.reader !== 'empty' && found.reader !== 'unknown' && KNOWN.has(extension);
  const mismatch = (!gzip && bare !== name) || (known && !fits && !lenient(found, extension));
  const hint = extension === 'tsv' || extension === 'tab' ? '\t' : undefined;
  return { ...found, gzip, mismatch, ...(hint === undefined ? {} : { hint }) };
}

/** A text may be a table of one column, so it never contradicts csv. */
const lenient = (found: { reader: Reader }, extension: string): boolean =>
  (found.reader === 'text' || found.reader === 'csv') &&
  ['csv', 'tsv', 'tab', 'psv'].includes(extension);

async function byContent(
  path: string,
  gzip: boolean,
  extension: string,
): Promise<{ reader: Reader; format: string }> {
  const head = await readHead(path, gzip, 64 << 10);
  const hex = head.subarray(0, 16).toString('hex');
  const ascii = head.toString('latin1', 0, 12);
  if (head.length === 0)
    return { reader: gzip ? 'unknown' : 'empty', format: extension || 'empty' };
  if (ascii.startsWith('PAR1')) return { reader: 'parquet', format: 'parquet' };
  if (ascii.startsWith('ARROW1') || hex.startsWith('ffffffff'))
    return { reader: 'arrow', format: 'arrow' };
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506'))
    return zipKind(path, gzip, extension);
  if (hex.startsWith('d0cf11e0a1b11ae1')) return { reader: 'workbook', format: 'xls' };
  if (ascii.startsWith('RIFF') && ascii.slice(8) === 'WAVE')
    return { reader: 'audio', format: 'wav' };
  if (ascii.startsWith('RIFF') && ascii.slice(8) === 'WEBP')
    return { reader: 'image', format: 'webp' };
  for (const [magic, format] of IMAGE_MAGIC)
    if (hex.startsWith(magic)) return { reader: 'image', format };
  for (const [magic, format] of AUDIO_MAGIC)
    if (hex.startsWith(magic) && (magic.length > 4 || extension === format))
      return { reader: 'audio', format };
  if (ascii.slice(4, 8) === 'ftyp')
    return /^(avif|heic|mif1)/u.test(ascii.slice(8))
      ? { reader: 'image', format: ascii.slice(8, 12) }
      : { reader: 'audio', format: 'm4a' };
  return textKind(path, gzip, head, extension);
}

async function zipKind(
  path: string,
  gzip: boolean,
  extension: string,
): Promise<{ reader: Reader; format: string }> {
  const promised = /^(xlsx|xlsm|xlsb|ods)$/u.test(extension);
  const workbook = { reader: 'workbook' as const, format: extension === 'ods' ? 'ods' : 'xlsx' };
  const other = promised ? workbook : { reader: 'zip' as const, format: 'zip' };
  if (gzip) return promised ? workbook : { reader: 'unknown', format: 'zip' };
  const { listZip } = await import('./list-zip.ts');
  const listing = await listZip(path).catch(() => undefined);
  if (listing === undefined) return other;
  const names = new Set(listing.files.map((file) => file.path));
  if (names.has('xl/workbook.xml') || names.has('xl/workbook.bin'))
    return { reader: 'workbook', format: 'xlsx' };
  const head = (await readHead(path, false, 200)).toString('latin1');
  const declared = head.includes('application/vnd.oasis.opendocument.spreadsheet');
  // Some writers put the declaring entry elsewhere than first.
  if (declared || (extension === 'ods' && names.has('content.xml')))
    return { reader: 'workbook', format: 'ods' };
  return { reader: 'zip', format: 'zip' };
}

async function textKind(
  path: string,
  gzip: boolean,
  head: Buffer,
  extension: string,
): Promise<{ reader: Reader; format: string }> {
  const promised = ['csv', 'tsv', 'tab', 'psv'].includes(extension);
  if (guessEncoding(head) === 'utf-8' && isBinary(head) && !promised) {
    if (['parquet', 'pq'].includes(extension)) return { reader: 'parquet', format: 'parquet' };
    return { reader: 'unknown', format: extension || 'binary' };
  }
  const text = await textHead(path, gzip);
  const start = text.toString('utf8', 0, 64 << 10).trimStart();
  if (promised) {
    const json = /^[{[]/u.test(start) ? jsonKind(start, extension) : undefined;
    return json !== undefined && isJson(start)
      ? json
      : { reader: 'csv', format: extension === 'csv' ? 'csv' : 'tsv' };
  }
  if (
    ['json', 'geojson', 'jsonl', 'ndjson', 'topojson', 'jsonld', 'ipynb', 'geojsonl'].includes(
      extension,
    )
  ) {
    if (/^[{["\d\-tfn]/u.test(start) || start === '') return jsonKind(start, extension);
  } else if (/^[{[]/u.test(start) && isJson(start)) return jsonKind(start, extension);
  if (/^(md|markdown|rst)$/u.test(extension)) return { reader: 'markdown', format: 'md' };
  if (
    /^(txt|dat|text|data|list|json|geojson|jsonl|ndjson|)$/u.test(extension) &&
    sniffCsv(text, undefined).tabular
  )
    return { reader: 'csv', format: 'csv' };
  const foreign = KNOWN.has(extension) || extension === '';
  return { reader: 'text', format: foreign ? 'txt' : extension };
}

async function textHead(path: string, gzip: boolean): Promise<Buffer> {
  const guess: TextFormat = await guessText(path, gzip);
  try {
    return await readTextHead(guess, 64 << 10);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    return readTextHead(await decideText(guess), 64 << 10);
  }
}

/** Control bytes that no text has, NUL apart, which broken tables do contain. */
function isBinary(head: Buffer): boolean {
  const seen = Math.min(head.length, 4096);
  let odd = 0;
  for (let i = 0; i < seen; i++) {
    const byte = head[i] as number;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) odd++;
  }
  return odd > seen * 0.02;
}

const isJson = (start: string): boolean =>
  /^(\[\s*([{["\d\-tfn\]])|\{\s*("|\}))/u.test(start) && !/^\[[^\]\n]*\]\(/u.test(start);

function jsonKind(start: string, extension: string): { reader: Reader; format: string } {
  const [first = '', second] = start.split(/\r?\n/u, 2);
  // One document over many lines is no JSON Lines, whatever it is called.
  const spread = /^\s*[{[]\s*$/u.test(first);
  if (['jsonl', 'ndjson', 'geojsonl'].includes(extension) && !spread)
    return { reader: 'jsonl', format: 'jsonl' };
  const lines = second !== undefined && /^\s*[{[]/u.test(second) && parses(first);
  return lines ? { reader: 'jsonl', format: 'jsonl' } : { reader: 'json', format: 'json' };
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
