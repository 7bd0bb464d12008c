import {
  columns,
  first,
  provenance,
  usGovernment,
  vega,
  type SeedDataset,
} from '../seed-dataset.ts';
import { firstRows } from '../change-file.ts';

const org = 'strait-ocean-institute';

/** Sea, weather, earth and life. */
export const natureDatasets: readonly SeedDataset[] = [
  {
    org,
    name: 'mauna-loa-co2',
    card: {
      title: { zh: '莫纳罗亚大气二氧化碳月均浓度', en: 'Atmospheric CO2 at Mauna Loa, monthly' },
      description: {
        zh: '夏威夷莫纳罗亚观测站自 1958 年 3 月起的大气二氧化碳月均摩尔分数，含去除季节变化后的值，单位为百万分之一（ppm）。',
        en: 'Monthly mole fraction of atmospheric CO2 at the Mauna Loa Observatory, Hawaii, from March 1958, as measured and with the seasonal cycle removed, in parts per million.',
      },
      domain: 'meteorology',
      modality: ['tabular', 'time-series'],
      tasks: ['forecasting'],
      keywords: ['二氧化碳', '温室气体', '气候变化', 'CO2', 'Keeling curve', 'climate'],
      languages: ['en'],
      licence: { spdx: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
      provenance: provenance('Scripps CO2 Program, primary Mauna Loa record'),
      collectionMethod:
        'Continuous in-situ infrared gas analysis; 2012 SIO manometric mole fraction scale.',
      coverage: {
        from: '1958-03-01',
        to: '2020-04-30',
        place: 'Mauna Loa, Hawaii',
        bbox: [-155.58, 19.53, -155.57, 19.54],
      },
      updateFrequency: 'once',
      homepage: 'https://scrippsco2.ucsd.edu/data/atmospheric_co2/primary_mlo_co2_record',
      publisher: 'Scripps Institution of Oceanography',
      citation: 'C. D. Keeling et al., Scripps CO2 Program, Scripps Institution of Oceanography.',
    },
    columns: columns([
      'Date=月份首日|first day of the month',
      'CO2=实测值，ppm|as measured, ppm',
      'adjusted CO2=去季节后的值，ppm|seasonally adjusted, ppm',
    ]),
    versions: first('co2-concentration.csv'),
  },
  {
    org,
    name: 'global-temperature-anomaly',
    card: {
      title: {
        zh: '全球地表温度距平（1880—2023）',
        en: 'Global surface temperature anomaly, 1880-2023',
      },
      description: {
        zh: 'NASA 戈达德空间研究所的全球陆海表面年均温度距平（摄氏度）。本数据集分三个版本发布，可比较各版本之间的差异。',
        en: 'Annual land-ocean temperature index of NASA GISS in degrees Celsius relative to its base period. Published in three versions, so that versions can be compared.',
      },
      domain: 'meteorology',
      modality: ['tabular', 'time-series'],
      tasks: ['forecasting', 'trend-analysis'],
      keywords: ['气温', '全球变暖', '距平', 'temperature', 'GISTEMP', 'climate'],
      languages: ['en'],
      licence: usGovernment,
      provenance: provenance('NASA Goddard Institute for Space Studies, GISTEMP v4'),
      coverage: {
        from: '1880-01-01',
        to: '2023-12-31',
        place: '全球 / World',
        bbox: [-180, -90, 180, 90],
      },
      updateFrequency: 'yearly',
      homepage: 'https://data.giss.nasa.gov/gistemp/',
      publisher: 'NASA Goddard Institute for Space Studies',
    },
    columns: columns(['year=年份|year', 'temp=温度距平，℃|anomaly, degrees Celsius']),
    versions: [
      {
        version: '1.0.0',
        notes: '1880—2000 年。\n\nThe years 1880 to 2000.',
        files: [{ ...vega('global-temp.csv'), make: firstRows(122) }],
      },
      {
        version: '1.1.0',
        notes: '补充至 2015 年。\n\nExtended to 2015.',
        files: [{ ...vega('global-temp.csv'), make: firstRows(137) }],
      },
      {
        version: '2.0.0',
        notes:
          '补充至 2023 年，并增加同期二氧化碳浓度供对照。\n\nExtended to 2023; CO2 at Mauna Loa added for comparison.',
        files: [
          vega('global-temp.csv'),
          vega('co2-concentration.csv', 'comparison/co2-concentration.csv'),
        ],
      },
    ],
  },
  {
    org,
    name: 'seattle-new-york-weather',
    card: {
      title: {
        zh: '西雅图与纽约逐日天气（2012—2015）',
        en: 'Daily weather of Seattle and New York, 2012-2015',
      },
      description: {
        zh: '两座城市四年的逐日降水、最高与最低气温、平均风速和天气类型，另附西雅图逐时气候平均值。天气类型由原始字段合成，适合教学。',
        en: 'Four years of daily precipitation, temperatures, wind and weather type of two cities, with hourly climate normals of Seattle. The weather type is synthesised from several source fields and meant for teaching.',
      },
      domain: 'meteorology',
      modality: ['tabular', 'time-series'],
      tasks: ['classification', 'forecasting'],
      keywords: ['天气', '降水', '气温', '风速', 'weather', 'precipitation', 'NOAA'],
      languages: ['en'],
      licence: usGovernment,
      provenance: provenance('NOAA National Climatic Data Center, Climate Data Online'),
      coverage: { from: '2012-01-01', to: '2015-12-31', place: 'Seattle; New York' },
      updateFrequency: 'once',
      homepage: 'https://www.ncdc.noaa.gov/cdo-web/',
      publisher: 'NOAA',
    },
    columns: columns([
      'location=城市|city',
      'date=日期|day',
      'precipitation=降水，毫米|mm',
      'temp_max=最高气温，℃|maximum, degrees Celsius',
      'temp_min=最低气温，℃|minimum, degrees Celsius',
      'wind=平均风速，米/秒|mean wind, m/s',
      'weather=天气类型|type',
    ]),
    versions: first(
      'weather.csv',
      vega('seattle-weather-hourly-normals.csv', 'normals/seattle-hourly.csv'),
    ),
  },
  {
    org,
    name: 'earthquakes-one-week',
    card: {
      title: {
        zh: '全球地震一周实录（2018 年 2 月）',
        en: 'Earthquakes of one week, February 2018',
      },
      description: {
        zh: '美国地质调查局实时目录中 2018 年 1 月 31 日至 2 月 7 日的 1,703 次地震事件，含震级、深度、时间和位置（GeoJSON）。地名文字为来源原文。',
        en: 'The 1,703 seismic events of all magnitudes in the USGS real-time catalogue from 31 January to 7 February 2018, with magnitude, depth, time and place, as GeoJSON. Place names are those of the source.',
      },
      domain: 'marine',
      modality: ['geospatial'],
      tasks: ['event-detection', 'visualisation'],
      keywords: ['地震', '震级', '地质灾害', 'earthquake', 'seismology', 'USGS', 'GeoJSON'],
      languages: ['en'],
      licence: {
        name: 'U.S. Public Domain (USGS)',
        url: 'https://www.usgs.gov/information-policies-and-instructions/copyrights-and-credits',
      },
      provenance: provenance('USGS Earthquake Hazards Program, feed all_week'),
      coverage: {
        from: '2018-01-31',
        to: '2018-02-07',
        place: '全球 / World',
        bbox: [-180, -90, 180, 90],
      },
      updateFrequency: 'once',
      homepage: 'https://earthquake.usgs.gov/earthquakes/feed/',
      publisher: 'U.S. Geological Survey',
    },
    columns: columns([
      'properties.mag=震级|magnitude',
      'properties.place=位置描述|place',
      'properties.time=时间，毫秒|milliseconds since 1970',
      'geometry.coordinates=经度、纬度、深度（千米）|longitude, latitude, depth in km',
    ]),
    versions: first(vega('earthquakes.json', 'earthquakes.geojson')),
  },
  {
    org,
    name: 'palmer-penguins',
    card: {
      title: { zh: '帕默群岛企鹅形态测量', en: 'Penguins of the Palmer Archipelago' },
      description: {
        zh: '南极帕默站长期生态研究记录的 344 只阿德利、帽带与巴布亚企鹅的喙长、喙厚、鳍长、体重和性别，常用于分类教学。',
        en: 'Bill, flipper, mass and sex of 344 Adelie, chinstrap and gentoo penguins recorded by Palmer Station LTER, Antarctica; a favourite for teaching classification.',
      },
      domain: 'scientific-research',
      modality: ['tabular'],
      tasks: ['classification', 'clustering'],
      keywords: ['企鹅', '南极', '生态', '形态学', 'penguins', 'Antarctica', 'ecology'],
      languages: ['en'],
      licence: { spdx: 'CC0-1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
      provenance: provenance('Palmer Station Antarctica LTER and K. B. Gorman; palmerpenguins'),
      coverage: {
        from: '2007-01-01',
        to: '2009-12-31',
        place: 'Palmer Archipelago, Antarctica',
        bbox: [-65, -65.5, -63.5, -64],
      },
      updateFrequency: 'once',
      homepage: 'https://allisonhorst.github.io/palmerpenguins/',
      publisher: 'Palmer Station Antarctica LTER',
      citation:
        'Gorman KB, Williams TD, Fraser WR (2014). Ecological sexual dimorphism and environmental variability within a community of Antarctic penguins. PLoS ONE 9(3): e90081.',
    },
    versions: first('penguins.json'),
  },
  {
    org,
    name: 'global-precipitation-2016',
    card: {
      title: {
        zh: '2016 年全球年降水格网',
        en: 'Annual precipitation of the world, 2016, gridded',
      },
      description: {
        zh: '按 1 度经纬网格给出的 2016 年全球年降水量，由气候预报系统第二版生成；JSON 中为行优先排列的格点值和网格说明。',
        en: 'Annual precipitation of 2016 on a grid of one degree, from the Climate Forecast System version 2; grid values in row order with the grid description, as JSON.',
      },
      domain: 'meteorology',
      modality: ['geospatial'],
      tasks: ['visualisation'],
      keywords: ['降水', '格网', '再分析', 'precipitation', 'grid', 'CFSv2'],
      licence: {
        name: 'Public domain (U.S. National Weather Service)',
        url: 'https://www.weather.gov/disclaimer/',
      },
      provenance: provenance('NOAA Climate Forecast System Version 2'),
      coverage: {
        from: '2016-01-01',
        to: '2016-12-31',
        place: '全球 / World',
        bbox: [-180, -81, 180, 87],
      },
      updateFrequency: 'once',
      homepage: 'https://www.cpc.ncep.noaa.gov/products/people/wwang/cfsv2_fcst_history/',
      publisher: 'NOAA',
    },
    versions: first(vega('annual-precip.json', 'grid/annual-precip.json')),
  },
  {
    org,
    name: 'wildlife-habitat-by-county',
    card: {
      title: {
        zh: '四种野生动物分县栖息地占比',
        en: 'Year-round habitat of four species by county',
      },
      description: {
        zh: '美国本土各县内美国知更鸟、白尾鹿、美国牛蛙和束带蛇全年栖息地所占面积比例，由 30 米分辨率栖息地图叠加县界计算。',
        en: 'Share of each county of the contiguous United States that is year-round habitat of the American robin, white-tailed deer, American bullfrog and common gartersnake, from habitat maps of 30 m.',
      },
      domain: 'scientific-research',
      modality: ['tabular', 'geospatial'],
      tasks: ['regression', 'visualisation'],
      keywords: ['栖息地', '生物多样性', '野生动物', 'habitat', 'biodiversity', 'species'],
      languages: ['en'],
      licence: usGovernment,
      provenance: provenance(
        'USGS Gap Analysis Project species habitat maps; US Census county boundaries',
      ),
      coverage: { place: 'Contiguous United States', bbox: [-124.8, 24.4, -66.9, 49.4] },
      updateFrequency: 'once',
      homepage: 'https://www.usgs.gov/programs/gap-analysis-project',
      publisher: 'U.S. Geological Survey',
    },
    columns: columns([
      'item_id=来源条目|source item',
      'common_name=俗名|common name',
      'scientific_name=学名|scientific name',
      'county_id=县代码（FIPS）|FIPS county code',
      'habitat_yearround_pct=栖息地占比，0—1|share, 0 to 1',
    ]),
    versions: first('species.csv'),
  },
];
