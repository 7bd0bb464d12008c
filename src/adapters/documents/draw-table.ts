import type { DocumentPart } from '#src/ports/documents.ts';
import { bold, inks, inner, margin, regular, type Page } from './page.ts';

type Table = Extract<DocumentPart, { kind: 'table' }>;
interface Cell {
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

const fontSize = 9;
const padding = 4;

/** Lets others run: a long table is drawn in slices. */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function cellsOf(page: Page, { columns }: Table): Cell[] {
  const total = columns.reduce((sum, column) => sum + column.share, 0);
  let x = margin.left;
  return columns.map(({ share, align = 'left' }) => {
    const width = (inner(page) * share) / total;
    const cell = { x, width, align };
    x += width;
    return cell;
  });
}

const floor = (page: Page): number => page.page.height - margin.bottom;

/** Draws rows under a head that is repeated on every page the table reaches. */
export async function drawTable(page: Page, table: Table): Promise<void> {
  const cells = cellsOf(page, table);
  const head = () =>
    drawRow(
      page,
      cells,
      table.columns.map((c) => c.title),
      { head: true },
    );
  if (page.y + 60 > floor(page)) page.addPage();
  head();
  let drawn = 0;
  for await (const row of table.rows) {
    for (const slice of slices(page, cells, row)) {
      if (page.y + heightOf(page, cells, slice) > floor(page)) {
        page.addPage();
        head();
      }
      drawRow(page, cells, slice, {});
    }
    drawn += 1;
    if (drawn % 50 === 0) await pause();
  }
  if (table.total) {
    if (page.y + heightOf(page, cells, table.total) > floor(page)) {
      page.addPage();
      head();
    }
    drawRow(page, cells, table.total, { strong: true });
  }
  page.x = margin.left;
  page.moveDown(0.8);
}

/** A row that would not fit on a whole page goes on below itself. */
function* slices(
  page: Page,
  cells: readonly Cell[],
  row: readonly string[],
): Generator<readonly string[]> {
  const lines = Math.floor((floor(page) - margin.top - 40) / (fontSize * 1.6));
  let rest = row.map((text) => text.replaceAll(/\s+/g, ' '));
  for (;;) {
    const cut = rest.map((text, at) => {
      const characters = Math.floor(((cells[at]?.width ?? 0) - 2 * padding) / fontSize) * lines;
      return [...text].length > characters ? [...text].slice(0, characters).join('') : text;
    });
    yield cut;
    rest = rest.map((text, at) => text.slice(cut[at]?.length ?? 0));
    if (rest.every((text) => text === '')) return;
  }
}

function heightOf(page: Page, cells: readonly Cell[], row: readonly string[]): number {
  page.font(regular).fontSize(fontSize);
  const heights = cells.map(({ width }, at) =>
    page.heightOfString(row[at] || ' ', { width: width - 2 * padding }),
  );
  return Math.max(...heights) + 2 * padding;
}

function drawRow(
  page: Page,
  cells: readonly Cell[],
  row: readonly string[],
  style: { readonly head?: boolean; readonly strong?: boolean },
): void {
  const height = heightOf(page, cells, row) + (style.head || style.strong ? 1 : 0);
  const { y } = page;
  if (style.head) page.rect(margin.left, y, inner(page), height).fill(inks.head);
  page.font(style.head || style.strong ? bold : regular).fontSize(fontSize);
  for (const [at, { x, width, align }] of cells.entries())
    page.fillColor(inks.text).text(row[at] ?? '', x + padding, y + padding, {
      width: width - 2 * padding,
      height: height - padding,
      align,
    });
  const line = style.strong ? y : y + height;
  page
    .moveTo(margin.left, line)
    .lineTo(margin.left + inner(page), line)
    .lineWidth(style.strong ? 1 : 0.5)
    .strokeColor(style.strong ? inks.faint : inks.line)
    .stroke();
  page.x = margin.left;
  page.y = y + height;
}
