import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import Pdf from 'pdfkit';
import type { DocumentModel, DocumentPart, Documents } from '#src/ports/documents.ts';
import { drawCertificate } from './draw-certificate.ts';
import { drawCode } from './draw-code.ts';
import { drawTable, pause } from './draw-table.ts';
import { bold, inks, inner, margin, regular, type Page } from './page.ts';

const resolve = createRequire(import.meta.url).resolve;
let fonts: { regular: Buffer; bold: Buffer } | undefined;

/** Noto Sans Han (SIL OFL); only the glyphs used are embedded. */
function loadFonts(): { regular: Buffer; bold: Buffer } {
  const file = (weight: string) =>
    readFileSync(
      join(dirname(resolve('@embedpdf/fonts-sc')), '../fonts', `NotoSansHans-${weight}.otf`),
    );
  fonts ??= { regular: file('Regular'), bold: file('Medium') };
  return fonts;
}

/** PDF documents by pdfkit. */
export function createPdfDocuments(): Documents {
  return {
    render(model) {
      const files = loadFonts();
      const page = new Pdf({
        size: 'A4',
        layout: model.look === 'certificate' ? 'landscape' : 'portrait',
        margins: margin,
        bufferPages: true,
        lang: model.language === 'zh' ? 'zh-CN' : 'en',
        displayTitle: true,
        info: { Title: model.title, Creator: 'Banyan', CreationDate: model.createdAt },
      });
      page.registerFont(regular, files.regular);
      page.registerFont(bold, files.bold);
      write(page, model).then(
        () => page.end(),
        (error: unknown) => page.destroy(error as Error),
      );
      return Readable.toWeb(page as unknown as Readable) as ReadableStream<Uint8Array>;
    },
  };
}

async function write(page: Page, model: DocumentModel): Promise<void> {
  if (model.look === 'certificate') return drawCertificate(page, model);
  page
    .font(bold)
    .fontSize(18)
    .fillColor(inks.text)
    .text(model.title, { width: inner(page) });
  if (model.subtitle)
    page.moveDown(0.2).font(regular).fontSize(10).fillColor(inks.faint).text(model.subtitle);
  page.moveDown(0.8);
  for (const part of model.parts) {
    await drawPart(page, part);
    await pause();
  }
  footers(page, model);
}

async function drawPart(page: Page, part: DocumentPart): Promise<void> {
  page.x = margin.left;
  switch (part.kind) {
    case 'heading':
      page.moveDown(0.6).font(bold).fontSize(12).fillColor(inks.text).text(part.text);
      page.moveDown(0.3);
      return;
    case 'paragraph':
      page.font(regular).fontSize(10).fillColor(inks.text).text(part.text, { lineGap: 3 });
      page.moveDown(0.6);
      return;
    case 'facts':
      drawFacts(page, part.rows);
      return;
    case 'code':
      placeCode(page, part.text);
      return;
    case 'table':
      await drawTable(page, part);
  }
}

/** About 32 mm wide. */
const codeSize = 92;

function placeCode(page: Page, text: string): void {
  if (page.y + codeSize > page.page.height - margin.bottom) page.addPage();
  const { y } = page;
  drawCode(page, text, { x: margin.left, y, size: codeSize });
  page.x = margin.left;
  page.y = y + codeSize;
  page.moveDown(0.4);
}

function drawFacts(page: Page, rows: readonly (readonly [string, string])[]): void {
  const left = 130;
  const width = inner(page) - left;
  page.fontSize(10);
  for (const [label, value] of rows) {
    const height = Math.max(
      page.font(regular).heightOfString(label, { width: left - 10 }),
      page.heightOfString(value, { width }),
    );
    if (page.y + height > page.page.height - margin.bottom) page.addPage();
    const { y } = page;
    page.fillColor(inks.faint).text(label, margin.left, y, { width: left - 10 });
    page.fillColor(inks.text).text(value, margin.left + left, y, { width });
    page.x = margin.left;
    page.y = y + height + 4;
  }
  page.moveDown(0.6);
}

/** The same line at the foot of every page: where to verify, and which page of how many. */
function footers(page: Page, model: DocumentModel): void {
  const { start, count } = page.bufferedPageRange();
  for (let n = 0; n < count; n += 1) {
    page.switchToPage(start + n);
    const number =
      model.language === 'zh' ? `第 ${n + 1} 页，共 ${count} 页` : `Page ${n + 1} of ${count}`;
    const y = page.page.height - margin.bottom + 18;
    // The foot lies below the bottom margin, where text would otherwise open a new page.
    const { bottom } = page.page.margins;
    page.page.margins.bottom = 0;
    page.font(regular).fontSize(8).fillColor(inks.faint);
    if (model.verifyUrl) {
      const lead = model.language === 'zh' ? '核验：' : 'Verify: ';
      page.text(`${lead}${model.verifyUrl}`, margin.left, y, {
        width: inner(page) - 90,
        height: 20,
        ellipsis: true,
        link: model.verifyUrl,
      });
    }
    page.text(number, margin.left, y, { width: inner(page), align: 'right', lineBreak: false });
    page.page.margins.bottom = bottom;
  }
}
