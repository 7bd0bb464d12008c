export type SnippetLanguage = 'curl' | 'python' | 'r' | 'javascript';

export interface SnippetFile {
  /** Absolute address of the bytes. */
  readonly url: string;
  /** Last part of the path. */
  readonly name: string;
  /** Kind by name, such as csv or parquet. */
  readonly format: string;
  /** A public file needs no token. */
  readonly needsToken: boolean;
}

/** A text between double quotes, as Python, R and JavaScript all read it. */
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/gu, (c) => `\\${c}`)}"`;
/** A text as one word of a POSIX shell. */
const shell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Code that loads one file, whole and ready to paste; nothing but the usual packages. */
export function snippetFor(language: SnippetLanguage, file: SnippetFile): string {
  return { curl, python, r, javascript }[language](file);
}

const curl = (file: SnippetFile): string =>
  `curl -fL -C - ${file.needsToken ? '-H "Authorization: Bearer $BANYAN_TOKEN" ' : ''}-o ${shell(file.name)} ${shell(file.url)}`;

const pandasReaders: Readonly<Record<string, string>> = {
  csv: 'read_csv(%)',
  tsv: 'read_csv(%, sep="\\t")',
  json: 'read_json(%)',
  jsonl: 'read_json(%, lines=True)',
  parquet: 'read_parquet(%)',
  arrow: 'read_feather(%)',
  xlsx: 'read_excel(%)',
  xls: 'read_excel(%)',
  ods: 'read_excel(%, engine="odf")',
};

function python(file: SnippetFile): string {
  const reader = pandasReaders[file.format];
  const url = quoted(file.url);
  if (reader === undefined) {
    const headers = file.needsToken
      ? `import os, urllib.request\nreq = urllib.request.Request(${url}, headers={"Authorization": "Bearer " + os.environ["BANYAN_TOKEN"]})\n`
      : `import urllib.request\nreq = urllib.request.Request(${url})\n`;
    return `${headers}open(${quoted(file.name)}, "wb").write(urllib.request.urlopen(req).read())`;
  }
  if (!file.needsToken) return `import pandas as pd\ndf = pd.${reader.replace('%', url)}`;
  return [
    'import io, os, pandas as pd, requests',
    `r = requests.get(${url}, headers={"Authorization": "Bearer " + os.environ["BANYAN_TOKEN"]})`,
    'r.raise_for_status()',
    `df = pd.${reader.replace('%', 'io.BytesIO(r.content)')}`,
  ].join('\n');
}

const rReaders: Readonly<Record<string, string>> = {
  csv: 'readr::read_csv(%)',
  tsv: 'readr::read_tsv(%)',
  json: 'jsonlite::fromJSON(%)',
  jsonl: 'jsonlite::stream_in(file(%))',
  parquet: 'arrow::read_parquet(%)',
  arrow: 'arrow::read_feather(%)',
  xlsx: 'readxl::read_excel(%)',
  xls: 'readxl::read_excel(%)',
};
/** Readers that take a local file only. */
const rLocalOnly = new Set(['jsonl', 'xlsx', 'xls', 'parquet', 'arrow']);

function r(file: SnippetFile): string {
  const reader = rReaders[file.format];
  const url = quoted(file.url);
  const name = quoted(file.name);
  if (reader !== undefined && !file.needsToken && !rLocalOnly.has(file.format))
    return `df <- ${reader.replace('%', url)}`;
  const headers = file.needsToken
    ? ', headers = c(Authorization = paste("Bearer", Sys.getenv("BANYAN_TOKEN")))'
    : '';
  const fetch = `download.file(${url}, ${name}, mode = "wb"${headers})`;
  return reader === undefined ? fetch : `${fetch}\ndf <- ${reader.replace('%', name)}`;
}

function javascript(file: SnippetFile): string {
  const options = file.needsToken
    ? ', { headers: { authorization: `Bearer ${process.env.BANYAN_TOKEN}` } }'
    : '';
  const fetched = `const response = await fetch(${quoted(file.url)}${options});`;
  if (file.format === 'json' || file.format === 'geojson')
    return `${fetched}\nconst data = await response.json();`;
  if (file.format === 'jsonl')
    return `${fetched}\nconst rows = (await response.text()).trim().split("\\n").map((line) => JSON.parse(line));`;
  if (['csv', 'tsv', 'txt', 'md'].includes(file.format))
    return `${fetched}\nconst text = await response.text();`;
  return `${fetched}\nconst bytes = new Uint8Array(await response.arrayBuffer());`;
}
