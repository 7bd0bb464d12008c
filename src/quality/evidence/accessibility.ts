import {
  counted,
  known,
  noTables,
  notSeen,
  tablesOf,
  withEveryContent,
  type Evidence,
  type QualityFacts,
} from '../facts.ts';

/** Characters from which a README explains something, and from which it explains half. */
const readmeLength = 300;
const halfLength = 150;

const readme: Evidence = ({ card }) => {
  const length = (card.readme ?? '').trim().length;
  // In steps: a name more or less of another fix does not move it.
  const share = length >= readmeLength ? 1 : length >= halfLength ? 0.5 : 0;
  return {
    state: 'scored',
    share,
    evidence: { zh: `README 有 ${length} 个字符。`, en: `The README has ${length} characters.` },
    ...(share < 1
      ? {
          fix: {
            sentence: {
              zh: `撰写不少于 ${readmeLength} 字符的 README，说明内容、用法与限制。`,
              en: `Write a README of at least ${readmeLength} characters: content, use, limits.`,
            },
            apply: (f: QualityFacts) => ({
              ...f,
              card: {
                ...f.card,
                readme: (f.card.readme ?? '').trim().padEnd(readmeLength, '\u2060'),
              },
            }),
          },
        }
      : {}),
  };
};

const previewable: Evidence = (facts) => {
  const unseen = notSeen(facts);
  if (unseen) return unseen;
  const files = known(facts);
  const good = files.filter((file) => file.content.kind !== 'unknown').length;
  return counted(
    good,
    files.length,
    facts,
    {
      zh: `分析过的 ${files.length} 个文件中 ${good} 个可以在线预览。`,
      en: `${good} of ${files.length} files looked into can be previewed here.`,
    },
    {
      sentence: {
        zh: `其余 ${files.length - good} 个文件改用可预览的格式。`,
        en: `Offer the other ${files.length - good} in a format that can be previewed.`,
      },
      apply: (f) =>
        withEveryContent(f, (content) =>
          content.kind === 'unknown' ? { ...content, kind: 'other' } : content,
        ),
    },
  );
};

const declared = (
  has: (card: QualityFacts['card']) => boolean,
  filled: Partial<QualityFacts['card']>,
  said: { yes: [string, string]; no: [string, string]; fix: [string, string] },
): Evidence => {
  const both = ([zh, en]: [string, string]) => ({ zh, en });
  return ({ card }) =>
    has(card)
      ? { state: 'scored', share: 1, evidence: both(said.yes) }
      : {
          state: 'scored',
          share: 0,
          evidence: both(said.no),
          fix: {
            sentence: both(said.fix),
            apply: (f) => ({ ...f, card: { ...f.card, ...filled } }),
          },
        };
};

const contact = declared(
  (card) => Boolean(card.contact?.email || card.contact?.url),
  { contact: { url: 'https://example.cn/' } },
  {
    yes: ['留有联系方式。', 'There is somebody to ask.'],
    no: ['没有联系方式。', 'There is nobody to ask.'],
    fix: ['填写联系邮箱或网址。', 'Give an e-mail or web address for questions.'],
  },
);

const citation = declared(
  (card) => (card.citation ?? '').trim() !== '',
  { citation: '·' },
  {
    yes: ['给出了引用方式。', 'How to cite the data is given.'],
    no: ['没有给出引用方式。', 'How to cite the data is not given.'],
    fix: ['填写引用方式。', 'Say how to cite the data.'],
  },
);

const columnsExplained: Evidence = (facts) => {
  const none = noTables(facts);
  if (none) return none;
  const names = [
    ...new Set(tablesOf(facts).flatMap((table) => table.columns.map((column) => column.name))),
  ];
  const text = facts.card.readme ?? '';
  const missing = names.filter((name) => !text.includes(name));
  return counted(
    names.length - missing.length,
    names.length,
    facts,
    {
      zh: `README 提到了 ${names.length} 个列名中的 ${names.length - missing.length} 个。`,
      en: `The README names ${names.length - missing.length} of ${names.length} columns.`,
    },
    {
      sentence: {
        zh: `在 README 中说明其余 ${missing.length} 个列的含义。`,
        en: `Explain the other ${missing.length} columns in the README.`,
      },
      apply: (f) => ({
        ...f,
        card: { ...f.card, readme: `${f.card.readme ?? ''}\n${missing.join('\n')}` },
      }),
    },
  );
};

/** 可访问性: people and programs can find out what the data are and read them. */
export const accessibility = { readme, previewable, contact, citation, columnsExplained };
