import {
  columns,
  first,
  provenance,
  usGovernment,
  vega,
  type SeedDataset,
} from '../seed-dataset.ts';

const org = 'minjiang-manufacturing';
const dot = {
  name: 'U.S. DOT regulatory data (14 CFR Part 234), terms not stated',
  url: 'https://www.ecfr.gov/current/title-14/chapter-II/subchapter-A/part-234',
} as const;

/** Transport and energy. */
export const transportDatasets: readonly SeedDataset[] = [
  {
    org,
    name: 'us-airports',
    card: {
      title: { zh: '美国机场与航线架次', en: 'US airports and flights between them' },
      description: {
        zh: '3,376 座机场的代码、名称、城市和坐标，以及 2008 年机场两两之间的航班架次，可用于网络分析与流向图。',
        en: 'Code, name, city and position of 3,376 airports, and the number of flights of 2008 between each pair; for network analysis and flow maps.',
      },
      domain: 'transport',
      modality: ['tabular', 'geospatial', 'graph'],
      tasks: ['network-analysis', 'visualisation'],
      keywords: ['机场', '航线', '航班', '交通网络', 'airports', 'flights', 'network'],
      languages: ['en'],
      licence: usGovernment,
      provenance: provenance('Data.gov; U.S. Bureau of Transportation Statistics'),
      coverage: { from: '2008-01-01', to: '2008-12-31', place: 'United States' },
      updateFrequency: 'once',
      homepage: 'https://www.bts.gov/',
      publisher: 'U.S. Bureau of Transportation Statistics',
    },
    columns: columns([
      'iata=机场代码|airport code',
      'name=名称|name',
      'city=城市|city',
      'state=州|state',
      'country=国家|country',
      'latitude=纬度|latitude',
      'longitude=经度|longitude',
    ]),
    versions: first('airports.csv', 'flights-airport.csv'),
  },
  {
    org,
    name: 'flight-delays',
    card: {
      title: { zh: '航班延误样本（20 万条）', en: 'Flight delays, 200,000 rows' },
      description: {
        zh: '美国航空公司依法上报的准点数据样本：起飞时间、延误分钟数与航程距离。主文件为 Arrow 格式，另附 1 万条的 JSON 便于快速查看。',
        en: 'A sample of the on-time data that carriers must report: departure, delay in minutes and distance. The main file is Arrow; 10,000 rows are added as JSON for a quick look.',
      },
      domain: 'transport',
      modality: ['tabular', 'time-series'],
      tasks: ['regression', 'classification'],
      keywords: ['航班', '延误', '准点率', 'flight delay', 'on-time performance', 'Arrow'],
      languages: ['en'],
      licence: dot,
      provenance: provenance(
        'U.S. Bureau of Transportation Statistics, Reporting Carrier On-Time Performance',
      ),
      coverage: { from: '2001-01-01', to: '2001-12-31', place: 'United States' },
      updateFrequency: 'once',
      homepage: 'https://www.transtats.bts.gov/',
      publisher: 'U.S. Bureau of Transportation Statistics',
    },
    versions: first('flights-200k.arrow', vega('flights-10k.json', 'sample/flights-10k.json')),
  },
  {
    org,
    name: 'london-underground-lines',
    card: {
      title: { zh: '伦敦地铁线网（TopoJSON）', en: 'Lines of the London Underground' },
      description: {
        zh: '由开放街道图数据处理而成的伦敦地铁线路拓扑，共 394 段线要素，反映 2018 年 2 月的线网。',
        en: 'Topology of the lines of the London Underground made from OpenStreetMap: 394 line strings, as of February 2018.',
      },
      domain: 'transport',
      modality: ['geospatial', 'graph'],
      tasks: ['visualisation', 'network-analysis'],
      keywords: ['地铁', '轨道交通', '线网', 'metro', 'OpenStreetMap', 'TopoJSON'],
      languages: ['en'],
      licence: { spdx: 'ODbL-1.0', url: 'https://opendatacommons.org/licenses/odbl/1-0/' },
      provenance: provenance('© OpenStreetMap contributors, processed by oobrien/vis'),
      coverage: {
        from: '2018-02-04',
        to: '2018-02-04',
        place: 'London',
        bbox: [-0.62, 51.4, 0.26, 51.71],
      },
      updateFrequency: 'once',
      homepage: 'https://github.com/oobrien/vis',
      publisher: 'OpenStreetMap contributors',
    },
    versions: first(vega('londonTubeLines.json', 'london-tube-lines.topojson')),
  },
  {
    org,
    name: 'aircraft-bird-strikes',
    visibility: 'gated',
    card: {
      title: {
        zh: '航空器鸟击事件记录（申请访问演示）',
        en: 'Wildlife strikes of aircraft (gated for demonstration)',
      },
      description: {
        zh: '美国联邦航空管理局收到的一万起野生动物撞击航空器报告：机场、机型、损伤程度、飞行阶段、物种、速度与费用。原始数据是公开的，此处设为“申请访问”仅用于演示申请与审批流程。',
        en: 'Ten thousand reports of wildlife strikes received by the FAA: airport, aircraft, damage, phase of flight, species, speed and cost. The source is public; it is gated here only to show how access is asked for and granted.',
      },
      domain: 'transport',
      modality: ['tabular'],
      tasks: ['classification', 'risk-analysis'],
      keywords: ['鸟击', '航空安全', '野生动物', 'bird strike', 'aviation safety', 'FAA'],
      languages: ['en'],
      licence: {
        name: 'U.S. Government Work (public domain)',
        url: 'https://resources.data.gov/open-licenses/',
      },
      provenance: provenance('FAA Wildlife Strike Database'),
      coverage: { from: '1990-01-08', to: '2002-07-25', place: 'United States' },
      updateFrequency: 'once',
      homepage: 'https://wildlife.faa.gov',
      publisher: 'Federal Aviation Administration',
    },
    versions: first('birdstrikes.csv'),
  },
  {
    org,
    name: 'iowa-electricity',
    card: {
      title: {
        zh: '艾奥瓦州分能源发电量（2001—2017）',
        en: 'Electricity of Iowa by source, 2001-2017',
      },
      description: {
        zh: '艾奥瓦州化石燃料、核能与可再生能源的年净发电量（千兆瓦时），清楚显示风电的快速增长。',
        en: 'Annual net generation from fossil fuels, nuclear and renewables in thousand megawatthours; shows the rise of wind power.',
      },
      domain: 'manufacturing',
      modality: ['tabular', 'time-series'],
      tasks: ['forecasting', 'visualisation'],
      keywords: ['电力', '发电量', '可再生能源', '风电', 'electricity', 'renewables', 'energy'],
      languages: ['en'],
      licence: usGovernment,
      provenance: provenance('U.S. Energy Information Administration'),
      coverage: { from: '2001-01-01', to: '2017-12-31', place: 'Iowa' },
      updateFrequency: 'once',
      homepage: 'https://www.eia.gov/electricity/data/browser/',
      publisher: 'U.S. Energy Information Administration',
    },
    columns: columns([
      'year=年份首日|first day of the year',
      'source=能源|source',
      'net_generation=净发电量，千兆瓦时|thousand MWh',
    ]),
    versions: first('iowa-electricity.csv'),
  },
];
