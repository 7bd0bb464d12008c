import { damaged } from '../change-file.ts';
import {
  columns,
  first,
  provenance,
  usGovernment,
  vega,
  type SeedDataset,
} from '../seed-dataset.ts';

const org = 'zhongbiao-annotation';

/** Culture, practice material and what an annotation vendor keeps to itself. */
export const vendorDatasets: readonly SeedDataset[] = [
  {
    org,
    name: 'football-results',
    card: {
      title: {
        zh: '欧洲五大联赛比赛结果（2013—2017）',
        en: 'Football results of five leagues, 2013-2017',
      },
      description: {
        zh: '英超、西甲、德甲、意甲与奥地利甲级联赛 6,508 场比赛的日期、主客队与比分。',
        en: 'Date, teams and score of 6,508 matches of the top divisions of England, Spain, Germany, Italy and Austria.',
      },
      domain: 'culture-tourism',
      modality: ['tabular'],
      tasks: ['classification', 'prediction'],
      keywords: ['足球', '体育', '比赛结果', '联赛', 'football', 'sports', 'results'],
      languages: ['en', 'de', 'es', 'it'],
      licence: { spdx: 'CC0-1.0', url: 'https://github.com/openfootball/football.json#license' },
      provenance: provenance('openfootball'),
      coverage: { from: '2013-07-20', to: '2017-05-28', place: 'Europe' },
      updateFrequency: 'once',
      homepage: 'https://github.com/openfootball/football.json',
      publisher: 'openfootball',
    },
    columns: columns([
      'date=比赛日|day',
      'division=联赛|division',
      'home_team=主队|home team',
      'away_team=客队|away team',
      'home_score=主队进球|goals of the home team',
      'away_score=客队进球|goals of the away team',
    ]),
    versions: first('football.json'),
  },
  {
    org,
    name: 'damaged-weather-table',
    card: {
      title: {
        zh: '含人为错误行的天气表（质检练习）',
        en: 'A weather table with broken rows, made on purpose',
      },
      description: {
        zh: '在西雅图逐日天气表中有意制造的错误：缺列、多列、未闭合引号、非法日期与乱入文字。用于练习数据质检和查看平台如何指出错误行；不可当作真实观测使用。同时提供未改动的原表作为答案。',
        en: 'Errors put into the daily weather of Seattle on purpose: missing and extra columns, an unclosed quote, impossible dates, stray text. For practising quality checks and seeing how broken rows are named by line; not to be used as observations. The untouched table is included as the key.',
      },
      domain: 'education',
      modality: ['tabular'],
      tasks: ['data-cleaning', 'quality-control'],
      keywords: ['数据质量', '错误行', '清洗练习', 'data quality', 'broken rows', 'exercise'],
      languages: ['en'],
      licence: usGovernment,
      provenance: `${provenance('NOAA National Climatic Data Center')}\n\n错误由本机构有意加入 / errors added on purpose by the provider.`,
      coverage: { from: '2012-01-01', to: '2015-12-31', place: 'Seattle' },
      updateFrequency: 'once',
      publisher: 'NOAA',
    },
    remark: {
      zh: '`damaged.csv` 中约每 200 行有一处人为错误；`original.csv` 为未改动的原表。',
      en: '`damaged.csv` holds one error on purpose in about every 200 rows; `original.csv` is the untouched table.',
    },
    versions: first(
      { ...vega('seattle-weather.csv', 'damaged.csv'), make: damaged },
      vega('seattle-weather.csv', 'original.csv'),
    ),
  },
  {
    org,
    name: 'annotator-training-capitals',
    visibility: 'organisation',
    card: {
      title: {
        zh: '标注员培训：州首府坐标核对',
        en: 'Annotator training: checking coordinates of capitals',
      },
      description: {
        zh: '内部培训用：请标注员核对五十个州首府的名称与坐标。仅本机构可见，用于演示机构内数据集。',
        en: 'For training inside the organisation: annotators check name and position of fifty state capitals. Visible to members only, which shows datasets of that kind.',
      },
      domain: 'education',
      modality: ['tabular', 'geospatial'],
      tasks: ['annotation-training'],
      keywords: ['标注培训', '坐标核对', 'annotation', 'training'],
      languages: ['en'],
      licence: {
        name: 'U.S. Public Domain (USGS)',
        url: 'https://www.usgs.gov/information-policies-and-instructions/copyrights-and-credits',
      },
      provenance: provenance('U.S. Geological Survey, The National Map'),
      coverage: { place: 'United States' },
      updateFrequency: 'once',
      publisher: 'U.S. Geological Survey',
    },
    versions: first('us-state-capitals.json'),
  },
];
