import { expect, test } from 'vitest';
import { found, item, span } from '#test/support/label-items.ts';

test.each<[string, unknown, string[]]>([
  [
    'two of one choice',
    [item('mood', 'text', 'choices', { choices: ['Good', 'Bad'] })],
    ['0:r1 tooManyChoices'],
  ],
  [
    'an unknown choice',
    [item('mood', 'text', 'choices', { choices: ['Fine'] })],
    ['0:r1 labelUnknown'],
  ],
  [
    'one question answered twice',
    [
      item('mood', 'text', 'choices', { choices: ['Good'] }, 'a'),
      item('mood', 'text', 'choices', { choices: ['Bad'] }, 'b'),
    ],
    ['1:b answeredTwice'],
  ],
  [
    'choices that are no list',
    [item('mood', 'text', 'choices', { choices: 'Good' })],
    ['0:r1 valueWrong'],
  ],
  [
    'a path that leads nowhere',
    [item('tax', 'text', 'taxonomy', { taxonomy: [['Apple', 'Fruit']] })],
    ['0:r1 pathUnknown'],
  ],
  [
    'too many paths',
    [item('tax', 'text', 'taxonomy', { taxonomy: [['Fruit'], ['Fruit'], ['Fruit']] })],
    ['0:r1 maxUsages'],
  ],
  [
    'two texts where one is allowed',
    [item('note', 'text', 'textarea', { text: ['a', 'b'] })],
    ['0:r1 maxUsages'],
  ],
  ['a number out of range', [item('num', 'text', 'number', { number: 10 })], ['0:r1 numberRange']],
  ['a number that is none', [item('num', 'text', 'number', { number: '5' })], ['0:r1 valueWrong']],
  ['too many stars', [item('stars', 'text', 'rating', { rating: 5 })], ['0:r1 numberRange']],
  ['neither side', [item('pair', 'text', 'pairwise', { selected: 'both' })], ['0:r1 valueWrong']],
  [
    'an order of other things',
    [item('rank', 'list', 'ranker', { ranker: ['x', 'z'] })],
    ['0:r1 rankedUnknown'],
  ],
  [
    'an order with one thing missing',
    [item('rank', 'list', 'ranker', { ranker: ['x'] })],
    ['0:r1 rankedIncomplete'],
  ],
  [
    'an order with one thing twice',
    [item('rank', 'list', 'ranker', { ranker: ['x', 'x'] })],
    ['0:r1 rankedIncomplete'],
  ],
  [
    'an answer about no region',
    [item('sex', 'text', 'choices', { choices: ['F'] }, 'gone')],
    ['0:gone regionMissing'],
  ],
  [
    'a relation to nothing',
    [
      span({ start: 0, end: 1 }, 'a'),
      { type: 'relation', from_id: 'a', to_id: 'b', direction: 'bi' },
    ],
    ['1:- relationEnd'],
  ],
  [
    'a relation to itself',
    [
      span({ start: 0, end: 1 }, 'a'),
      { type: 'relation', from_id: 'a', to_id: 'a', direction: 'bi' },
    ],
    ['1:- relationSelf'],
  ],
  [
    'a relation sideways, of a new kind',
    [
      span({ start: 0, end: 1 }, 'a'),
      span({ start: 1, end: 2 }, 'b'),
      { type: 'relation', from_id: 'a', to_id: 'b', direction: 'up', labels: ['likes'] },
    ],
    ['2:- relationDirection', '2:- labelUnknown'],
  ],
])('%s', (_, result, wanted) => {
  expect(found(result)).toEqual(wanted);
});
