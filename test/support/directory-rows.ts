import type { EntryRow } from '#src/selection/directory/queries.ts';

const names = [
  [
    '台湾海峡海洋环境多源观测与预报训练数据集',
    'Multi-source marine observations of the Taiwan Strait',
  ],
  ['闽南语方言语音识别语料库', 'Speech corpus of the Min Nan dialect'],
  [
    '福建省城市道路交通流量、信号配时与公共交通客流一体化时空训练数据集（含2019—2025年逐分钟数据）',
    'Integrated spatio-temporal training data of urban traffic flow, signal timing and public transport ridership, by the minute from 2019 to 2025',
  ],
  ['武夷山国家公园生物多样性图像数据集', 'Images of biodiversity in Wuyishan National Park'],
] as const;
const bodies = [
  ['福建省海洋数据中心有限公司', 'Fujian Ocean Data Centre Co., Ltd'],
  [
    '厦门大学附属第一医院医学影像与人工智能联合实验室',
    'Joint Laboratory of Medical Imaging, Xiamen',
  ],
  ['泉州市人工智能产业研究院', 'Quanzhou Institute of AI Industries'],
] as const;

/** Entries of the directory as its files show them: long and short names, joint holders, all states. */
export const directoryRows = (n: number): EntryRow[] =>
  Array.from({ length: n }, (_, at) => {
    const [zh, en] = names[at % names.length] ?? names[0];
    const holders = bodies.slice(0, (at % 3) + 1);
    const slot = (at % 10) + 1;
    const year = 2026 + Math.floor(at / 10);
    return {
      id: `01990000-0000-7000-8000-${String(at + 1).padStart(12, '0')}`,
      year,
      slot,
      title_zh: zh,
      title_en: en,
      semver: '1.2.0',
      state: at === 5 ? 'revoked' : 'listed',
      organisations: holders.map(([nameZh, nameEn], h) => ({
        slug: `org-${h}`,
        name: { zh: nameZh, en: nameEn },
      })),
      published_at: new Date(Date.UTC(year, 10, 20, 2)),
      valid_to: `${year + 3}-11-20`,
      given_at: new Date(Date.UTC(year, 10, 20, 2)),
      org_slug: 'org-0',
      dataset_name: `set-${at + 1}`,
    } as unknown as EntryRow;
  });
