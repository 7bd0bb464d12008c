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

/** Types of the columns that stand under one name in several tables; columns without a value have none. */
function sharedTypes(facts: QualityFacts): Map<string, Map<string, number>> {
  const types = new Map<string, Map<string, number>>();
  const tables = new Map<string, number>();
  for (const table of tablesOf(facts)) {
    const here = new Map(
      table.columns.filter((c) => c.type !== 'empty').map((c) => [c.name, c.type]),
    );
    for (const [name, type] of here) {
      tables.set(name, (tables.get(name) ?? 0) + 1);
      const counts = types.get(name) ?? new Map<string, number>();
      types.set(name, counts.set(type, (counts.get(type) ?? 0) + 1));
    }
  }
  return new Map([...types].filter(([name]) => (tables.get(name) ?? 0) > 1));
}

const mostFrequent = (counts: ReadonlyMap<string, number>): string =>
  [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';

const sameTypes: Evidence = (facts) => {
  const none = noTables(facts);
  if (none) return none;
  const shared = sharedTypes(facts);
  if (shared.size === 0 && known(facts).length === facts.files.length)
    return {
      state: 'not-applicable',
      evidence: {
        zh: '没有在多个表中出现的同名列。',
        en: 'No column name stands in more than one table.',
      },
    };
  const good = [...shared.values()].filter((counts) => counts.size === 1).length;
  const rest = shared.size - good;
  return counted(
    good,
    shared.size,
    facts,
    {
      zh: `${shared.size} 个在多表中出现的列名中，${good} 个类型一致。`,
      en: `${good} of ${shared.size} column names shared by several tables have one type throughout.`,
    },
    {
      sentence: {
        zh: `统一其余 ${rest} 个同名列在各表中的类型。`,
        en: `Give the other ${rest} shared columns one type in every table.`,
      },
      apply: (f) => {
        const wanted = new Map(
          [...sharedTypes(f)].map(([name, counts]) => [name, mostFrequent(counts)]),
        );
        return withTables(f, (table) => ({
          ...table,
          columns: table.columns.map((column) =>
            column.type === 'empty'
              ? column
              : { ...column, type: wanted.get(column.name) ?? column.type },
          ),
        }));
      },
    },
  );
};

/** A byte order mark makes no other encoding. */
const bare = (encoding: string | null) => (encoding === 'utf-8-sig' ? 'utf-8' : encoding);

const encodings = (facts: QualityFacts): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { content } of known(facts)) {
    const encoding = bare(content.encoding);
    if (encoding !== null) counts.set(encoding, (counts.get(encoding) ?? 0) + 1);
  }
  return counts;
};

const oneEncoding: Evidence = (facts) => {
  const unseen = notSeen(facts);
  if (unseen) return unseen;
  const counts = encodings(facts);
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  if (all < 2 && known(facts).length === facts.files.length)
    return {
      state: 'not-applicable',
      evidence: { zh: '不足两个文本文件。', en: 'There are fewer than two text files.' },
    };
  const good = Math.max(0, ...counts.values());
  return counted(
    good,
    all,
    facts,
    {
      zh: `${all} 个文本文件使用了 ${counts.size} 种编码。`,
      en: `${all} text files are in ${counts.size} ${counts.size === 1 ? 'encoding' : 'encodings'}.`,
    },
    {
      sentence: {
        zh: '所有文本文件统一使用一种编码。',
        en: 'Save all text files in one encoding.',
      },
      apply: (f) => {
        const wanted = mostFrequent(encodings(f));
        return withEveryContent(f, (content) =>
          content.encoding === null ? content : { ...content, encoding: wanted },
        );
      },
    },
  );
};

/** Which kinds and formats of files bear out a declared modality; others take any file. */
const borneOut: Readonly<Record<string, (file: { kind: string; format: string }) => boolean>> = {
  tabular: ({ kind }) => kind === 'tabular',
  text: ({ kind }) => ['text', 'markdown', 'json', 'tabular'].includes(kind),
  image: ({ kind, format }) => kind === 'image' || kind === 'zip' || format === 'tar',
  audio: ({ kind, format }) => kind === 'audio' || kind === 'zip' || format === 'tar',
  video: ({ kind, format }) => ['mp4', 'webm', 'tar'].includes(format) || kind === 'zip',
  geospatial: ({ kind, format }) =>
    ['geojson', 'tabular'].includes(kind) ||
    ['tiff', 'netcdf', 'hdf5', 'geopackage', 'shapefile'].includes(format),
};

const modalityHolds: Evidence = (facts) => {
  const declared = facts.card.modality ?? [];
  if (declared.length === 0)
    return {
      state: 'not-applicable',
      evidence: { zh: '未声明数据模态。', en: 'No modality is declared.' },
    };
  const unseen = notSeen(facts);
  if (unseen) return unseen;
  const files = known(facts).map(({ content, format }) => ({ kind: content.kind, format }));
  const holds = (modality: string) => {
    const shows = borneOut[modality];
    return shows === undefined || files.some(shows);
  };
  const kept = declared.filter(holds);
  return counted(
    kept.length,
    declared.length,
    facts,
    {
      zh: `声明的 ${declared.length} 种模态中 ${kept.length} 种有相应文件。`,
      en: `${kept.length} of ${declared.length} declared modalities are borne out by files.`,
    },
    {
      sentence: {
        zh: '补充缺少的文件，或删去没有文件的模态。',
        en: 'Add the files that are missing, or take away the modality that has none.',
      },
      // With nothing left the field is empty again, which the metadata count notices.
      apply: (f) => ({ ...f, card: { ...f.card, modality: kept } }),
    },
  );
};

const versionsExplained: Evidence = (facts) => {
  if (!facts.successor)
    return {
      state: 'not-applicable',
      evidence: { zh: '这是首个版本。', en: 'This is the first version.' },
    };
  const noted = facts.notes.trim() !== '';
  return {
    state: 'scored',
    share: noted ? 1 : 0,
    evidence: noted
      ? { zh: '写明了与上一版本的差异。', en: 'The changes since the version before are noted.' }
      : { zh: '没有写明与上一版本的差异。', en: 'Nothing is noted of what changed.' },
    ...(noted
      ? {}
      : {
          fix: {
            sentence: {
              zh: '发布新版本时写明变更说明。',
              en: 'Note what changed when the next version is published.',
            },
            apply: (f: QualityFacts) => ({ ...f, notes: '·' }),
          },
        }),
  };
};

/** 一致性: the parts agree with one another and with what is declared. */
export const consistency = { sameTypes, oneEncoding, modalityHolds, versionsExplained };
