import {
  counted,
  known,
  noTables,
  notSeen,
  tablesOf,
  withEveryContent,
  withTables,
  type Evidence,
  type QualityFacts,
} from '../facts.ts';

/** Formats anybody can read without a licence or a program of one maker. */
const openFormats = new Set(
  'csv tsv json jsonl geojson topojson parquet arrow ods xml text markdown pdf png jpeg gif webp avif tiff svg wav flac ogg mp3 mp4 webm html netcdf hdf5 geopackage sqlite zip tar'.split(
    ' ',
  ),
);

const openFormat: Evidence = (facts) => {
  const unseen = facts.files.length === 0 ? notSeen(facts) : undefined;
  if (unseen) return unseen;
  const all = facts.files.length;
  const good = facts.files.filter((file) => openFormats.has(file.format)).length;
  return {
    state: 'scored',
    share: good / all,
    evidence: {
      zh: `${all} 个文件中 ${good} 个为开放格式。`,
      en: `${good} of ${all} files are in open formats.`,
    },
    ...(good < all
      ? {
          fix: {
            sentence: {
              zh: `将其余 ${all - good} 个文件转换为开放格式（如 CSV、Parquet、PNG、WAV）。`,
              en: `Convert the other ${all - good} to open formats such as CSV, Parquet, PNG or WAV.`,
            },
            apply: (f: QualityFacts) => ({
              ...f,
              files: f.files.map((file) =>
                openFormats.has(file.format) ? file : { ...file, format: 'csv' },
              ),
            }),
          },
        }
      : {}),
  };
};

const isUtf8 = (encoding: string | null) => encoding === null || encoding.startsWith('utf-8');

const utf8: Evidence = (facts) => {
  const unseen = notSeen(facts);
  if (unseen) return unseen;
  const texts = known(facts).filter((file) => file.content.encoding !== null);
  if (texts.length === 0 && known(facts).length === facts.files.length)
    return {
      state: 'not-applicable',
      evidence: { zh: '没有文本文件。', en: 'There are no text files.' },
    };
  const good = texts.filter((file) => isUtf8(file.content.encoding)).length;
  return counted(
    good,
    texts.length,
    facts,
    {
      zh: `${texts.length} 个文本文件中 ${good} 个为 UTF-8 编码。`,
      en: `${good} of ${texts.length} text files are in UTF-8.`,
    },
    {
      sentence: {
        zh: `将其余 ${texts.length - good} 个文本文件转为 UTF-8 编码。`,
        en: `Save the other ${texts.length - good} text files in UTF-8.`,
      },
      apply: (f) =>
        withEveryContent(f, (content) =>
          content.encoding === null ? content : { ...content, encoding: 'utf-8' },
        ),
    },
  );
};

/** Names a program made up where the header had none. */
const madeUp =
  /^(column\s?_?\d+|unnamed:?.*|field\s?_?\d+|col\s?_?\d+|列\s?\d+|字段\s?\d+|_\d+)?$/iu;

const columnNames: Evidence = (facts) => {
  const none = noTables(facts);
  if (none) return none;
  const columns = tablesOf(facts).flatMap((table) => table.columns);
  const good = columns.filter((column) => !madeUp.test(column.name.trim())).length;
  const rest = columns.length - good;
  return counted(
    good,
    columns.length,
    facts,
    {
      zh: `${columns.length} 列中 ${good} 列有表意的列名。`,
      en: `${good} of ${columns.length} columns have a name that says something.`,
    },
    {
      sentence: {
        zh: `为其余 ${rest} 列写上列名。`,
        en: `Name the other ${rest} columns in the header.`,
      },
      apply: (f) =>
        withTables(f, (table) => ({
          ...table,
          columns: table.columns.map((column, n) =>
            madeUp.test(column.name.trim()) ? { ...column, name: `\u0000${n}` } : column,
          ),
        })),
    },
  );
};

/** Letters of any script, digits, and marks that every file system and address takes. */
const portable = /^[\p{L}\p{N}._\-/]+$/u;

const fileNames: Evidence = (facts) => {
  if (facts.files.length === 0) return notSeen(facts) as never;
  const all = facts.files.length;
  const good = facts.files.filter((file) => portable.test(file.path)).length;
  return {
    state: 'scored',
    share: good / all,
    evidence: {
      zh: `${all} 个文件名中 ${good} 个不含空格和特殊符号。`,
      en: `${good} of ${all} file names are free of blanks and special signs.`,
    },
    ...(good < all
      ? {
          fix: {
            sentence: {
              zh: `重命名其余 ${all - good} 个文件，只用文字、数字、点、下划线和连字符。`,
              en: `Rename the other ${all - good}: letters, digits, dot, underscore and hyphen only.`,
            },
            apply: (f: QualityFacts) => ({
              ...f,
              files: f.files.map((file, n) =>
                portable.test(file.path) ? file : { ...file, path: `renamed-${n}` },
              ),
            }),
          },
        }
      : {}),
  };
};

const licence: Evidence = ({ card }) => {
  const of = card.licence;
  const share = of?.spdx ? 1 : of?.text || of?.url ? 0.5 : 0;
  return {
    state: 'scored',
    share,
    evidence: of?.spdx
      ? { zh: `采用标准许可协议 ${of.spdx}。`, en: `A standard licence is declared: ${of.spdx}.` }
      : share > 0
        ? { zh: '采用自有条款并附有条文。', en: 'Own terms, with their text or address.' }
        : { zh: '没有可查阅的许可条款。', en: 'There are no licence terms to read.' },
    ...(share < 1
      ? {
          fix: {
            sentence: {
              zh: '选用标准许可协议（SPDX 标识，如 CC-BY-4.0）。',
              en: 'Choose a standard licence by its SPDX identifier, e.g. CC-BY-4.0.',
            },
            apply: (f: QualityFacts) => ({
              ...f,
              card: { ...f.card, licence: { spdx: 'CC-BY-4.0' } },
            }),
          },
        }
      : {}),
  };
};

/** 规范性: formats, encodings and names follow common rules. */
export const conformity = { openFormat, utf8, columnNames, fileNames, licence };
