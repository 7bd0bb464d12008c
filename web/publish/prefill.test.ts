import { expect, test } from 'vitest';
import { splitList } from './list-field.tsx';
import { prefill } from './prefill.ts';
import { suggestName } from './suggest-name.ts';

const readme =
  '---\nlicense: mit\n---\n# 说明\n\n![图](a.png)\n\n福建沿海浮标\n逐小时观测。\n\n第二段。';

test('what is missing comes from the files', () => {
  expect(prefill({ title: { zh: '甲' } }, ['csv', 'png', 'csv', 'other'], readme)).toEqual({
    card: {
      title: { zh: '甲' },
      modality: ['tabular', 'image'],
      readme,
      description: { zh: '福建沿海浮标 逐小时观测。' },
      languages: ['zh'],
    },
    filled: ['modality', 'readme', 'description', 'languages'],
  });
});

test('what a person wrote stays', () => {
  const card = {
    title: { en: 'A' },
    modality: ['text' as const],
    readme: 'mine',
    description: { en: 'mine' },
    languages: ['en'],
  };
  expect(prefill(card, ['csv'], '# theirs\n\nTheirs.')).toEqual({ card, filled: [] });
});

test('an English README describes in English', () => {
  expect(prefill({ title: {} }, [], '# Title\n\nHourly values.').card.description).toEqual({
    en: 'Hourly values.',
  });
});

test('a short name is made of the English title', () => {
  expect(
    ['Sea surface temperature, 2026', 'Café — données', '中文', 'x'.repeat(90)].map(suggestName),
  ).toEqual(['sea-surface-temperature-2026', 'cafe-donnees', '', 'x'.repeat(60)]);
});

test('lists split at commas of both languages', () => {
  expect(splitList('海温， 盐度、浮标;海温,, sst')).toEqual(['海温', '盐度', '浮标', 'sst']);
});
