import { decodeText } from './decode-text.ts';
import { problem, type ImportItem, type ImportSource } from './import-item.ts';

interface Row {
  cells: string[];
  /** The line its first cell starts on. */
  line: number;
  /** The file ended inside a quoted cell. */
  open: boolean;
}

/**
 * Reads CSV or TSV (RFC 4180: quoted cells may hold separators, line ends and doubled quotes): the first row names the
 * fields of the data, each further row is a task. The separator is that of , ; and tab the header holds most, unless
 * given. Rows with another number of cells are reported and left out; items are numbered from 1 after the header.
 */
export async function* readTable(
  source: ImportSource,
  options: { separator?: ',' | ';' | '\t' } = {},
): AsyncGenerator<ImportItem> {
  let header: string[] | undefined;
  let item = 0;
  for await (const row of rows(source, options.separator)) {
    if (row.cells.length === 1 && row.cells[0] === '' && !row.open) continue;
    if (!header) {
      header = row.cells.map((cell) => cell.trim());
      if (header.includes('') || new Set(header).size < header.length) {
        yield problem({ item: 0, line: row.line }, 'table.header', 'item');
        return;
      }
      continue;
    }
    const place = { item: (item += 1), line: row.line };
    if (row.open) yield problem(place, 'table.quote', 'item');
    else if (row.cells.length !== header.length) yield problem(place, 'table.columns', 'item');
    else if (row.cells.every((cell) => cell === '')) yield problem(place, 'task.noData', 'item');
    else {
      if (row.cells.some((cell) => cell.includes('\uFFFD')))
        yield problem(place, 'text.encoding', 'nothing');
      const data = Object.fromEntries(header.map((name, n) => [name, row.cells[n] ?? '']));
      yield { kind: 'task', ...place, task: { data, annotations: [], predictions: [] } };
    }
  }
}

async function* rows(source: ImportSource, given?: string): AsyncGenerator<Row> {
  let separator = given;
  let held = '';
  let reader: RowReader | undefined;
  for await (const text of decodeText(source)) {
    if (!reader) {
      held += text;
      if (!separator && !held.includes('\n') && held.length < 65_536) continue;
      separator ??= guess(held);
      reader = new RowReader(separator);
      yield* reader.feed(held);
    } else yield* reader.feed(text);
  }
  if (!reader && held !== '') {
    reader = new RowReader(separator ?? guess(held));
    yield* reader.feed(held);
  }
  if (reader) yield* reader.end();
}

function guess(text: string): string {
  const header = text.split('\n', 1)[0] ?? '';
  const count = (mark: string): number => header.split(mark).length;
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

class RowReader {
  private readonly separator: string;
  private cells: string[] = [];
  private cell = '';
  private quoted = false;
  /** The last character was a quote inside a quoted cell: an end, or the first of two. */
  private quote = false;
  private line = 1;
  private rowLine = 1;
  private any = false;

  constructor(separator: string) {
    this.separator = separator;
  }

  *feed(text: string): Generator<Row> {
    let plain = 0;
    for (let i = 0; i < text.length; i++) {
      const mark = text[i] ?? '';
      if (mark === '\n') this.line += 1;
      if (this.quoted && !this.quote) {
        if (mark !== '"') continue;
        this.cell += text.slice(plain, i);
        this.quote = true;
        plain = i + 1;
        continue;
      }
      if (this.quote) {
        this.quote = false;
        if (mark === '"') {
          plain = i;
          continue;
        }
        this.quoted = false;
        plain = i;
      }
      if (mark === '"' && this.cell === '' && i === plain) {
        this.quoted = true;
        this.any = true;
        plain = i + 1;
      } else if (mark === this.separator || mark === '\n') {
        this.cell += text.slice(plain, i);
        plain = i + 1;
        if (mark === '\n') yield this.row(false);
        else {
          this.cells.push(this.cell);
          this.cell = '';
          this.any = true;
        }
      }
    }
    this.cell += text.slice(plain);
  }

  private row(open: boolean): Row {
    const last = this.cell.endsWith('\r') ? this.cell.slice(0, -1) : this.cell;
    const row = { cells: [...this.cells, last], line: this.rowLine, open };
    this.cells = [];
    this.cell = '';
    this.any = false;
    this.rowLine = this.line;
    return row;
  }

  *end(): Generator<Row> {
    if (this.any || this.cell !== '') yield this.row(this.quoted && !this.quote);
  }
}
