import { expect, test } from 'vitest';
import { answerProblems, draftProblems } from './answer-problems.ts';
import { isForm } from './check-form.ts';
import type { FormStep, Question } from './form-schema.ts';

const named = { title: '问题', 'x-title-en': 'Question' } as const;
const form = (properties: Record<string, Question>, required: string[] = []): FormStep[] => [
  {
    key: 'step',
    title: { zh: '步骤', en: 'Step' },
    schema: { type: 'object', properties, required, additionalProperties: false },
  },
];
const text: Question = { type: 'string', ...named, minLength: 2, maxLength: 4 };
const labels = { a: { zh: '甲', en: 'A' }, b: { zh: '乙', en: 'B' } };
const all = form(
  {
    text,
    day: { type: 'string', ...named, maxLength: 10, format: 'date' },
    mail: { type: 'string', ...named, maxLength: 200, format: 'email' },
    site: { type: 'string', ...named, maxLength: 200, format: 'uri' },
    pick: { type: 'string', ...named, maxLength: 9, enum: ['a', 'b'], 'x-enum-labels': labels },
    whole: { type: 'integer', ...named, minimum: 1, maximum: 9 },
    number: { type: 'number', ...named, minimum: 0, maximum: 1 },
    yes: { type: 'boolean', ...named, const: true },
    list: {
      ...{ type: 'array', ...named, minItems: 1, maxItems: 2, uniqueItems: true },
      ...{ items: { type: 'string', enum: ['a', 'b'] }, 'x-enum-labels': labels },
    },
    files: {
      ...{ type: 'array', ...named, maxItems: 2, uniqueItems: true, items: { type: 'string' } },
      'x-widget': 'file',
    },
  } as Record<string, Question>,
  ['text'],
);

test('the subset is closed: what it does not know is no form', () => {
  expect(isForm(all)).toBe(true);
  const bad = (question: object) => isForm(form({ q: { ...text, ...question } as Question }));
  expect(bad({ pattern: '(a+)+$' })).toBe(false);
  expect(bad({ type: 'object' })).toBe(false);
  expect(bad({ maxLength: 1e9 })).toBe(false);
  expect(bad({ minLength: 5 })).toBe(false);
  expect(bad({ enum: ['a'] })).toBe(false);
  expect(bad({ title: '' })).toBe(false);
  expect(isForm(form({ 'no-name': text }))).toBe(false);
  expect(isForm(form({ q: text }, ['other']))).toBe(false);
  expect(isForm([...form({ q: text }), ...form({ q: text })])).toBe(false);
  expect(isForm([])).toBe(false);
});

const wrong = (answers: Record<string, unknown>) =>
  answerProblems(all, { text: 'abc', ...answers }).map((p) => p.field);

test.each([
  ['text', ['a', 'abcde', 5, ['ab'], '   '], ['ab', '汉字', '𠮷𠮷𠮷𠮷']],
  ['day', ['2025-02-29', '2024-13-01', 'x'], ['2024-02-29']],
  ['mail', ['a', 'a b@c'], ['a@b.cn']],
  ['site', ['javascript:alert(1)', 'ftp://x'], ['https://example.cn/']],
  ['pick', ['c'], ['a']],
  ['whole', [0, 10, 1.5, '5', Number.NaN], [1, 9]],
  ['number', [-0.1, 1.1, Number.POSITIVE_INFINITY], [0, 0.5, 1]],
  ['yes', [false, 'true'], [true]],
  ['list', [['c'], ['a', 'a'], ['a', 'b', 'a'], 'a', [1]], [['a'], ['b', 'a']]],
])('%s takes what its schema says', (name, bad, good) => {
  for (const value of bad) expect(wrong({ [name]: value })).toEqual([`answers/${name}`]);
  for (const value of good) expect(wrong({ [name]: value })).toEqual([]);
});

test('what is needed and what is foreign are named, values are not', () => {
  expect(answerProblems(all, {})).toEqual([
    { field: 'answers/text', code: 'missing', message: 'is needed' },
  ]);
  const strange = JSON.parse('{"text":"abc","__proto__":"x"}') as Record<string, unknown>;
  expect(answerProblems(all, strange).map((p) => p.code)).toEqual(['unknown']);
});

test('a draft may be incomplete but not of another shape; files are attached, not answered', () => {
  expect(draftProblems(all, { text: 'a', whole: 100 })).toEqual([]);
  expect(draftProblems(all, { text: 1 }).map((p) => p.field)).toEqual(['answers/text']);
  expect(draftProblems(all, { files: ['x'] }).map((p) => p.field)).toEqual(['answers/files']);
});
