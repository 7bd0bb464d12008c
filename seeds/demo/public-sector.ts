import { divisionsCsv, holidaysCsv, inGb18030 } from '../change-file.ts';
import { columns, first, provenance, vega, type SeedDataset } from '../seed-dataset.ts';

const org = 'public-data-centre';
const divisions = 'china-area-data/data.json';
const holidays = 'chinese-days/dist/chinese-days.json';

/** Government, reference tables and maps. */
export const publicSectorDatasets: readonly SeedDataset[] = [
  {
    org,
    name: 'administrative-divisions',
    card: {
      title: {
        zh: '中国省市县行政区划代码（2019）',
        en: 'Administrative division codes of China, 2019',
      },
      description: {
        zh: '国家统计局 2019 年 10 月公布的省、市、县三级行政区划代码与名称。同一张表提供 UTF-8 与 GB18030 两种编码的 CSV，以及来源的 JSON，便于检验编码识别。',
        en: 'Codes and names of provinces, prefectures and counties as published by the National Bureau of Statistics in October 2019. The same table is given as CSV in UTF-8 and in GB18030, and as the JSON of the source.',
      },
      domain: 'government',
      modality: ['tabular'],
      tasks: ['entity-linking', 'geocoding'],
      keywords: [
        '行政区划',
        '区划代码',
        '省市县',
        '地名',
        'GB/T 2260',
        'administrative divisions',
        'GB18030',
      ],
      languages: ['zh-Hans'],
      licence: { spdx: 'MIT' },
      provenance: provenance('国家统计局，统计用区划代码（2019）', 'npm: china-area-data 5.0'),
      coverage: { from: '2019-10-31', to: '2019-10-31', place: '中国 / China' },
      updateFrequency: 'once',
      homepage: 'http://www.stats.gov.cn/sj/tjbz/tjyqhdmhcxhfdm/2019/index.html',
      publisher: '国家统计局（整理：china-area-data）',
    },
    columns: columns([
      '代码=六位行政区划代码|six-digit code',
      '名称=名称|name',
      '级别=省、市或县|province, prefecture or county',
      '上级代码=上一级的代码，省级为空|code of the level above',
    ]),
    versions: first(
      { path: '行政区划-utf8.csv', from: divisions, make: divisionsCsv },
      { path: '行政区划-gb18030.csv', from: divisions, make: (b) => inGb18030(divisionsCsv(b)) },
      { path: 'source/data.json', from: divisions },
    ),
  },
  {
    org,
    name: 'public-holidays',
    card: {
      title: {
        zh: '中国法定节假日与调休安排（2004—2026）',
        en: 'Public holidays of China with make-up days, 2004-2026',
      },
      description: {
        zh: '依据国务院办公厅历年通知整理的放假日、调休上班日和补休日，逐日一行；可用于工作日计算、客流与负荷预测的日历特征。',
        en: 'Days off, make-up working days and days in lieu, one row a day, compiled from the yearly notices of the General Office of the State Council; for counting working days and as a calendar feature of forecasts.',
      },
      domain: 'government',
      modality: ['tabular', 'time-series'],
      tasks: ['feature-engineering', 'forecasting'],
      keywords: ['节假日', '调休', '工作日', '日历', 'public holidays', 'working days', 'calendar'],
      languages: ['zh-Hans', 'en'],
      licence: { spdx: 'MIT' },
      provenance: provenance('国务院办公厅关于部分节假日安排的通知', 'npm: chinese-days 1.5'),
      coverage: { from: '2004-01-01', to: '2026-10-10', place: '中国 / China' },
      updateFrequency: 'yearly',
      homepage: 'https://github.com/vsme/chinese-days',
      publisher: 'chinese-days',
    },
    columns: columns([
      '日期=日期|day',
      '类型=放假、上班（调休）或补休|off, make-up working day or in lieu',
      '节日=节日|holiday',
      'holiday=英文名|English name',
    ]),
    versions: first(
      { path: 'holidays.csv', from: holidays, make: holidaysCsv },
      { path: 'holidays.json', from: holidays },
      { path: 'calendar/holidays.ics', from: 'chinese-days/dist/holidays.ics' },
    ),
  },
  {
    org,
    name: 'us-zip-codes',
    card: {
      title: { zh: '美国邮政编码坐标', en: 'US postal codes with coordinates' },
      description: {
        zh: '四万二千余个邮政编码的经纬度与所属城市、州、县，2017 年的 GeoNames 快照，已不再更新；用于地理编码教学。',
        en: 'Position, city, state and county of 42,000 postal codes: a GeoNames snapshot of 2017, no longer current; for teaching geocoding.',
      },
      domain: 'government',
      modality: ['tabular', 'geospatial'],
      tasks: ['geocoding'],
      keywords: ['邮政编码', '地理编码', '经纬度', 'zip code', 'GeoNames', 'geocoding'],
      languages: ['en'],
      licence: { spdx: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
      provenance: provenance('GeoNames postal codes'),
      coverage: { from: '2017-01-01', to: '2017-12-31', place: 'United States' },
      updateFrequency: 'once',
      homepage: 'https://download.geonames.org/export/zip/',
      publisher: 'GeoNames',
    },
    columns: columns([
      'zip_code=邮政编码（文本，可有前导零）|postal code as text, leading zeros kept',
      'latitude=纬度|latitude',
      'longitude=经度|longitude',
      'city=城市|city',
      'state=州|state',
      'county=县|county',
    ]),
    versions: first('zipcodes.csv'),
  },
  {
    org,
    name: 'london-boroughs',
    card: {
      title: { zh: '伦敦各自治市边界与中心点', en: 'London boroughs: boundaries and centroids' },
      description: {
        zh: '简化后的伦敦各自治市边界（TopoJSON）与中心点坐标，常用于分区统计地图教学。',
        en: 'Simplified boundaries of the London boroughs as TopoJSON, with their centroids; often used to teach choropleth maps.',
      },
      domain: 'government',
      modality: ['geospatial'],
      tasks: ['visualisation'],
      keywords: ['行政边界', '分区地图', '伦敦', 'boundaries', 'choropleth', 'TopoJSON'],
      languages: ['en'],
      licence: {
        spdx: 'OGL-UK-3.0',
        url: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
      },
      provenance: provenance(
        'London Datastore, statistical GIS boundary files; contains National Statistics and Ordnance Survey data © Crown copyright and database right 2015',
      ),
      coverage: { place: 'London', bbox: [-0.511, 51.286, 0.335, 51.692] },
      updateFrequency: 'once',
      homepage: 'https://data.london.gov.uk/dataset/statistical-gis-boundary-files-london',
      publisher: 'Greater London Authority',
    },
    versions: first(
      vega('londonBoroughs.json', 'london-boroughs.topojson'),
      vega('londonCentroids.json', 'centroids.json'),
    ),
  },
  {
    org,
    name: 'us-states-counties',
    card: {
      title: { zh: '美国州县边界与州首府', en: 'US states, counties and capitals' },
      description: {
        zh: '一千万分之一比例尺的州、县边界拓扑（TopoJSON），以及五十个州首府的坐标。',
        en: 'Topology of states and counties at 1:10,000,000 as TopoJSON, and the position of the fifty state capitals.',
      },
      domain: 'government',
      modality: ['geospatial'],
      tasks: ['visualisation'],
      keywords: ['边界', '州', '县', '首府', 'boundaries', 'counties', 'TopoJSON'],
      languages: ['en'],
      licence: { spdx: 'ISC', url: 'https://github.com/topojson/us-atlas/blob/master/LICENSE.md' },
      provenance: provenance(
        'US Census Bureau cartographic boundary files by way of us-atlas; USGS The National Map',
      ),
      coverage: { place: 'United States' },
      updateFrequency: 'once',
      homepage: 'https://github.com/topojson/us-atlas',
      publisher: 'us-atlas',
    },
    versions: first(
      vega('us-10m.json', 'us-10m.topojson'),
      vega('us-state-capitals.json', 'capitals.json'),
    ),
  },
];
