import { type } from 'arktype';
import { expect, test } from 'vitest';
import { AppError } from '#src/kernel/errors.ts';
import { Card } from './card-schema.ts';
import { checkClassification, checkedCard, publicationGaps } from './card.ts';

const full: Card = {
  title: { zh: '气象站观测', en: 'Weather stations' },
  description: { zh: '逐小时观测。' },
  domain: 'meteorology',
  licence: { spdx: 'cc-by-4.0' },
  languages: ['zh-hans', 'EN-gb'],
};

function problems(card: Card): string[] {
  try {
    checkedCard(card);
    return [];
  } catch (error) {
    if (error instanceof AppError) return error.errors.map((e) => `${e.field} ${e.code}`);
    throw error;
  }
}

test('licence and languages take their official spelling, empty members go', () => {
  expect(checkedCard({ ...full, keywords: [], citation: '' })).toEqual({
    ...full,
    licence: { spdx: 'CC-BY-4.0' },
    languages: ['zh-Hans', 'en-GB'],
  });
});

test('each broken rule is named', () => {
  expect(problems({ title: { zh: '  ' } })).toEqual(['card/title title']);
  expect(problems({ ...full, licence: { spdx: 'MIT-ish' } })).toEqual(['card/licence/spdx spdx']);
  expect(problems({ ...full, licence: { url: 'https://example.cn/terms' } })).toEqual([
    'card/licence licence',
  ]);
  expect(problems({ ...full, languages: ['zz-1'] })).toEqual(['card/languages language']);
  expect(problems({ ...full, readme: '据'.repeat(70_000) })).toEqual(['card/readme too_long']);
  expect(problems({ ...full, coverage: { from: '2024-02-30' } })).toEqual([
    'card/coverage/from day',
  ]);
  expect(problems({ ...full, coverage: { from: '2025-01-01', to: '2024-01-01' } })).toEqual([
    'card/coverage order',
  ]);
  expect(problems({ ...full, coverage: { bbox: [1, 5, 2, 4] } })).toEqual([
    'card/coverage/bbox order',
  ]);
});

test('the schema refuses unknown members and wrong values', () => {
  const fails = (value: unknown) => Card(value) instanceof type.errors;
  expect(fails(full)).toBe(false);
  expect(
    [
      { ...full, extra: 1 },
      { ...full, domain: 'space' },
      { ...full, homepage: 'javascript:alert(1)' },
      { ...full, coverage: { bbox: [0, 0, 181, 0] } },
      { ...full, title: {}, keywords: Array.from({ length: 61 }, () => 'k') },
      { description: {} },
    ].map(fails),
  ).toEqual([true, true, true, true, true, true]);
});

test('publication asks for title, description, licence, domain and data', () => {
  const gaps = (card: Card, files: number, url: string | null) =>
    publicationGaps(card, files, url).map((g) => g.field);
  expect(gaps(full, 1, null)).toEqual([]);
  expect(gaps(full, 0, 'https://example.cn/data')).toEqual([]);
  expect(gaps({ title: { en: 'x' } }, 0, null)).toEqual([
    'card/description',
    'card/licence',
    'card/domain',
    'files',
  ]);
  expect(gaps(full, 1, 'https://example.cn/data')).toEqual(['externalUrl']);
});

test('core and important data are never public', () => {
  const code = (run: () => void) => {
    try {
      run();
      return 'taken';
    } catch (error) {
      return (error as AppError).spec.code;
    }
  };
  const table = (['general', 'important', 'core'] as const).map((c) =>
    (['public', 'organisation', 'gated'] as const).map((v) =>
      code(() => checkClassification(c, v)),
    ),
  );
  const refused = 'catalog.importantNotPublic';
  expect(table).toEqual([
    ['taken', 'taken', 'taken'],
    [refused, 'taken', 'taken'],
    [refused, 'taken', 'taken'],
  ]);
});
