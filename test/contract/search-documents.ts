import type { Search, SearchDocument, SearchResult, SearchScope } from '#src/ports/search.ts';

export const uuid = (n: number): string =>
  `019a1111-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
export const ours = uuid(0xa00001);
export const theirs = uuid(0xa00002);
export const publicOnly: SearchScope = { orgIds: [], all: false };

/** A document with everything empty but what is given. */
export function documentOf(n: number, given: Partial<SearchDocument>): SearchDocument {
  return {
    id: uuid(n),
    orgId: ours,
    org: 'ours',
    orgTitle: '我们的单位',
    name: `set-${n}`,
    titleZh: '',
    titleEn: '',
    descriptionZh: '',
    descriptionEn: '',
    keywords: [],
    readme: '',
    domain: 'other',
    modality: ['table'],
    tasks: [],
    formats: ['csv'],
    licence: 'CC-BY-4.0',
    languages: ['zh'],
    sizeBytes: 500,
    years: [2024],
    visibility: 'public',
    recommendedIn: null,
    publishedAt: new Date(Date.UTC(2026, 0, 1 + n)),
    updatedAt: new Date(Date.UTC(2026, 0, 1 + n)),
    downloads: n,
    ...given,
  };
}

/** A small catalogue in both languages and both scripts. */
export const library: readonly SearchDocument[] = [
  documentOf(1, {
    titleZh: '新能源汽车充电桩位置数据',
    titleEn: 'EV charging station locations',
    descriptionZh: '全省充电桩的经纬度与功率。',
    domain: 'transport',
    formats: ['csv', 'geojson'],
    modality: ['geospatial'],
    languages: ['zh', 'en'],
    years: [2023, 2024],
    keywords: ['充电桩', 'electric vehicles'],
  }),
  documentOf(2, {
    titleZh: '動力電池退役數據',
    descriptionZh: '電動汽車動力電池回收與梯次利用。',
    domain: 'manufacturing',
    formats: ['parquet'],
    licence: 'CC0-1.0',
    sizeBytes: 5e8,
    keywords: ['電池'],
  }),
  documentOf(3, {
    titleEn: 'Brain tumour segmentation masks',
    descriptionEn: 'Expert segmentation of MRI scans.',
    domain: 'health',
    modality: ['image'],
    formats: ['png'],
    languages: ['en'],
    sizeBytes: 5e9,
    keywords: ['segmentation', 'medical imaging'],
    downloads: 900,
  }),
  documentOf(4, {
    titleZh: 'COVID-19 疫情日报',
    titleEn: 'Daily COVID-19 reports',
    descriptionZh: '各市州新冠疫情每日病例。',
    domain: 'health',
    languages: ['zh', 'en'],
    years: [2020, 2021],
    keywords: ['COVID-19', '疫情'],
  }),
  documentOf(5, {
    titleEn: 'GPT-4 dialogue preferences',
    descriptionEn: 'Human preferences over pairs of GPT-4 answers.',
    domain: 'research',
    modality: ['text'],
    formats: ['jsonl'],
    languages: ['en'],
    keywords: ['dialogue'],
  }),
  documentOf(6, {
    titleZh: '茶叶病虫害图像',
    descriptionZh: '茶园采集的病虫害照片，含标注。',
    domain: 'agriculture',
    modality: ['image'],
    formats: ['jpg'],
    sizeBytes: 2e10,
    recommendedIn: 2025,
  }),
  documentOf(7, {
    titleZh: '省级气象站逐小时观测',
    descriptionZh: '气温、降水、风速。',
    domain: 'meteorology',
    formats: ['csv', 'parquet'],
    org: 'theirs',
    orgId: theirs,
    orgTitle: '气象局',
    licence: 'CC0-1.0',
    downloads: 5000,
  }),
  documentOf(8, {
    titleZh: '核磁共振脑部影像',
    titleEn: 'Brain MRI volumes',
    descriptionEn: 'Images of cities and studies of brains.',
    domain: 'health',
    modality: ['image'],
    formats: ['nifti'],
    visibility: 'gated',
    languages: ['zh', 'en'],
  }),
];

/** Only `theirs` may find these; each would betray itself by a word that occurs nowhere else. */
export const secrets: readonly SearchDocument[] = [
  documentOf(20, {
    titleEn: 'Zirconium stockpile ledger',
    titleZh: '锆矿储备台账',
    keywords: ['zirconium'],
    domain: 'finance',
    org: 'theirs',
    orgId: theirs,
    orgTitle: '气象局',
    visibility: 'organisation',
  }),
  documentOf(21, {
    titleEn: 'Brain segmentation, internal',
    keywords: ['segmentation'],
    domain: 'health',
    org: 'theirs',
    orgId: theirs,
    orgTitle: '气象局',
    visibility: 'organisation',
  }),
];

export const idsOf = (result: SearchResult): string[] => result.hits.map((hit) => hit.id);

/** All ids of a query, page by page; `between` runs after each page. */
export async function allPages(
  search: Search,
  query: Parameters<Search['search']>[0],
  between: (page: number) => Promise<void> = async () => {},
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 200; page += 1) {
    const result = await search.search(
      { ...query, ...(cursor === undefined ? {} : { cursor }) },
      publicOnly,
    );
    ids.push(...idsOf(result));
    if (result.next === undefined) return ids;
    cursor = result.next;
    await between(page);
  }
  throw new Error('paging does not end');
}

export async function* streamOf(
  documents: readonly SearchDocument[],
): AsyncGenerator<SearchDocument> {
  yield* documents;
}
