import type { IconName } from '../ui/icon.tsx';

const tables = new Set([
  'csv',
  'tsv',
  'json',
  'jsonl',
  'ndjson',
  'geojson',
  'parquet',
  'arrow',
  'feather',
  'xlsx',
  'xls',
  'ods',
]);
const images = new Set([
  'png',
  'jpg',
  'jpeg',
  'gif',
  'webp',
  'svg',
  'tif',
  'tiff',
  'bmp',
  'avif',
  'image',
]);
const sounds = new Set(['wav', 'mp3', 'flac', 'ogg', 'm4a', 'aac', 'audio']);
const texts = new Set(['txt', 'md', 'markdown', 'text', 'log', 'xml', 'html', 'yaml', 'yml']);
const archives = new Set(['zip']);

/** True where the profiler can show something of the file. */
export const previewable = (format: string): boolean =>
  [tables, images, sounds, texts, archives].some((kinds) => kinds.has(format));

export function fileIcon(format: string): IconName {
  if (tables.has(format)) return 'table';
  if (images.has(format)) return 'image';
  if (sounds.has(format)) return 'sound';
  if (texts.has(format)) return 'text';
  if (archives.has(format) || format === 'gz' || format === 'tar') return 'archive';
  return 'file';
}
