import { writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createPdfDocuments } from '#src/adapters/documents/pdf-documents.ts';
import { statementDocument } from '#src/annotation/settlement/statement.ts';
import type { DocumentModel } from '#src/ports/documents.ts';
import {
  certificateDocument,
  directoryDocument,
  directoryWorkbook,
} from '#src/selection/directory/files.ts';
import { letterDocument } from '#src/selection/letter/letter.ts';
import { directoryRows } from '#test/support/directory-rows.ts';
import { pdfPages } from '#test/support/pdf-text.ts';
import { workbookCells } from '#test/support/workbook-cells.ts';

const documents = createPdfDocuments();
const url = 'https://data.example.cn';
const now = new Date('2026-11-24T03:00:00Z');

/** The pages of a document as text without breaks; the file itself goes where pictures go. */
async function pagesOf(name: string, model: DocumentModel): Promise<string[]> {
  const pdf = await buffer(documents.render(model) as never);
  const folder = process.env['BANYAN_PICTURES'];
  if (folder) await writeFile(`${folder}/${name}.pdf`, pdf);
  return pdfPages(pdf).map((page) => page.replaceAll('\n', ''));
}

test.each(['zh', 'en'] as const)(
  'the directory of three years fits its pages, %s',
  async (language) => {
    const rows = directoryRows(30);
    const pages = await pagesOf(
      `directory-${language}`,
      directoryDocument(rows, { language, url, now }),
    );
    expect(pages).toHaveLength(3);
    const all = pages.join('');
    for (const row of rows)
      expect(all.replaceAll(' ', '')).toContain(
        (language === 'zh' ? row.title_zh : row.title_en).replaceAll(' ', ''),
      );
    for (const [n, page] of pages.entries()) {
      const number =
        language === 'zh' ? `第 ${n + 1} 页，共 ${pages.length} 页` : `Page ${n + 1} of`;
      expect(page).toContain(number);
      expect(page).toContain(language === 'zh' ? '证书编号' : 'Certificate');
    }
  },
);

test.each(['zh', 'en'] as const)(
  'a certificate is one page with its address, %s',
  async (language) => {
    const [, , long] = directoryRows(3);
    if (!long) throw new Error('a row');
    const pages = await pagesOf(
      `certificate-${language}`,
      certificateDocument(long, { language, url, now }),
    );
    expect(pages).toHaveLength(1);
    const [text = ''] = pages;
    for (const part of [
      language === 'zh' ? '高质量数据集证书' : 'Certificate of a high-quality dataset',
      'https://data.example.cn/certificates/',
      '2029-11-20',
      long.organisations.at(-1)?.name[language] ?? '',
    ])
      expect(text).toContain(part);
  },
);

test.each(['zh', 'en'] as const)(
  'a letter names scores, reason and how to object, %s',
  async (language) => {
    const words = (zh: string, en: string) => ({ zh, en });
    const pages = await pagesOf(
      `letter-${language}`,
      letterDocument(
        {
          application: '01990000-0000-7000-8000-000000000001',
          number: 'SEL-2026-0017',
          title: '福建省城市道路交通流量与信号配时一体化时空训练数据集',
          organisation: words('福建省海洋数据中心有限公司', 'Fujian Ocean Data Centre Co., Ltd'),
          round: {
            id: '01990000-0000-7000-8000-000000000002',
            title: words('2026 年度高质量数据集评选', 'High-quality datasets of 2026'),
            year: 2026,
          },
          outcome: 'not_selected',
          reason:
            '数据规模与应用价值突出，但更新机制不稳定，且部分字段缺少来源说明，评议组按名次择优后未予入选。',
          merit: { rank: 13, raw: 78.4, adjusted: 76.21 },
          criteria: [
            {
              key: 'value',
              title: words('应用价值', 'Value in use'),
              weight: 40,
              max: 10,
              mean: 8.3,
            },
            {
              key: 'quality',
              title: words('数据质量', 'Quality of the data'),
              weight: 35,
              max: 10,
              mean: 7.67,
            },
            { key: 'rights', title: words('合规与授权', 'Rights'), weight: 25, max: 10, mean: 7 },
          ],
          rules: [],
          notice: {
            id: '01990000-0000-7000-8000-000000000003',
            lastDay: '2026-12-01',
            running: true,
          },
        } as never,
        { language, url, now },
      ),
    );
    expect(pages).toHaveLength(1);
    for (const part of ['SEL-2026-0017', '76.21', '8.3', '2026-12-01'])
      expect(pages[0]).toContain(part);
  },
);

test.each(['zh', 'en'] as const)('a statement adds up on its last line, %s', async (language) => {
  const lines = (at: number) =>
    [
      {
        kind: 'accepted',
        band: '≥ 98%',
        units: 1000 + at,
        basisPoints: 10_000,
        amount: '333000',
        submissions: 1000,
      },
      { kind: 'rework', units: 12, basisPoints: 2_000, amount: '-799', submissions: 12 },
    ] as const;
  const pages = await pagesOf(
    `statement-${language}`,
    statementDocument(
      {
        awardId: '01990000-0000-7000-8000-000000000004',
        package: '城市道路图像目标检测标注（第三批，含夜间与雨雾场景）',
        demand: {
          slug: 'd',
          name: { zh: '福建省海洋数据中心有限公司', en: 'Fujian Ocean Data Centre' },
        },
        vendor: {
          slug: 'v',
          name: { zh: '榕城数据标注服务有限公司', en: 'Rongcheng Annotation Co.' },
        },
        settlements: [1, 2, 3].map((number) => ({
          id: `s${number}`,
          number,
          lotId: 'l',
          rate: '333',
          qualityPpm: 985_000,
          total: '332201',
          settledAt: '2026-11-20T02:00:00.000Z',
          lines: lines(number),
          disputes: [],
        })),
        ...{ settled: '996603', adjusted: '0', total: '996603' },
      } as never,
      language,
      { url: `${url}/annotation/awards/x/statement`, now },
    ),
  );
  expect(pages).toHaveLength(1);
  expect(pages[0]).toContain('9,966.03');
});

test('the workbook holds every cell as it is, numbers as numbers', () => {
  const rows = directoryRows(12);
  const [head, ...lines] = workbookCells(directoryWorkbook(rows, 'zh', url));
  expect(head?.slice(0, 5)).toEqual(['年度', '序号', '证书编号', '数据集', '单位']);
  expect(lines).toHaveLength(12);
  expect(lines[2]?.slice(0, 2)).toEqual([2026, 3]);
  expect(lines[2]?.slice(3, 9)).toEqual([
    rows[2]?.title_zh,
    '福建省海洋数据中心有限公司、厦门大学附属第一医院医学影像与人工智能联合实验室、泉州市人工智能产业研究院',
    '1.2.0',
    '在列',
    '2026-11-20',
    '2029-11-20',
  ]);
  expect(lines[5]?.[6]).toBe('已撤销');
  expect(lines.map((line) => line[0])).toEqual(rows.map((row) => row.year));
});
