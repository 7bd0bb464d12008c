import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#src/kernel/errors.ts';
import type { Highlight, Search } from '#src/ports/search.ts';
import { searchChangesSuite } from './search-changes-suite.ts';
import { checkPieces } from './search-pieces.ts';
import { searchPagingSuite } from './search-paging-suite.ts';
import { searchScopeSuite } from './search-scope-suite.ts';
import { idsOf, library, publicOnly, secrets, streamOf, uuid } from './search-documents.ts';

const marked = (h: Highlight | undefined): string[] =>
  (h?.ranges ?? []).map(([from, to]) => h?.text.slice(from, to) ?? '');

/** What every search adapter must do; `open` gives one that holds nothing. */
export function searchSuite(open: () => Search): void {
  let search: Search;
  const find = (text: string) => search.search({ text }, publicOnly);
  beforeAll(async () => {
    search = open();
    await search.rebuild(streamOf([...library, ...secrets]));
  });

  describe('finding', () => {
    it('is ready', async () => {
      expect(await search.ready()).toBe(true);
    });
    it.each([
      ['充电桩', 1],
      ['charging station', 1],
      ['Charging Stations', 1],
      ['茶叶病虫害', 6],
      ['COVID-19 疫情', 4],
      ['covid19', 4],
      ['GPT-4', 5],
      ['gpt4 preferences', 5],
      ['ＧＰＴ－４', 5],
      ['气象局', 7],
      ['cities study', 8],
    ])('finds %s', async (text, n) => {
      expect(idsOf(await find(text))[0]).toBe(uuid(n));
    });
    it('finds a dataset by every two characters of its Chinese title', async () => {
      expect(await checkPieces((query) => search.search(query, publicOnly), library)).toEqual({
        asked: 43,
        missed: [],
      });
    });
    it('finds the beginning of a word', async () => {
      expect(idsOf(await find('segmen'))).toContain(uuid(3));
      expect(idsOf(await find('prefer'))).toContain(uuid(5));
    });
    it.each([
      ['数据', '數據', [1, 2]],
      ['动力电池', '動力電池', [2]],
      ['汽车', '汽車', [1, 2]],
    ])('%s and %s are the same', async (simplified, traditional, numbers) => {
      const expected = numbers.map(uuid).toSorted();
      expect(idsOf(await find(simplified)).toSorted()).toEqual(expected);
      expect(idsOf(await find(traditional)).toSorted()).toEqual(expected);
    });
    it('corrects a Latin typo and says so', async () => {
      const result = await find('segmantation');
      expect(idsOf(result)).toContain(uuid(3));
      if (result.corrected !== undefined) expect(result.corrected).toBe('segmentation');
    });
    it('finds by most of a long Chinese query what no dataset holds whole', async () => {
      expect(idsOf(await find('动力电池回收利用数据平台'))[0]).toBe(uuid(2));
    });
    it('ranks a title above a description', async () => {
      expect(idsOf(await find('segmentation'))[0]).toBe(uuid(3));
      expect(idsOf(await find('brain'))).toEqual(expect.arrayContaining([uuid(3), uuid(8)]));
    });
  });

  describe('what a query cannot do', () => {
    it.each([
      "'",
      "' & '",
      "a' | 'b",
      'foo:*',
      '!segmentation',
      '<->',
      '((((',
      '\\',
      "\\\\'",
      'a & ',
      "'; drop table search.document; --",
      '🙂',
      '\u0000',
      '%',
      '_',
      '∅',
      '*',
      '~domain=health',
      '^brain',
      '=x',
      'visibility = organisation',
      '"',
      'a"b OR id EXISTS',
      '\ud800',
    ])('%j is only text', async (text) => {
      const result = await find(text);
      expect(result.total).toBeLessThanOrEqual(library.length);
      expect(idsOf(result)).not.toContain(uuid(20));
    });
    it('ignores punctuation and emoji around words', async () => {
      expect(idsOf(await find('🙂 「茶叶」!!! (病虫害) 🙂'))[0]).toBe(uuid(6));
    });
    it('takes 1,000 characters and leaves out what is beyond', async () => {
      const long = `茶叶病虫害图像 ${'茶叶病虫害图像'.repeat(200)}`;
      expect(idsOf(await find(long.slice(0, 1_000)))).toEqual([uuid(6)]);
      expect(idsOf(await find(`${long.slice(0, 1_000)}qqqqqq`))).toEqual([uuid(6)]);
      expect(idsOf(await find('segmentation '.repeat(200)))).toEqual([uuid(3)]);
    });
    it('refuses a damaged cursor as the caller’s mistake', async () => {
      for (const cursor of [
        'x',
        'AAAA',
        btoa('["relevance","exact",1,"x",2]'),
        btoa('["newest","exact",1,1,"a"]'),
      ])
        await expect(search.search({ text: '数据', cursor }, publicOnly)).rejects.toBeInstanceOf(
          AppError,
        );
    });
    it('takes filter values as values', async () => {
      for (const value of ["x' | 'y", '" OR 1 = 1', '\\', '\u0000', "') --"])
        expect((await search.search({ filters: { domain: [value] } }, publicOnly)).total).toBe(0);
    });
  });

  describe('facets', () => {
    it('counts each facet with the other filters applied', async () => {
      const result = await search.search(
        { filters: { domain: ['health'], language: ['en'] } },
        publicOnly,
      );
      expect(idsOf(result).toSorted()).toEqual([uuid(3), uuid(4), uuid(8)]);
      expect(result.total).toBe(3);
      expect(result.facets.domain).toEqual([
        { value: 'health', count: 3 },
        { value: 'research', count: 1 },
        { value: 'transport', count: 1 },
      ]);
      expect(result.facets.language).toEqual([
        { value: 'en', count: 3 },
        { value: 'zh', count: 2 },
      ]);
      expect(result.facets.modality).toEqual([
        { value: 'image', count: 2 },
        { value: 'table', count: 1 },
      ]);
      expect(result.facets.visibility).toEqual([
        { value: 'public', count: 2 },
        { value: 'gated', count: 1 },
      ]);
    });
    it('widens within a facet', async () => {
      const result = await search.search(
        { filters: { format: ['geojson', 'parquet'] } },
        publicOnly,
      );
      expect(idsOf(result).toSorted()).toEqual([uuid(1), uuid(2), uuid(7)]);
      expect(result.facets.organisation).toEqual([
        { value: 'ours', count: 2 },
        { value: 'theirs', count: 1 },
      ]);
    });
    it('knows size, year, licence, organisation and recommendation', async () => {
      const of = async (filters: object) =>
        idsOf(await search.search({ filters }, publicOnly)).toSorted();
      expect(await of({ size: ['1GB-10GB', '10GB-100GB'] })).toEqual([uuid(3), uuid(6)]);
      expect(await of({ year: ['2020'] })).toEqual([uuid(4)]);
      expect(await of({ licence: ['CC0-1.0'], organisation: ['theirs'] })).toEqual([uuid(7)]);
      expect(await of({ recommended: ['2025'] })).toEqual([uuid(6)]);
      expect(await of({ visibility: ['gated'] })).toEqual([uuid(8)]);
    });
    it('goes together with words', async () => {
      const result = await search.search(
        { text: 'brain', filters: { modality: ['image'] } },
        publicOnly,
      );
      expect(result.facets.format.map((f) => f.value).toSorted()).toEqual(['nifti', 'png']);
    });
  });

  describe('empty results', () => {
    it('say which filter to drop, and what that gives', async () => {
      const result = await search.search(
        { text: '茶叶', filters: { domain: ['health'], modality: ['image'] } },
        publicOnly,
      );
      expect(result.total).toBe(0);
      expect(result.hits).toEqual([]);
      expect(result.loosen).toContainEqual({ drop: 'filter', facet: 'domain', total: 1 });
      expect(result.loosen?.some((l) => l.drop === 'filter' && l.facet === 'modality')).toBe(false);
    });
    it('say which word to drop', async () => {
      const result = await search.search(
        { text: '茶叶 qqqqqq', filters: { domain: ['agriculture'] } },
        publicOnly,
      );
      expect(result.total).toBe(0);
      expect(result.loosen).toEqual([{ drop: 'word', word: 'qqqqqq', total: 1 }]);
    });
    it('say nothing when something was found', async () => {
      expect((await find('茶叶')).loosen).toBeUndefined();
    });
  });

  describe('highlights', () => {
    it('mark Chinese and Latin words in the stored text', async () => {
      const chinese = (await find('充电桩')).hits[0];
      expect(marked(chinese?.highlights.titleZh)).toEqual(['充电桩']);
      expect(marked(chinese?.highlights.descriptionZh)).toEqual(['充电桩']);
      const latin = (await find('segmentation')).hits[0];
      expect(marked(latin?.highlights.titleEn)).toEqual(['segmentation']);
      expect(marked(latin?.highlights.descriptionEn)).toEqual(['segmentation']);
    });
    it('mark traditional text for a simplified query, and the other way round', async () => {
      expect(marked((await find('动力电池')).hits[0]?.highlights.titleZh)).toEqual(['動力電池']);
      expect(marked((await find('新能源汽車')).hits[0]?.highlights.titleZh)).toEqual([
        '新能源汽车',
      ]);
    });
    it('mark what matched after an emoji at the right place', async () => {
      await search.index([{ ...library[5]!, descriptionZh: '🍵𠮷 茶叶照片' }]);
      expect(marked((await find('茶叶')).hits[0]?.highlights.descriptionZh)).toEqual(['茶叶']);
      await search.index([library[5]!]);
    });
    it('cut a long text around the match', async () => {
      await search.index([
        {
          ...library[5]!,
          readme: `${'无关文字。'.repeat(200)}紫外灯诱捕${'其他内容。'.repeat(200)}`,
        },
      ]);
      const readme = (await find('紫外灯')).hits[0]?.highlights.readme;
      expect(marked(readme)).toEqual(['紫外灯']);
      expect(readme?.text.length).toBeLessThanOrEqual(320);
      await search.index([library[5]!]);
    });
  });

  describe('suggestions', () => {
    it('complete keywords and titles in both languages', async () => {
      expect(await search.suggest('segm', publicOnly)).toContainEqual({
        kind: 'keyword',
        text: 'segmentation',
      });
      expect((await search.suggest('tumo', publicOnly)).map((s) => s.text)).toContain(
        'Brain tumour segmentation masks',
      );
      expect((await search.suggest('茶叶', publicOnly)).map((s) => s.text)).toContain(
        '茶叶病虫害图像',
      );
      expect((await search.suggest('茶', publicOnly)).map((s) => s.text)).toContain(
        '茶叶病虫害图像',
      );
      expect((await search.suggest('動力', publicOnly)).map((s) => s.text)).toContain(
        '動力電池退役數據',
      );
    });
    it('are none for nothing, and at most as many as asked for', async () => {
      expect(await search.suggest('  ', publicOnly)).toEqual([]);
      expect((await search.suggest('数', publicOnly, 1)).length).toBe(1);
    });
  });

  searchChangesSuite(() => search);
  searchPagingSuite(() => search);
  searchScopeSuite(() => search);
}
