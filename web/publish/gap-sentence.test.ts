import { expect, test } from 'vitest';
import { publicationGaps } from '#src/catalog/card.ts';
import { setLanguage } from '../i18n/language.ts';
import { gapSentence } from './gap-sentence.ts';

test('every gap the catalogue can name has a Chinese sentence', () => {
  setLanguage('zh');
  const empty = publicationGaps({ title: {} }, 0, null);
  const both = publicationGaps({ title: {} }, 1, 'https://example.cn/data');
  expect([...empty, ...both.slice(-1)].map((gap) => [gap.field, gapSentence(gap)])).toEqual([
    ['card/title', '填写标题'],
    ['card/description', '填写中文或英文简介'],
    ['card/licence', '选定许可'],
    ['card/domain', '选择领域'],
    ['files', '至少上传一个文件，或填写外部地址'],
    ['externalUrl', '已有自己的文件，请清空外部地址'],
  ]);
});

test('a gap of a newer hub is told in its own words', () => {
  expect(gapSentence({ field: 'card/new', code: 'missing', message: 'needs more' })).toBe(
    'needs more',
  );
});
