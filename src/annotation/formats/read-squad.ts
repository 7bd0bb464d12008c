import type { ConfigModel, ResultItem } from '../region.ts';
import { codePointLength, textOffsets } from './code-points.ts';
import { problem, type ImportItem, type ImportPlace, type ImportSource } from './import-item.ts';
import { importTargets, type ImportTargets } from './import-targets.ts';
import { parseJson } from './parse-json.ts';
import { listOf, regionOfSpan, taskItem } from './span-items.ts';
import { splitJson } from './split-json.ts';
import { isObject, type Json } from './task-of-value.ts';

/**
 * Reads question answering in SQuAD form (CMRC 2018, DRCD): a context is a task, each answer a span labelled `answer`
 * with its question in `meta`. Offsets are code points. An answer that does not stand at its offset is reported by
 * the number of its question, from 1, and left out: never moved.
 */
export async function* readSquad(
  source: ImportSource,
  config?: ConfigModel,
): AsyncGenerator<ImportItem> {
  const targets = importTargets(config);
  let question = 0;
  for await (const piece of splitJson(source)) {
    if (piece.kind === 'member' || ('member' in piece && piece.member !== 'data')) continue;
    if (piece.kind === 'broken') {
      yield problem({ item: question + 1, line: piece.line }, 'json.unfinished', 'item');
      return;
    }
    const article = parseJson(piece.text);
    if (!isObject(article)) {
      yield problem({ item: question + 1, line: piece.line }, 'json.syntax', 'item');
      continue;
    }
    for (const paragraph of listOf(article['paragraphs'])) {
      if (!isObject(paragraph) || typeof paragraph['context'] !== 'string') {
        yield problem({ item: question + 1, line: piece.line }, 'task.noText', 'item');
        continue;
      }
      const qas = listOf(paragraph['qas']).filter(isObject);
      const place = { item: question + 1, line: piece.line };
      yield* itemsOfParagraph(paragraph['context'], qas, place, targets);
      question += qas.length;
    }
  }
}

function* itemsOfParagraph(
  text: string,
  qas: readonly Json[],
  place: ImportPlace,
  targets: ImportTargets,
): Generator<ImportItem> {
  const result: ResultItem[] = [];
  const problems: ImportItem[] = [];
  const offsets = textOffsets(text);
  for (const [n, qa] of qas.entries()) {
    const here = { ...place, item: place.item + n };
    const answers = listOf(qa['answers']).filter(isObject);
    if (answers.length === 0) problems.push(problem(here, 'squad.answer', 'nothing'));
    for (const answer of answers) {
      const said = textOf(answer['text']);
      const start = Number(answer['answer_start']);
      const end = start + codePointLength(said);
      const span = { start, end, label: 'answer', text: said };
      const made = regionOfSpan(span, offsets, result.length + 1, targets);
      if (typeof made === 'string') problems.push(problem(here, made, 'label', textOf(qa['id'])));
      else result.push({ ...made, meta: { text: [textOf(qa['question'])] } });
    }
  }
  yield taskItem(text, result, place, targets, {});
  yield* problems;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
