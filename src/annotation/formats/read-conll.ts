import type { ConfigModel, Region } from '../region.ts';
import { codePointLength, textOffsets } from './code-points.ts';
import { readLines } from './decode-text.ts';
import { problem, type ImportItem, type ImportSource } from './import-item.ts';
import { importTargets, type ImportTargets } from './import-targets.ts';

export interface ConllOptions {
  config?: ConfigModel;
  /** What becomes a task; the file's own white space is lost either way. */
  unit?: 'sentence' | 'document';
}

interface Token {
  text: string;
  /** Undefined where the last column is no entity tag. */
  tag: string | undefined;
  line: number;
}

const TAG = /^(?:O|[BIESLUM]-.+)$/;
/** Scripts written without blanks between words (Hangul is not one), and their punctuation. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]/u;

/**
 * Reads CoNLL-2003 and its kin: a token a line, entity tag in the last column, a blank line between sentences,
 * `-DOCSTART-` between documents. IOB1, IOB2, BIOES and BILOU are read by one rule: an entity begins at B, S or U, and
 * at I, E or L where the token before is of no entity of that type. Tokens are joined by a blank, in Chinese and
 * Japanese by nothing; offsets are code points of the joined text.
 */
export async function* readConll(
  source: ImportSource,
  options: ConllOptions = {},
): AsyncGenerator<ImportItem> {
  const targets = importTargets(options.config);
  const whole = options.unit === 'document';
  let sentences: Token[][] = [[]];
  let item = 0;
  const flush = function* (): Generator<ImportItem> {
    const filled = sentences.filter((sentence) => sentence.length > 0);
    sentences = [[]];
    if (filled.length > 0) yield* itemsOfTokens(filled, (item += 1), targets);
  };
  for await (const line of readLines(source)) {
    const columns = line.text.trim().split(/[ \t]+/);
    if (columns[0] === '' || columns[0] === '-DOCSTART-') {
      if (!whole || columns[0] === '-DOCSTART-') yield* flush();
      else if (sentences.at(-1)?.length) sentences.push([]);
      continue;
    }
    const tag = columns.length > 1 ? columns.at(-1) : undefined;
    const known = tag !== undefined && TAG.test(tag) ? tag : undefined;
    sentences.at(-1)?.push({ text: columns[0] ?? '', tag: known, line: line.number });
  }
  yield* flush();
}

function* itemsOfTokens(
  sentences: readonly Token[][],
  item: number,
  targets: ImportTargets,
): Generator<ImportItem> {
  const tokens = sentences.flat();
  const line = tokens[0]?.line ?? 0;
  const bad = tokens.find((token) => token.tag === undefined);
  if (bad) {
    yield problem({ item, line: bad.line }, 'conll.tag', 'item');
    return;
  }
  const { text, starts } = joinTokens(sentences);
  const result: Region[] = [];
  const offsets = textOffsets(text);
  let without = false;
  for (const { first, last, type } of entitiesOf(sentences)) {
    const start = starts[first] ?? 0;
    const end = (starts[last] ?? 0) + codePointLength(tokens[last]?.text ?? '');
    const said = offsets.slice(start, end);
    const region = targets.region('span', result.length + 1, [type], { start, end, text: said });
    if (region) result.push(region);
    else without = true;
  }
  yield {
    kind: 'task',
    item,
    line,
    task: {
      data: { [targets.field('text')]: text },
      annotations: [{ result, was_cancelled: false, ground_truth: false }],
      predictions: [],
    },
  };
  if (without) yield problem({ item, line }, 'control.none', 'label');
}

/** The text of the tokens and where each starts, in code points; sentences are on lines of their own. */
function joinTokens(sentences: readonly Token[][]): { text: string; starts: number[] } {
  const starts: number[] = [];
  let text = '';
  let length = 0;
  const put = (piece: string): void => {
    text += piece;
    length += codePointLength(piece);
  };
  for (const [n, sentence] of sentences.entries()) {
    if (n > 0) put('\n');
    for (const [m, token] of sentence.entries()) {
      if (m > 0 && !meetWithoutBlank(sentence[m - 1]?.text ?? '', token.text)) put(' ');
      starts.push(length);
      put(token.text);
    }
  }
  return { text, starts };
}

const meetWithoutBlank = (left: string, right: string): boolean =>
  UNSPACED.test([...left].at(-1) ?? '') && UNSPACED.test([...right][0] ?? '');

interface Entity {
  /** Numbers of its first and last token in the document. */
  first: number;
  last: number;
  type: string;
}

function entitiesOf(sentences: readonly Token[][]): Entity[] {
  const out: Entity[] = [];
  let at = 0;
  for (const sentence of sentences) {
    let open: Entity | undefined;
    for (const token of sentence) {
      const [mark, type] = [token.tag?.[0] ?? 'O', token.tag?.slice(2) ?? ''];
      const begins = mark === 'B' || mark === 'S' || mark === 'U';
      if (mark === 'O') open = undefined;
      else if (open && !begins && open.type === type) open.last = at;
      else out.push((open = { first: at, last: at, type }));
      if (mark === 'S' || mark === 'U' || mark === 'E' || mark === 'L') open = undefined;
      at += 1;
    }
  }
  return out;
}
