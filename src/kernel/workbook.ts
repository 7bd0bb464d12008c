import { crc32 } from './zip64/crc32.ts';

/** Characters XML 1.0 does not hold are left out. */
export const xmlText = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** A, B, … Z, AA, … */
function columnName(n: number): string {
  const last = String.fromCodePoint(65 + (n % 26));
  return n < 26 ? last : columnName(Math.floor(n / 26) - 1) + last;
}

export type Cell = string | number;

function sheet(rows: readonly (readonly Cell[])[], widths: readonly number[]): string {
  const cell = (value: Cell, row: number, column: number): string => {
    const at = `${columnName(column)}${row + 1}`;
    const style = row === 0 ? ' s="1"' : '';
    return typeof value === 'number'
      ? `<c r="${at}"${style}><v>${value}</v></c>`
      : `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
  };
  const columns = widths.map(
    (width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`,
  );
  const lines = rows.map(
    (row, n) => `<row r="${n + 1}">${row.map((value, i) => cell(value, n, i)).join('')}</row>`,
  );
  return `${head}<worksheet xmlns="${spreadsheet}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

/**
 * A workbook of one sheet (Office Open XML, ECMA-376): a head row and rows of text and numbers. Text is never a
 * formula: it is written as an inline string, which no spreadsheet evaluates.
 */
export function workbook(
  name: string,
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
): Uint8Array<ArrayBuffer> {
  const type = (part: string, kind: string) =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  const parts: readonly (readonly [string, string])[] = [
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('/xl/workbook.xml', 'sheet.main')}${type('/xl/worksheets/sheet1.xml', 'worksheet')}${type('/xl/styles.xml', 'styles')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${head}<workbook xmlns="${spreadsheet}" xmlns:r="${relations}"><sheets><sheet name="${xmlText(name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${head}<styleSheet xmlns="${spreadsheet}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
    ],
    ['xl/worksheets/sheet1.xml', sheet(rows, widths)],
  ];
  return stored(parts);
}

/** A ZIP archive of stored (uncompressed) parts, dated 1980-01-01 so that equal content has equal bytes. */
function stored(parts: readonly (readonly [string, string])[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const files: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, text] of parts) {
    const name = encoder.encode(path);
    const content = encoder.encode(text);
    const sums = [crc32(content), content.length, content.length] as const;
    const local = record(0x04034b50, [20, 0x0800, 0, 0, 0x21], sums, [name.length, 0]);
    directory.push(
      record(
        0x02014b50,
        [20, 20, 0x0800, 0, 0, 0x21],
        sums,
        [name.length, 0, 0, 0, 0, 0, 0],
        offset,
      ),
      name,
    );
    files.push(local, name, content);
    offset += local.length + name.length + content.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, parts.length, true);
  end.setUint16(10, parts.length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  return joined([...files, ...directory, new Uint8Array(end.buffer)]);
}

/** One record of a ZIP archive: signature, 16-bit fields, CRC and sizes, 16-bit fields, an offset if any. */
function record(
  signature: number,
  before: readonly number[],
  sums: readonly number[],
  after: readonly number[],
  offset?: number,
): Uint8Array {
  const length = 4 + before.length * 2 + 12 + after.length * 2 + (offset === undefined ? 0 : 4);
  const view = new DataView(new ArrayBuffer(length));
  let at = 0;
  const put = (value: number, bytes: 2 | 4) => {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  };
  put(signature, 4);
  for (const value of before) put(value, 2);
  for (const value of sums) put(value, 4);
  for (const value of after) put(value, 2);
  if (offset !== undefined) put(offset, 4);
  return new Uint8Array(view.buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
