import type { FileStatement } from '#src/ports/profiler.ts';

type Make = (...values: (number | string)[]) => { readonly zh: string; readonly en: string };

/** Every sentence the profiler can say about a file. Values are numbers and column names only. */
const STATEMENTS = {
  'file.empty': () => ({ zh: '文件是空的，没有任何内容。', en: 'The file is empty.' }),
  'file.unreadable': () => ({
    zh: '文件无法读取，请重新上传。',
    en: 'The file could not be read; upload it again.',
  }),
  'file.incomplete': () => ({
    zh: '文件尚未上传完整，此格式需要完整文件才能预览。',
    en: 'The file has not been uploaded completely; this format needs all of it.',
  }),
  'file.extension': (found) => ({
    zh: `文件内容是 ${found}，与扩展名不符；按内容处理，建议更正扩展名。`,
    en: `The content is ${found}, which is not what the file extension says; rename the file.`,
  }),
  'file.unknown': () => ({
    zh: '无法识别该文件的格式，仅提供下载。',
    en: 'The format is not one the hub can look into; the file can be downloaded.',
  }),
  'profile.timeout': (seconds) => ({
    zh: `分析超过 ${seconds} 秒，已停止；文件仍可下载。`,
    en: `The analysis took longer than ${seconds} s and was stopped; the file can be downloaded.`,
  }),
  'profile.memory': (mib) => ({
    zh: `分析所需内存超过 ${mib} MiB，已停止；请拆分文件或改用 Parquet、CSV。`,
    en: `The analysis needs more than ${mib} MiB of memory and was stopped; split the file or use Parquet or CSV.`,
  }),
  'profile.failed': () => ({
    zh: '分析该文件时进程意外终止；文件可能已损坏，仍可下载。',
    en: 'The analysis ended unexpectedly; the file may be damaged. It can be downloaded.',
  }),
  'gzip.broken': () => ({
    zh: 'gzip 压缩数据不完整或已损坏，只统计了损坏处之前的内容；请重新压缩后上传。',
    en: 'The gzip data are cut off or damaged; only what precedes the damage was counted. Compress the file again.',
  }),
  'archive.bomb': (ratio) => ({
    zh: `压缩比超过 ${ratio} 倍或展开后过大，为安全起见未解压。`,
    en: `It would expand more than ${ratio} times or beyond the limit, so it was not unpacked.`,
  }),
  'archive.entries': (limit) => ({
    zh: `压缩包内文件超过 ${limit} 个，已拒绝读取。`,
    en: `The archive has more than ${limit} entries and was refused.`,
  }),
  'zip.broken': () => ({
    zh: 'ZIP 结构不完整或已损坏，请重新打包后上传。',
    en: 'The ZIP structure is incomplete or damaged; pack the files again.',
  }),
  'csv.unclosed-quote': (line) => ({
    zh: `第 ${line} 行开始的引号一直没有闭合，其后的内容被当作一个单元格；请补上引号。`,
    en: `A quote opened on line ${line} is never closed, so everything after it is one cell; close the quote.`,
  }),
  'csv.record-too-long': (line) => ({
    zh: `第 ${line} 行开始的一条记录超过 64 MiB，已停止分析；请检查引号与换行。`,
    en: `The record that begins on line ${line} is longer than 64 MiB; check quotes and line ends.`,
  }),
  'csv.ragged': (rows, width) => ({
    zh: `有 ${rows} 行的列数不是 ${width}，请检查这些行的分隔符与引号。`,
    en: `${rows} rows do not have ${width} columns; check their delimiters and quotes.`,
  }),
  'csv.duplicate-header': (count) => ({
    zh: `表头有 ${count} 个重复的列名，请改为唯一的名称。`,
    en: `${count} column names appear more than once in the header; make them unique.`,
  }),
  'csv.too-many-columns': (limit) => ({
    zh: `列数超过 ${limit}，只分析前 ${limit} 列。`,
    en: `There are more than ${limit} columns; only the first ${limit} were analysed.`,
  }),
  'text.nul': (count) => ({
    zh: `含有 ${count} 个 NUL 字节，统计时已忽略。`,
    en: `It contains ${count} NUL bytes, which were ignored.`,
  }),
  'text.bad-bytes': (encoding) => ({
    zh: `部分字节不是有效的 ${encoding}，已用替代字符显示。`,
    en: `Some bytes are not valid ${encoding} and are shown as replacement characters.`,
  }),
  'json.broken': (line) => ({
    zh: `第 ${line} 行附近不是有效的 JSON，只统计了此前的内容；请修正后重新上传。`,
    en: `It stops being valid JSON near line ${line}; only what precedes was counted. Correct it and upload again.`,
  }),
  'json.lines-broken': (count, line) => ({
    zh: `有 ${count} 行不是有效的 JSON，第一处在第 ${line} 行。`,
    en: `${count} lines are not valid JSON, the first is line ${line}.`,
  }),
  'json.too-large': (mib) => ({
    zh: `单个 JSON 值超过 ${mib} MiB，无法分析；请改为 JSON Lines。`,
    en: `A single JSON value is larger than ${mib} MiB and cannot be analysed; use JSON Lines.`,
  }),
  'parquet.broken': () => ({
    zh: 'Parquet 结构不完整或已损坏，无法读取；请重新导出。',
    en: 'The Parquet structure is incomplete or damaged and cannot be read; export it again.',
  }),
  'parquet.statistics': () => ({
    zh: '结构可读，但部分列的数据无法解码，未给出统计。',
    en: 'The structure can be read, but data of some columns cannot be decoded, so they have no statistics.',
  }),
  'arrow.broken': () => ({
    zh: 'Arrow 数据不完整或已损坏，只统计了此前的内容；请重新导出。',
    en: 'The Arrow data are incomplete or damaged; only what precedes was counted. Export it again.',
  }),
  'workbook.broken': () => ({
    zh: '工作簿已损坏、加密或格式有误，无法读取；请重新保存后上传。',
    en: 'The workbook is damaged, encrypted or malformed; save it again without a password.',
  }),
  'workbook.too-large': (mib) => ({
    zh: `工作簿展开后超过 ${mib} MiB，无法分析；请改用 CSV 或 Parquet。`,
    en: `The workbook is larger than ${mib} MiB when unpacked; use CSV or Parquet.`,
  }),
  'image.broken': () => ({
    zh: '图片文件头不完整或已损坏。',
    en: 'The header of the image is incomplete or damaged.',
  }),
  'image.flood': (width, height) => ({
    zh: `图片声明的尺寸为 ${width}×${height}，像素过多，已拒绝解码。`,
    en: `The image claims ${width}×${height} pixels, too many to be decoded.`,
  }),
  'audio.broken': () => ({
    zh: '音频文件不完整或已损坏。',
    en: 'The audio file is incomplete or damaged.',
  }),
} satisfies Record<string, Make>;

export type StatementCode = keyof typeof STATEMENTS;

/** The statement for `code`; `values` fill its sentence in order. */
export function statement(code: StatementCode, ...values: (number | string)[]): FileStatement {
  return { code, ...(STATEMENTS[code] as Make)(...values) };
}

/** The same, with the physical line it is about (also its first value). */
export function statementAt(code: StatementCode, line: number): FileStatement {
  return { ...statement(code, line), line };
}

/** Ends reading a file with a statement; caught where the profile is put together. */
export class BrokenFile extends Error {
  readonly statement: FileStatement;
  constructor(code: StatementCode, ...values: (number | string)[]) {
    super(code);
    this.name = 'BrokenFile';
    this.statement = statement(code, ...values);
  }
}
