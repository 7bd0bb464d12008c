import { describe, expect, test } from 'vitest';
import { agreementOf, type AgreementKind } from './agreement-of.ts';
import type { LabelRegion } from './region-marks.ts';

const task = (...results: (readonly LabelRegion[])[]) => ({
  answers: results.map((result, i) => ({ annotator: `p${i}`, result })),
});
const values = (kind: AgreementKind, tasks: ReturnType<typeof task>[]) =>
  Object.fromEntries(
    agreementOf(kind, tasks, { replicates: 0 }).measures.map(({ name, value }) => [name, value]),
  );
const choice = (...choices: string[]): LabelRegion[] => [{ type: 'choices', value: { choices } }];
const span = (start: number, end: number, label = 'PER', id?: string): LabelRegion => ({
  ...(id === undefined ? {} : { id }),
  from_name: 'label',
  to_name: 'text',
  type: 'labels',
  value: { start, end, labels: [label] },
});

describe('agreement of Label Studio results', () => {
  test('choices: the order of clicking does not matter, no answer is missing', () => {
    const report = agreementOf(
      'choices',
      [
        task(choice('a', 'b'), choice('b', 'a')),
        task(choice('a'), choice('b')),
        task(choice('b'), choice('b')),
        task(choice('a'), []),
      ],
      { replicates: 200, seed: 3 },
    );
    expect(report).toMatchObject({ items: 4, compared: 3, annotators: 2, unread: 0 });
    expect(report.pairs).toEqual([
      {
        annotators: ['p0', 'p1'],
        items: 3,
        figures: {
          percent: 2 / 3,
          cohenKappa: expect.closeTo(1 / 2, 12) as number,
          gwetAc1: expect.closeTo(13 / 25, 12) as number,
        },
      },
    ]);
    expect(report.measures.map(({ name }) => name)).toEqual([
      'percent',
      'fleissKappa',
      'alpha:nominal',
      'cohenKappa',
      'gwetAc1',
    ]);
  });

  test('the same seed gives the same interval, and it holds the figure', () => {
    const tasks = Array.from({ length: 50 }, (_, i) =>
      task(choice(`${i % 3}`), choice(`${i % 4 === 0 ? 0 : i % 3}`)),
    );
    const [first, second] = [1, 1].map((seed) => agreementOf('choices', tasks, { seed }));
    expect(first).toEqual(second);
    for (const { value, low, high, replicates } of first?.measures ?? []) {
      expect(replicates).toBe(1000);
      expect((low as number) <= (value as number) && (value as number) <= (high as number)).toBe(
        true,
      );
    }
  });

  test('spans: exact and relaxed F1', () => {
    expect(
      values('spans', [
        task(
          [span(0, 4), span(10, 14), span(20, 24, 'ORG')],
          [span(0, 4), span(11, 14), span(20, 24)],
        ),
        task([], []),
      ]),
    ).toEqual({ percent: 1 / 2, exactF1: 2 / 6, relaxedF1: 4 / 6, meanIou: (1 + 3 / 4) / 2 });
  });

  test('boxes: split form, rotation in pixels, one-to-one matching', () => {
    const geometry = (id: string, x: number, rotation = 0): LabelRegion => ({
      id,
      type: 'rectangle',
      original_width: 200,
      original_height: 100,
      value: { x, y: 20, width: 20, height: 20, rotation },
    });
    const label = (id: string): LabelRegion => ({ id, type: 'labels', value: { labels: ['car'] } });
    const whole: LabelRegion = {
      type: 'rectanglelabels',
      original_width: 200,
      original_height: 100,
      value: { x: 20, y: 20, width: 20, height: 20, rotation: 0, rectanglelabels: ['car'] },
    };
    expect(values('boxes', [task([geometry('r', 20), label('r')], [whole])])).toEqual({
      percent: 1,
      f1: 1,
      meanIou: 1,
    });
    // 40 × 20 pixels turned by 90° about its top-left corner shares nothing with itself unturned.
    expect(values('boxes', [task([geometry('r', 20, 90)], [geometry('s', 20)])])).toEqual({
      percent: 0,
      f1: 0,
      meanIou: null,
    });
  });

  test('audio: the channel separates', () => {
    const region = (start: number, end: number, channel: number): LabelRegion => ({
      type: 'labels',
      value: { start, end, channel, labels: ['speech'] },
    });
    expect(
      values('audio', [
        task([region(0, 2, 0), region(4, 6, 1)], [region(0.5, 2.5, 0), region(4, 6, 0)]),
      ]),
    ).toEqual({ percent: 0, f1: 0.5, meanIou: 0.6 });
  });

  test('numbers: α interval and ratio; what cannot be read counts as absent', () => {
    const number = (value: number): LabelRegion[] => [{ type: 'number', value: { number: value } }];
    const report = values('numbers', [task(number(1), number(1)), task(number(2), number(3))]);
    expect(report).toEqual({
      percent: 1 / 2,
      'alpha:interval': expect.closeTo(1 - 6 / 22, 12) as number,
      'alpha:ratio': expect.closeTo(1 - 0.08 / ((2 * (2 / 9 + 1 / 2 + 1 / 25)) / 3), 12) as number,
    });
    const bad: LabelRegion = {
      type: 'polygonlabels',
      value: { points: [[1, 1]], polygonlabels: ['x'] },
    };
    expect(agreementOf('polygons', [task([bad], [])], { replicates: 0 })).toMatchObject({
      unread: 1,
    });
  });
});
