import { describe, expect, test } from 'vitest';
import {
  box,
  config,
  found,
  item,
  problems,
  right,
  span,
  task,
} from '#test/support/label-items.ts';
import { checkResult } from './check-result.ts';
import type { LabelConfig } from './model.ts';
import { parseConfig } from './parse-config.ts';

test('the configuration of these cases is sound', () => {
  expect(problems.filter((one) => (one as { severity: string }).severity === 'error')).toEqual([]);
});

test('a right result of every kind has no problem', () => {
  expect(
    found([
      box(right, 'a'),
      box({ x: 90, y: 50, width: 30, height: 10, rotation: 45 }, 'b'),
      item(
        'shape',
        'img',
        'polygonlabels',
        {
          points: [
            [0, 0],
            [100, 0],
            [50, 100.0000000001],
          ],
          polygonlabels: ['Lake'],
        },
        'c',
      ),
      item(
        'point',
        'img',
        'keypointlabels',
        { x: 0, y: 100, width: 0.3, keypointlabels: ['Nose'] },
        'd',
      ),
      item(
        'brush',
        'img',
        'brushlabels',
        { format: 'rle', rle: [0, 255], brushlabels: ['Sky'] },
        'e',
      ),
      span({ start: 1, end: 2, text: '😀' }, 'f'),
      span({ start: 3, end: 5, text: '人名' }, 'g'),
      item('sex', 'text', 'choices', { choices: ['F'] }, 'f'),
      item('sound', 'clip', 'labels', { start: 0, end: 10.05, labels: ['Voice', 'Noise'] }, 'h'),
      item(
        'turn',
        'talk',
        'paragraphlabels',
        {
          start: '0',
          end: '0',
          startOffset: 3,
          endOffset: 4,
          text: '😀',
          paragraphlabels: ['Question'],
        },
        'i',
      ),
      item('mood', 'text', 'choices', { choices: ['Good'] }, 'j'),
      item('tags', 'text', 'choices', { choices: ['Old', 'New'] }, 'k'),
      item('tax', 'text', 'taxonomy', { taxonomy: [['Fruit', 'Apple'], ['Fruit']] }, 'l'),
      item('note', 'text', 'textarea', { text: ['ok'] }, 'm'),
      item('num', 'text', 'number', { number: 9 }, 'n'),
      item('stars', 'text', 'rating', { rating: 4 }, 'o'),
      item('pair', 'text', 'pairwise', { selected: 'left' }, 'p'),
      item('rank', 'list', 'ranker', { ranker: ['y', 'x'] }, 'q'),
      { type: 'relation', from_id: 'f', to_id: 'g', direction: 'right', labels: ['knows'] },
    ]),
  ).toEqual([]);
});

