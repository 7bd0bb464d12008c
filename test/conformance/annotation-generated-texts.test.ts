import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConll } from '#src/annotation/formats/read-conll.ts';
import { readLabelStudio } from '#src/annotation/formats/read-label-studio.ts';
import { readSpacy } from '#src/annotation/formats/read-spacy.ts';
import type { ConfigModel, Region } from '#src/annotation/region.ts';
import { collect } from '#test/support/annotation-fixtures.ts';
import { exported, stored, streamOf } from '#test/support/annotation-tasks.ts';

/* JSON and spaCy come back exactly; CoNLL loses white space, so texts and spans are compared without it. */

const texts: ConfigModel = {
  controls: [{ name: 'span', tag: 'Labels', type: 'labels', toName: ['text'], labels: [] }],
  objects: [{ name: 'text', tag: 'Text', value: 'text' }],
};

const regionsOf = (task: { annotations: { result: unknown[] }[] }): Region[] =>
  task.annotations.flatMap((a) => a.result) as Region[];

const piece = fc.oneof(
  fc.constantFrom(
    '中文',
    '。',
    '😀',
    '👨‍👩‍👧',
    '🇨🇳',
    'שלום',
    'مرحبا',
    '\u202b',
    ' ',
    '\n',
    '\t',
    'don’t',
    '𠮷',
    'é',
    'e\u0301',
    '-DOCSTART-',
    '3.14',
    '\u00a0',
    '한국어',
    'かな',
  ),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const textTask = fc
  .array(piece, { minLength: 1, maxLength: 12 })
  .map((pieces) => pieces.join('').replaceAll('\uFFFD', '?')) // that sign is reported as a broken encoding
  .filter((text) => text !== '')
  .chain((text) => {
    const at = fc.nat({ max: [...text].length });
    const span = fc.tuple(at, at, fc.constantFrom('人', 'ORG', 'B-x', '😀', 'a/b'));
    return fc.tuple(fc.constant(text), fc.array(span, { maxLength: 5 }));
  });

interface Span {
  start: number;
  end: number;
  text: string;
  labels: string[];
}
const bare = (text: string): string => text.replaceAll(/\s+/g, '');

/** Of spans in order, those that do not overlap one before. */
function first(all: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of all.toSorted((a, b) => a.start - b.start || b.end - a.end))
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  return kept;
}

test('10,000 generated texts through JSON, spaCy and CoNLL', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(textTask, { minLength: 1, maxLength: 2 }), async (given) => {
      const wanted = given.map(([text, list]) =>
        list
          .map(([a, b, held]): Span => {
            const [start, end] = [Math.min(a, b), Math.max(a, b)];
            const said = [...text].slice(start, end).join('');
            return { start, end, text: said, labels: [held] };
          })
          .filter((span) => span.text.trim() !== ''),
      );
      const tasks = stored(
        given.map(([text], n) => ({
          data: { text },
          annotations: [
            {
              result: wanted[n]!.map((value, m) => ({
                id: `r${m + 1}`,
                from_name: 'span',
                to_name: 'text',
                type: 'labels',
                value: { ...value },
              })),
            },
          ],
          predictions: [],
        })),
      );
      const json = await collect(
        readLabelStudio(streamOf((await exported('JSON', tasks, texts)).text), texts),
      );
      expect([stored(json.tasks), json.problems]).toEqual([tasks, []]);
      const key = ({ start, end, text, labels: [held] }: Span) =>
        JSON.stringify([start, end, text, held]);
      const spacy = await exported('SPACY', tasks, texts);
      const back = await collect(readSpacy(streamOf(spacy.text), texts));
      expect(
        back.tasks.map((task) =>
          regionsOf(task)
            .map((r) => key(r.value as never))
            .toSorted(),
        ),
      ).toEqual(wanted.map((spans) => spans.map(key).toSorted()));
      const conll = await exported('CONLL2003', tasks, texts);
      const again = await collect(
        readConll(streamOf(conll.text), { unit: 'document', config: texts }),
      );
      const brief = again.tasks.map((task) => [
        bare(String(task.data['text'])),
        regionsOf(task).map(({ value }) => [bare(String(value['text'])), value['labels']]),
      ]);
      expect([brief, again.problems]).toEqual([
        given
          .map(([text], n) => [bare(text), first(wanted[n]!).map((s) => [bare(s.text), s.labels])])
          .filter(([text]) => text !== ''),
        [],
      ]);
    }),
    { numRuns: 10_000 },
  );
}, 1_200_000);
