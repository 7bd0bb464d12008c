import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createPdfDocuments } from '#src/adapters/documents/pdf-documents.ts';
import type { DocumentModel } from '#src/ports/documents.ts';
import { pdfPages } from '#test/support/pdf-text.ts';

const documents = createPdfDocuments();
const made = async (model: Partial<DocumentModel>): Promise<Buffer> =>
  buffer(
    documents.render({
      title: '结算单',
      language: 'zh',
      createdAt: new Date('2026-11-23T00:00:00Z'),
      parts: [],
      ...model,
    }) as never,
  );

const columns = [
  { title: '编号', share: 1, align: 'right' as const },
  { title: '说明', share: 4 },
];

test('a table breaks between rows, repeats its head and every page has its number', async () => {
  const rows = Array.from({ length: 120 }, (_, n) => [String(n + 1), `第${n + 1}行：龍、ñ、€`]);
  const pages = pdfPages(
    await made({
      verifyUrl: 'https://example.cn/verify/1',
      parts: [{ kind: 'table', columns, rows, total: ['', '合计 120'] }],
    }),
  );
  expect(pages.length).toBeGreaterThan(2);
  for (const [n, text] of pages.entries()) {
    const lines = text.split('\n');
    expect(lines.filter((line) => line === '说明')).toHaveLength(1);
    expect(lines).toContain(`第 ${n + 1} 页，共 ${pages.length} 页`);
    expect(lines).toContain('核验：https://example.cn/verify/1');
  }
  const all = pages.join('\n').split('\n');
  for (const [number, text] of rows)
    expect([all.includes(number ?? ''), all.includes(text ?? '')]).toEqual([true, true]);
  expect(all.filter((line) => line === '合计 120')).toHaveLength(1);
});

test('a row longer than a page goes on and loses nothing', async () => {
  const long = Array.from({ length: 6000 }, (_, n) => '天地玄黄宇宙洪荒'[n % 8]).join('');
  const pages = pdfPages(await made({ parts: [{ kind: 'table', columns, rows: [['1', long]] }] }));
  const text = pages.join('').replaceAll(/[^天地玄黄宇宙洪荒]/g, '');
  expect(pages.length).toBeGreaterThan(1);
  expect(text).toBe(long);
});

test('the same document is the same text, in English too', async () => {
  const model: Partial<DocumentModel> = {
    title: 'Statement',
    language: 'en',
    parts: [
      { kind: 'heading', text: 'Parties' },
      { kind: 'facts', rows: [['Vendor', '榕城标注有限公司']] },
      { kind: 'paragraph', text: 'Paid ¥1,234.56.' },
    ],
  };
  const first = pdfPages(await made(model));
  expect(first).toEqual(pdfPages(await made(model)));
  expect(first[0]?.split('\n')).toEqual([
    'Statement',
    'Parties',
    'Vendor',
    '榕城标注有限公司',
    'Paid ¥1,234.56.',
    'Page 1 of 1',
  ]);
});

test('rows that fail to come end the stream with an error, not with half a document', async () => {
  async function* rows(): AsyncGenerator<readonly string[]> {
    yield ['1', 'x'];
    throw new Error('lost');
  }
  await expect(made({ parts: [{ kind: 'table', columns, rows: rows() }] })).rejects.toThrow('lost');
});