describe('every fault is told of the region it is in', () => {
  test.each<[string, unknown, string[]]>([
    ['no list', { result: [] }, ['-:- notArray']],
    ['no region', [7, null], ['0:- notRegion', '1:- notRegion']],
    ['no id', [{ ...box(right), id: undefined }], ['0:- idMissing']],
    ['one id twice', [box(right), box(right)], ['1:r1 idTaken']],
    [
      'a control that is not there',
      [item('other', 'img', 'rectanglelabels', right)],
      ['0:r1 controlUnknown'],
    ],
    ['another object', [{ ...box(right), to_name: 'text' }], ['0:r1 objectUnknown']],
    ['another type', [{ ...box(right), type: 'polygonlabels' }], ['0:r1 typeWrong']],
    ['no value', [{ ...box(right), value: null }], ['0:r1 valueWrong']],
    ['an unknown label', [box({ ...right, rectanglelabels: ['Tram'] })], ['0:r1 labelUnknown']],
    [
      'the value of a label that has an alias',
      [span({ start: 0, end: 1, labels: ['Person'] })],
      ['0:r1 labelUnknown'],
    ],
    ['no label', [box({ ...right, rectanglelabels: [] })], ['0:r1 labelMissing']],
    [
      'two labels where one is allowed',
      [box({ ...right, rectanglelabels: ['Car', 'Bus'] })],
      ['0:r1 tooManyChoices'],
    ],
    [
      'a label used too often',
      [box(right, 'a'), box(right, 'b'), box(right, 'c')],
      ['2:c maxUsages'],
    ],
    ['a box beyond the right edge', [box({ ...right, x: 81 })], ['0:r1 outsideImage']],
    ['a box left of the image', [box({ ...right, x: -1 })], ['0:r1 outsideImage']],
    [
      'a turned box that begins outside',
      [box({ ...right, x: 120, rotation: 30 })],
      ['0:r1 outsideImage'],
    ],
    ['a box without area', [box({ ...right, height: 0 })], ['0:r1 emptyShape']],
    ['a box of no numbers', [box({ ...right, x: '10' })], ['0:r1 valueWrong']],
    ['a box of no end', [box({ ...right, width: Number.NaN })], ['0:r1 valueWrong']],
    [
      'two points',
      [
        item('shape', 'img', 'polygonlabels', {
          points: [
            [0, 0],
            [1, 1],
          ],
          polygonlabels: ['Lake'],
        }),
      ],
      ['0:r1 fewPoints'],
    ],
    [
      'a corner outside',
      [
        item('shape', 'img', 'polygonlabels', {
          points: [
            [0, 0],
            [1, 1],
            [1, 101],
          ],
          polygonlabels: ['Lake'],
        }),
      ],
      ['0:r1 outsideImage'],
    ],
    [
      'points that are none',
      [item('shape', 'img', 'polygonlabels', { points: [[0, 0, 0]], polygonlabels: ['Lake'] })],
      ['0:r1 valueWrong'],
    ],
    [
      'a keypoint outside',
      [item('point', 'img', 'keypointlabels', { x: 101, y: 0, keypointlabels: ['Nose'] })],
      ['0:r1 outsideImage'],
    ],
    [
      'a mask of no bytes',
      [item('brush', 'img', 'brushlabels', { format: 'rle', rle: [256], brushlabels: ['Sky'] })],
      ['0:r1 valueWrong'],
    ],
    ['UTF-16 offsets', [span({ start: 4, end: 6, text: '人名' })], ['0:r1 pastEnd']],
    ['text from elsewhere', [span({ start: 2, end: 4, text: '人名' })], ['0:r1 textDiffers']],
    ['an end before the start', [span({ start: 2, end: 2 })], ['0:r1 offsetsWrong']],
    ['half offsets', [span({ start: 0.5, end: 2 })], ['0:r1 offsetsWrong']],
    ['negative offsets', [span({ start: -1, end: 2 })], ['0:r1 offsetsWrong']],
    [
      'past the end of the audio',
      [item('sound', 'clip', 'labels', { start: 0, end: 10.2, labels: ['Voice'] })],
      ['0:r1 pastAudioEnd'],
    ],
    [
      'times backwards',
      [item('sound', 'clip', 'labels', { start: 3, end: 2, labels: ['Voice'] })],
      ['0:r1 timesWrong'],
    ],
    [
      'a turn that nobody took',
      [
        item('turn', 'talk', 'paragraphlabels', {
          start: '2',
          end: '2',
          paragraphlabels: ['Question'],
        }),
      ],
      ['0:r1 pastEnd'],
    ],
    [
      'words past a turn’s end',
      [
        item('turn', 'talk', 'paragraphlabels', {
          start: '1',
          end: '1',
          startOffset: 0,
          endOffset: 4,
          paragraphlabels: ['Question'],
        }),
      ],
      ['0:r1 pastEnd'],
    ],
    [
      'words of another turn',
      [
        item('turn', 'talk', 'paragraphlabels', {
          start: '1',
          end: '1',
          startOffset: 0,
          endOffset: 3,
          text: 'Hi ',
          paragraphlabels: ['Question'],
        }),
      ],
      ['0:r1 textDiffers'],
    ],
  ])('%s', (_, result, wanted) => {
    expect(found(result)).toEqual(wanted);
  });

  test('one bad region hides no other', () => {
    expect(found([box({ ...right, x: 99 }, 'a'), span({ start: 0, end: 99 }, 'b')])).toEqual([
      '0:a outsideImage',
      '1:b pastEnd',
    ]);
  });

  test('the sentences say it in both languages', () => {
    expect(checkResult(config, task, [span({ start: 0, end: 99 })])).toEqual([
      {
        index: 0,
        regionId: 'r1',
        code: 'pastEnd',
        sentence: {
          zh: '终点 99 超出文本长度 5。',
          en: 'The end 99 is past the end of the text (5).',
        },
      },
    ]);
  });
});

test('names in a repeater stand for many', () => {
  const { config } = parseConfig(
    '<View><Repeater on="$pages" indexFlag="{{idx}}"><Image name="page_{{idx}}" value="$pages[{{idx}}]"/><RectangleLabels name="box_{{idx}}" toName="page_{{idx}}"><Label value="Car"/></RectangleLabels></Repeater></View>',
  ) as { config: LabelConfig };
  const at = (from: string) =>
    checkResult(config, task, [
      item(from, 'page_3', 'rectanglelabels', { ...right, rectanglelabels: ['Car'] }),
    ]).map((one) => one.code);
  expect([at('box_3'), at('box_x')]).toEqual([[], ['controlUnknown']]);
});

test('twenty thousand spans of a long text within a second', () => {
  const text = '😀人a '.repeat(50_000);
  const spans = Array.from({ length: 20_000 }, (_, i) =>
    span({ start: i * 8, end: i * 8 + 3, text: '😀人a' }, `s${i}`),
  );
  const started = performance.now();
  const told = checkResult(config, { data: { text } }, spans);
  expect([told, performance.now() - started < 2000]).toEqual([[], true]);
});
