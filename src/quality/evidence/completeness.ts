import {
  counted,
  noTables,
  tablesOf,
  withTables,
  type Evidence,
  type QualityFacts,
} from '../facts.ts';

const percent = (part: number, of: number) => `${((part * 100) / of).toFixed(1)}%`;

const cellsFilled: Evidence = (facts) => {
  const none = noTables(facts);
  if (none) return none;
  const tables = tablesOf(facts);
  const cells = tables.reduce((sum, table) => sum + table.rows * table.columns.length, 0);
  const nulls = tables.reduce(
    (sum, table) => sum + table.columns.reduce((own, column) => own + column.nulls, 0),
    0,
  );
  const good = Math.max(0, cells - nulls);
  return counted(
    good,
    cells,
    facts,
    {
      zh: `${cells} 个单元格中有 ${nulls} 个为空${cells > 0 ? `（${percent(nulls, cells)}）` : ''}。`,
      en: `${nulls} of ${cells} cells are empty${cells > 0 ? ` (${percent(nulls, cells)})` : ''}.`,
    },
    {
      sentence: { zh: `补齐 ${nulls} 个空单元格。`, en: `Fill in the ${nulls} empty cells.` },
      apply: (f) =>
        withTables(f, (table) => ({
          ...table,
          columns: table.columns.map((column) => ({ ...column, nulls: 0 })),
        })),
    },
  );
};

const columnsInUse: Evidence = (facts) => {
  const none = noTables(facts);
  if (none) return none;
  const columns = tablesOf(facts).flatMap((table) => table.columns);
  const empty = columns.filter((column) => column.type === 'empty').length;
  return counted(
    columns.length - empty,
    columns.length,
    facts,
    {
      zh: `${columns.length} 列中有 ${empty} 列没有任何值。`,
      en: `${empty} of ${columns.length} columns hold no value at all.`,
    },
    {
      sentence: {
        zh: `删除 ${empty} 个没有任何值的列。`,
        en: `Remove the ${empty} columns without a value.`,
      },
      apply: (f) =>
        withTables(f, (table) => ({
          ...table,
          columns: table.columns.filter((column) => column.type !== 'empty'),
        })),
    },
  );
};

/** Characters from which a description says what the data are. */
const described = 60;

const description: Evidence = ({ card }) => {
  const lacking = (['zh', 'en'] as const).filter(
    (language) => (card.description?.[language] ?? '').trim().length < described,
  );
  const zhNames = { zh: '中文', en: '英文' };
  const enNames = { zh: 'Chinese', en: 'English' };
  return {
    state: 'scored',
    share: (2 - lacking.length) / 2,
    evidence:
      lacking.length === 0
        ? {
            zh: `中英文简介均不少于 ${described} 字符。`,
            en: `Described in Chinese and English, at least ${described} characters each.`,
          }
        : {
            zh: `缺少不少于 ${described} 字符的简介：${lacking.map((l) => zhNames[l]).join('、')}。`,
            en: `No description of at least ${described} characters in ${lacking.map((l) => enNames[l]).join(' and ')}.`,
          },
    ...(lacking.length > 0
      ? {
          fix: {
            sentence: {
              zh: `用${lacking.map((l) => zhNames[l]).join('、')}写不少于 ${described} 字符的简介。`,
              en: `Describe the data in ${lacking.map((l) => enNames[l]).join(' and ')} in at least ${described} characters.`,
            },
            apply: (f: QualityFacts) => ({
              ...f,
              card: {
                ...f.card,
                description: {
                  ...f.card.description,
                  ...Object.fromEntries(lacking.map((l) => [l, '·'.repeat(described)])),
                },
              },
            }),
          },
        }
      : {}),
  };
};

type Card = QualityFacts['card'];
interface Member {
  readonly zh: string;
  readonly en: string;
  readonly has: (card: Card) => boolean;
  readonly filled: Partial<Card>;
}

/** What others need to judge the data, beside what publication asks for. Dates, contact and rhythm count elsewhere. */
const members: readonly Member[] = [
  {
    zh: '数据模态',
    en: 'modality',
    has: (c) => (c.modality?.length ?? 0) > 0,
    filled: { modality: ['other'] },
  },
  { zh: '任务', en: 'tasks', has: (c) => (c.tasks?.length ?? 0) > 0, filled: { tasks: ['·'] } },
  {
    zh: '至少三个关键词',
    en: 'three keywords',
    has: (c) => (c.keywords?.length ?? 0) >= 3,
    filled: { keywords: ['·', '··', '···'] },
  },
  {
    zh: '语言',
    en: 'languages',
    has: (c) => (c.languages?.length ?? 0) > 0,
    filled: { languages: ['zh'] },
  },
  {
    zh: '来源',
    en: 'provenance',
    has: (c) => (c.provenance ?? '').trim() !== '',
    filled: { provenance: '·' },
  },
  {
    zh: '采集方法',
    en: 'collection method',
    has: (c) => (c.collectionMethod ?? '').trim() !== '',
    filled: { collectionMethod: '·' },
  },
];

const metadata: Evidence = ({ card }) => {
  const missing = members.filter((member) => !member.has(card));
  const good = members.length - missing.length;
  return {
    state: 'scored',
    share: good / members.length,
    evidence: {
      zh: `${members.length} 项说明中已填 ${good} 项。`,
      en: `${good} of ${members.length} descriptive fields are filled in.`,
    },
    ...(missing.length > 0
      ? {
          fix: {
            sentence: {
              zh: `填写：${missing.map((m) => m.zh).join('、')}。`,
              en: `Fill in: ${missing.map((m) => m.en).join(', ')}.`,
            },
            apply: (f: QualityFacts) => ({
              ...f,
              card: Object.assign({ ...f.card }, ...missing.map((m) => m.filled)) as Card,
            }),
          },
        }
      : {}),
  };
};

/** 完整性: nothing that should be there is missing. */
export const completeness = { cellsFilled, columnsInUse, description, metadata };
