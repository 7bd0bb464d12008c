import { csvLine, csvMark } from '#src/kernel/csv.ts';
import { workbook, xmlText, type Cell } from '#src/kernel/workbook.ts';
import type { DocumentModel } from '#src/ports/documents.ts';
import type { EntryRow } from './queries.ts';
import { certificateNumber } from './views.ts';

type Language = 'zh' | 'en';

const words = {
  zh: {
    title: '福建省人工智能行业高质量数据集目录',
    heads: [
      '年度',
      '序号',
      '证书编号',
      '数据集',
      '单位',
      '版本',
      '状态',
      '发布日期',
      '有效期至',
      '网址',
    ],
    states: { listed: '在列', expired: '已到期', revoked: '已撤销' },
    count: (n: number) => `共 ${n} 项`,
    about:
      '每年择优评选不超过十个，经申报、资格审查、专家评审、评议和公示后发布，面向社会推荐使用。本目录不含资金奖补。',
    certificate: '高质量数据集证书',
    certified: '兹证明下列数据集列入本省人工智能行业高质量数据集目录。',
    revoked: '本证书已失效：',
    verify: '扫码或访问下列网址核验本证书。以网页所示状态为准。',
    facts: ['年度', '版本', '发布日期', '有效期至', '状态'],
  },
  en: {
    title: 'Directory of high-quality datasets of AI industries, Fujian',
    heads: [
      'Year',
      'Slot',
      'Certificate',
      'Dataset',
      'Organisations',
      'Version',
      'State',
      'Published',
      'Valid to',
      'Address',
    ],
    states: { listed: 'listed', expired: 'expired', revoked: 'revoked' },
    count: (n: number) => `${n} entries`,
    about:
      'At most ten a year, chosen on merit after application, eligibility check, expert review, deliberation and public notice, and recommended to the public. No award money is attached.',
    certificate: 'Certificate of a high-quality dataset',
    certified:
      'This certifies that the dataset below is in the provincial directory of high-quality datasets of AI industries.',
    revoked: 'This certificate is no longer valid: ',
    verify: 'Scan the code or open the address below to verify it. The state shown there counts.',
    facts: ['Year', 'Version', 'Published', 'Valid to', 'State'],
  },
} as const;

/** The day in Asia/Shanghai of an instant, YYYY-MM-DD. */
const dayOf = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

const named = (row: EntryRow, language: Language): string =>
  row.organisations.map((o) => o.name[language]).join(language === 'zh' ? '、' : '; ');
const titled = (row: EntryRow, language: Language): string =>
  language === 'zh' ? row.title_zh : row.title_en;
const addressOf = (row: EntryRow, url: string): string => `${url}/directory/entries/${row.id}`;

const cellsOf = (row: EntryRow, language: Language, url: string): Cell[] => [
  row.year,
  row.slot,
  certificateNumber(row),
  titled(row, language),
  named(row, language),
  row.semver,
  words[language].states[row.state],
  dayOf(row.published_at),
  row.valid_to,
  addressOf(row, url),
];

/** The directory as CSV with UTF-8 mark; no cell is a formula. */
export function directoryCsv(rows: readonly EntryRow[], language: Language, url: string): string {
  const lines = rows.map((row) => csvLine(cellsOf(row, language, url).map(String)));
  return csvMark + csvLine(words[language].heads) + lines.join('');
}

/** The directory as a workbook of one sheet. */
export function directoryWorkbook(rows: readonly EntryRow[], language: Language, url: string) {
  const cells = [[...words[language].heads], ...rows.map((row) => cellsOf(row, language, url))];
  const name = language === 'zh' ? '高质量数据集目录' : 'High-quality datasets';
  return workbook(name, cells, [8, 8, 16, 36, 30, 10, 10, 13, 13, 60]);
}

/** The directory as a printable document. */
export function directoryDocument(
  rows: readonly EntryRow[],
  options: {
    readonly language: Language;
    readonly url: string;
    readonly now: Date;
    readonly year?: number;
  },
): DocumentModel {
  const { language, url, now, year } = options;
  const w = words[language];
  const [yearHead, slotHead, certificateHead, datasetHead, orgHead, , stateHead, , validHead] =
    w.heads;
  return {
    title:
      year === undefined
        ? w.title
        : language === 'zh'
          ? `${w.title}（${year} 年）`
          : `${w.title}, ${year}`,
    subtitle: w.count(rows.length),
    language,
    createdAt: now,
    verifyUrl: year === undefined ? `${url}/directory` : `${url}/directory/${year}`,
    parts: [
      { kind: 'paragraph', text: w.about },
      {
        kind: 'table',
        columns: [
          { title: yearHead, share: 2, align: 'right' },
          { title: slotHead, share: 2, align: 'right' },
          { title: certificateHead, share: 5 },
          { title: datasetHead, share: 9 },
          { title: orgHead, share: 8 },
          { title: stateHead, share: 3 },
          { title: validHead, share: 4 },
        ],
        rows: rows.map((row) => [
          String(row.year),
          String(row.slot),
          certificateNumber(row),
          titled(row, language),
          named(row, language),
          w.states[row.state],
          row.valid_to,
        ]),
      },
    ],
  };
}

/** The certificate of an entry, with a code that opens the page where anybody verifies it. */
export function certificateDocument(
  row: EntryRow,
  options: { readonly language: Language; readonly url: string; readonly now: Date },
): DocumentModel {
  const { language, url, now } = options;
  const w = words[language];
  const number = certificateNumber(row);
  const address = `${url}/certificates/${number}`;
  const values = [
    String(row.year),
    row.semver,
    dayOf(row.published_at),
    row.valid_to,
    w.states[row.state],
  ];
  return {
    title: w.certificate,
    subtitle: number,
    language,
    createdAt: now,
    verifyUrl: address,
    look: 'certificate',
    parts: [
      {
        kind: 'paragraph',
        text: row.state === 'listed' ? w.certified : `${w.revoked}${w.states[row.state]}`,
      },
      { kind: 'heading', text: titled(row, language) },
      { kind: 'paragraph', text: named(row, language) },
      { kind: 'facts', rows: w.facts.map((label, n) => [label, values[n] ?? ''] as const) },
      { kind: 'code', text: address },
      { kind: 'paragraph', text: w.verify },
    ],
  };
}

/** The directory as RSS 2.0, newest first. */
export function directoryFeed(rows: readonly EntryRow[], language: Language, url: string): string {
  const w = words[language];
  const items = rows
    .toSorted((a, b) => b.published_at.getTime() - a.published_at.getTime() || a.slot - b.slot)
    .slice(0, 100)
    .map(
      (row) =>
        `<item><title>${xmlText(titled(row, language))}</title><link>${xmlText(addressOf(row, url))}</link><guid isPermaLink="false">${certificateNumber(row)}</guid><pubDate>${row.published_at.toUTCString()}</pubDate><category>${row.year}</category><description>${xmlText(`${named(row, language)} · ${certificateNumber(row)} · ${w.states[row.state]}`)}</description></item>`,
    );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${xmlText(w.title)}</title><link>${xmlText(url)}/directory</link><description>${xmlText(w.about)}</description><language>${language === 'zh' ? 'zh-CN' : 'en'}</language><atom:link href="${xmlText(url)}/api/v1/selection/directory.rss?lang=${language}" rel="self" type="application/rss+xml"/>${items.join('')}</channel></rss>\n`;
}
