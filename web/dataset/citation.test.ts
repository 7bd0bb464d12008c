import { expect, test } from 'vitest';
import { apa, bibtex, gbt7714, type Citable } from './citation.ts';

const citable: Citable = {
  author: '福建省海洋预报台',
  title: '福建近岸海表温度与盐度观测数据集',
  publisher: '榕数',
  version: '1.1.0',
  publishedAt: '2026-10-08T02:00:00.000Z',
  url: 'https://hub.example.cn/d/fj-meteo/sst/v/1.1.0',
  accessedOn: '2026-11-23',
  key: 'fj-meteo/sst',
};

test('GB/T 7714 names author, title, version, type, publisher, dates and address', () => {
  expect(gbt7714(citable)).toBe(
    '福建省海洋预报台. 福建近岸海表温度与盐度观测数据集: V1.1.0[DS/OL]. 榕数, 2026 (2026-10-08)[2026-11-23]. https://hub.example.cn/d/fj-meteo/sst/v/1.1.0.',
  );
});

test('APA names the version and the kind', () => {
  expect(apa({ ...citable, author: 'Acme Inc.', title: 'Sea & sky', publisher: 'Banyan' })).toBe(
    'Acme Inc. (2026). Sea & sky (Version 1.1.0) [Data set]. Banyan. https://hub.example.cn/d/fj-meteo/sst/v/1.1.0',
  );
});

test('BibTeX has a plain key and escapes what TeX would read', () => {
  expect(
    bibtex({ ...citable, author: 'R&D_Lab {50%}', title: 'A\\B #1', publisher: 'Banyan' }),
  ).toBe(
    [
      '@misc{fj-meteo-sst-1.1.0,',
      '  author = {{R\\&D\\_Lab \\{50\\%\\}}},',
      '  title = {{A\\textbackslash{}B \\#1}},',
      '  year = {2026},',
      '  version = {1.1.0},',
      '  publisher = {{Banyan}},',
      '  howpublished = {Data set},',
      '  url = {https://hub.example.cn/d/fj-meteo/sst/v/1.1.0},',
      '  urldate = {2026-11-23},',
      '}',
    ].join('\n'),
  );
});
