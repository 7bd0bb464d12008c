import type { DocumentModel, DocumentPart } from '#src/ports/documents.ts';
import { drawCode } from './draw-code.ts';
import { bold, inks, regular, type Page } from './page.ts';

/** Points from the edge of the paper: the two lines of the frame, and the text. */
const frame = { outer: 24, inner: 30, text: 72 };
const seal = '#0b6b45';
const codeSize = 92;

/** A framed page across, which one look tells from a letter. */
export function drawCertificate(page: Page, model: DocumentModel): void {
  const { width, height } = page.page;
  page.page.margins = { top: 0, bottom: 0, left: 0, right: 0 };
  for (const [inset, line] of [
    [frame.outer, 2],
    [frame.inner, 0.6],
  ] as const)
    page
      .rect(inset, inset, width - 2 * inset, height - 2 * inset)
      .lineWidth(line)
      .strokeColor(seal)
      .stroke();
  centred(page, model.title, { size: 30, at: 76, strong: true, gap: 6 });
  if (model.subtitle) centred(page, model.subtitle, { size: 11, ink: inks.faint, gap: 20 });
  const code = model.parts.findIndex((part) => part.kind === 'code');
  for (const part of code < 0 ? model.parts : model.parts.slice(0, code)) drawPart(page, part);
  if (code >= 0) drawFoot(page, model.parts.slice(code), model.verifyUrl);
}

function drawPart(page: Page, part: DocumentPart): void {
  if (part.kind === 'heading')
    centred(page, part.text, { size: part.text.length > 60 ? 17 : 21, strong: true, gap: 10 });
  if (part.kind === 'paragraph') centred(page, part.text, { size: 12, gap: 16 });
  if (part.kind === 'facts') drawFacts(page, part.rows);
}

interface Line {
  readonly size: number;
  readonly gap: number;
  readonly at?: number;
  readonly strong?: boolean;
  readonly ink?: string;
}

function centred(page: Page, text: string, { size, gap, at, strong, ink }: Line): void {
  const width = page.page.width - 2 * frame.text;
  const y = at ?? page.y;
  page.font(strong ? bold : regular).fontSize(size);
  const tall = page.heightOfString(text, { width, align: 'center', lineGap: 3 });
  page
    .fillColor(ink ?? inks.text)
    .text(text, frame.text, y, { width, align: 'center', lineGap: 3 });
  page.y = y + tall + gap;
}

/** Labels over their values, side by side. */
function drawFacts(page: Page, rows: readonly (readonly [string, string])[]): void {
  const each = (page.page.width - 2 * frame.text) / Math.max(1, rows.length);
  const y = Math.max(page.y + 8, 330);
  for (const [n, [label, value]] of rows.entries()) {
    const at = { width: each - 8, align: 'center' } as const;
    page.font(regular).fontSize(9).fillColor(inks.faint);
    page.text(label, frame.text + n * each + 4, y, at);
    page.font(bold).fontSize(11).fillColor(inks.text);
    page.text(value, frame.text + n * each + 4, y + 16, at);
  }
  page.y = y + 44;
}

/** The code at the foot and beside it how to use it. */
function drawFoot(page: Page, parts: readonly DocumentPart[], url: string | undefined): void {
  const y = page.page.height - frame.inner - 24 - codeSize;
  const x = frame.text;
  const width = page.page.width - 2 * frame.text - codeSize - 14;
  let line = y + 28;
  for (const part of parts) {
    if (part.kind === 'code') drawCode(page, part.text, { x, y, size: codeSize });
    if (part.kind !== 'paragraph') continue;
    page.font(regular).fontSize(10).fillColor(inks.text);
    page.text(part.text, x + codeSize + 14, line, { width });
    line += page.heightOfString(part.text, { width }) + 4;
  }
  if (url === undefined) return;
  page.font(regular).fontSize(10).fillColor(seal);
  page.text(url, x + codeSize + 14, line, { width, link: url });
}
