/** Format and media type by the end of the name: [ending, format, media type]. Longest ending first. */
const kinds: readonly (readonly [string, string, string])[] = [
  ['csv', 'csv', 'text/csv'],
  ['tsv', 'tsv', 'text/tab-separated-values'],
  ['tab', 'tsv', 'text/tab-separated-values'],
  ['json', 'json', 'application/json'],
  ['jsonl', 'jsonl', 'application/x-ndjson'],
  ['ndjson', 'jsonl', 'application/x-ndjson'],
  ['geojson', 'geojson', 'application/geo+json'],
  ['topojson', 'topojson', 'application/json'],
  ['parquet', 'parquet', 'application/vnd.apache.parquet'],
  ['arrow', 'arrow', 'application/vnd.apache.arrow.file'],
  ['feather', 'arrow', 'application/vnd.apache.arrow.file'],
  ['xlsx', 'xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['xls', 'xls', 'application/vnd.ms-excel'],
  ['ods', 'ods', 'application/vnd.oasis.opendocument.spreadsheet'],
  ['xml', 'xml', 'application/xml'],
  ['txt', 'text', 'text/plain'],
  ['md', 'markdown', 'text/markdown'],
  ['pdf', 'pdf', 'application/pdf'],
  ['zip', 'zip', 'application/zip'],
  ['tar', 'tar', 'application/x-tar'],
  ['7z', '7z', 'application/x-7z-compressed'],
  ['png', 'png', 'image/png'],
  ['jpg', 'jpeg', 'image/jpeg'],
  ['jpeg', 'jpeg', 'image/jpeg'],
  ['gif', 'gif', 'image/gif'],
  ['webp', 'webp', 'image/webp'],
  ['avif', 'avif', 'image/avif'],
  ['bmp', 'bmp', 'image/bmp'],
  ['tif', 'tiff', 'image/tiff'],
  ['tiff', 'tiff', 'image/tiff'],
  ['svg', 'svg', 'image/svg+xml'],
  ['mp3', 'mp3', 'audio/mpeg'],
  ['wav', 'wav', 'audio/wav'],
  ['flac', 'flac', 'audio/flac'],
  ['ogg', 'ogg', 'audio/ogg'],
  ['m4a', 'm4a', 'audio/mp4'],
  ['mp4', 'mp4', 'video/mp4'],
  ['webm', 'webm', 'video/webm'],
  ['html', 'html', 'text/html'],
  ['nc', 'netcdf', 'application/x-netcdf'],
  ['h5', 'hdf5', 'application/x-hdf5'],
  ['hdf5', 'hdf5', 'application/x-hdf5'],
  ['shp', 'shapefile', 'application/octet-stream'],
  ['gpkg', 'geopackage', 'application/geopackage+sqlite3'],
  ['sqlite', 'sqlite', 'application/vnd.sqlite3'],
];
const byEnding = new Map(
  kinds.map(([ending, format, mediaType]) => [ending, { format, mediaType }]),
);

export interface FileKind {
  /** Lower-case kind of the content, `other` when the name does not say. */
  readonly format: string;
  readonly mediaType: string;
  /** How the profiler is told to read it: the format, with `.gz` when compressed. */
  readonly nameKind: string;
}

/** What a file is by its name; a `.gz` keeps the format inside and the media type of the wrapper. */
export function fileKind(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const gz = name.endsWith('.gz');
  const inner = gz ? name.slice(0, -3) : name;
  const dot = inner.lastIndexOf('.');
  const kind = dot > 0 ? byEnding.get(inner.slice(dot + 1)) : undefined;
  const format = kind?.format ?? (gz ? 'gzip' : 'other');
  return {
    format,
    mediaType: gz ? 'application/gzip' : (kind?.mediaType ?? 'application/octet-stream'),
    nameKind: gz && kind ? `${format}.gz` : format,
  };
}
