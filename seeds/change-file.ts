import { encodeGb18030 } from './gb18030.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);

/** The first `count` lines, the header included. */
export const firstRows =
  (count: number) =>
  (shipped: Uint8Array): Uint8Array =>
    bytes(`${text(shipped).split('\n').slice(0, count).join('\n')}\n`);

export const inGb18030 = (utf8: Uint8Array): Uint8Array => encodeGb18030(text(utf8));

const levels = ['省', '市', '县'];

/** The tree of divisions (`parent code → {code: name}`, root 86) as one table, by code. */
export function divisionsCsv(shipped: Uint8Array): Uint8Array {
  const tree = JSON.parse(text(shipped)) as Record<string, Record<string, string>>;
  const rows: string[] = [];
  const walk = (parent: string, level: number): void => {
    for (const [code, name] of Object.entries(tree[parent] ?? {})) {
      rows.push(`${code},${name},${levels[level] ?? ''},${level === 0 ? '' : parent}`);
      if (level < 2) walk(code, level + 1);
    }
  };
  walk('86', 0);
  return bytes(`代码,名称,级别,上级代码\n${rows.toSorted().join('\n')}\n`);
}

/** Later kinds name a day more closely than earlier ones. */
const kinds = [
  ['holidays', '放假'],
  ['inLieuDays', '补休'],
  ['workdays', '上班'],
] as const;

/** Days off, days in lieu and make-up working days (`day → "English,中文,days"`), one row a day. */
export function holidaysCsv(shipped: Uint8Array): Uint8Array {
  const calendar = JSON.parse(text(shipped)) as Record<string, Record<string, string>>;
  const rows = new Map<string, string>();
  for (const [kind, label] of kinds)
    for (const [day, names] of Object.entries(calendar[kind] ?? {})) {
      const [en = '', zh = ''] = names.split(',');
      rows.set(day, `${day},${label},${zh},${en}`);
    }
  return bytes(`日期,类型,节日,holiday\n${[...rows.values()].toSorted().join('\n')}\n`);
}

/** Errors in turn, one in about 200 rows: a cell too few, one too many, an open quote, no date, stray text. */
const errors: readonly ((row: string) => string)[] = [
  (row) => row.slice(0, row.lastIndexOf(',')),
  (row) => `${row},多余`,
  (row) => row.replace(/^[^,]*/, '2013-02-30'),
  () => '--- 人工备注：以下数据待核对 ---',
  (row) => row.replace(/[^,]*$/, '"rain'),
];

/** The table with errors put in on purpose; the last of them leaves a quote open. */
export function damaged(shipped: Uint8Array): Uint8Array {
  const lines = text(shipped).trimEnd().split('\n');
  const spoilt = lines.map((line, i) => {
    const error = i > 0 && i % 200 === 0 ? errors[(i / 200 - 1) % errors.length] : undefined;
    return error ? error(line) : line;
  });
  return bytes(`${spoilt.join('\n')}\n`);
}
