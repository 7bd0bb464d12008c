import type { Domain, Modality } from './card-schema.ts';

/** Words that speak for a domain; a record is of the domain with most of its words, if any. */
const domainWords: readonly (readonly [Domain, RegExp])[] = [
  [
    'transport',
    /^(gtfs.*|transit|transport(ation)?|traffic|mobility|aviation|rail(way)?|shipping|交通.*|运输.*|民航|铁路)$/,
  ],
  [
    'marine',
    /^(oceans?|marine|sea.*|.* (ocean|sea)|plankton|coastal|fisher(y|ies)|atlantic.*|baltic.*|bathymetry|海洋.*|渔业)$/,
  ],
  [
    'meteorology',
    /^(weather|climate.*|meteorolog.*|atmosphere.*|temperature|precipitation|wind|forecast|reanalysis|water-vapor|.*atmosphere.*|product type: reanalysis|气象.*|气候.*|天气)$/,
  ],
  [
    'health',
    /^(health.*|public[- ]health|medic(al|ine)|cancer|disease.*|epidemiology|clinical|hospital.*|covid.*|sars-cov-2|医疗.*|卫生.*|健康.*|疾病.*)$/,
  ],
  [
    'agriculture',
    /^(agricultur.*|crops?|farm.*|food( security)?|soil.*|livestock|农业.*|农村.*|粮食)$/,
  ],
  [
    'finance',
    /^(financ.*|bank(ing)?|stocks?|bonds?|insurance|securities|money|exchange-rates?|monetary.*|金融.*|银行.*|证券.*|保险.*|货币.*)$/,
  ],
  ['education', /^(educat.*|schools?|universit.*|students?|教育.*|学校.*)$/],
  ['manufacturing', /^(manufactur.*|industr(y|ial.*)|factory|制造.*|工业.*)$/],
  [
    'human-resources',
    /^(employment|labou?r.*|wages?|jobs?|human[- ]resources|就业.*|劳动.*|人力资源.*)$/,
  ],
  [
    'culture-tourism',
    /^(cultur.*|touris.*|museum.*|heritage|art|music|films?|文化.*|旅游.*|文物.*)$/,
  ],
  [
    'government',
    /^(governance|government.*|census|demographics|population|statistics|statistical-yearbook|provincial-statistics|economics|gdp|cpi|trade|elections?|统计.*|省级统计|人口.*|政府.*|政务.*|经济.*)$/,
  ],
  [
    'scientific-research',
    /^(life sciences|physics|biology|genom.*|genetic.*|bioinformatics|chemistry|astronomy|science|research|biodiversity|earth observation|satellite[- ]imagery|geophysical|科研.*|科学.*|生物.*|物理.*|化学.*)$/,
  ],
];

/** The domain that a record's own keywords speak for; `other` when they speak for none. */
export function guessDomain(keywords: readonly string[]): Domain {
  let best: Domain = 'other';
  let most = 0;
  const words = keywords.map((k) => k.trim().toLowerCase());
  for (const [domain, pattern] of domainWords) {
    const hits = words.filter((w) => pattern.test(w)).length;
    if (hits > most) [best, most] = [domain, hits];
  }
  return best;
}

const modalityWords: readonly (readonly [Modality, RegExp])[] = [
  ['tabular', /^(gtfs.*|tabular.*|table|csv|parquet)$/],
  [
    'geospatial',
    /^(geospatial|satellite[- ]imagery|earth observation|landsat.*|modis|sentinel.*|cog|stac|lidar|elevation|land[- ]?cover|spatial coverage: .*|gis)$/,
  ],
  ['image', /^(computer vision|image.*|imaging|object-detection)$/],
  [
    'text',
    /^(text-.*|.*question-answering|fill-mask|translation|token-classification|language-modeling|named-entity-recognition|summarization|natural language processing|nlp|.*文本.*|.*问答.*|阅读理解|机器翻译|情感分析|ner|nli)$/,
  ],
  ['audio', /^(audio.*|speech.*|automatic-speech-recognition|music|语音.*)$/],
  ['video', /^(video.*)$/],
  ['time-series', /^(time[- ]series.*)$/],
  ['graph', /^(graph.*|network analysis)$/],
];

/** Modalities that a record's own keywords name. */
export function guessModality(keywords: readonly string[]): Modality[] {
  const words = keywords.map((k) => k.trim().toLowerCase());
  return modalityWords.filter(([, pattern]) => words.some((w) => pattern.test(w))).map(([m]) => m);
}

const task =
  /^(text-classification|text-generation|question-answering|fill-mask|translation|token-classification|language-modeling|named-entity-recognition|summarization|sentiment-classification|image-classification|object-detection|image-segmentation|automatic-speech-recognition|audio-classification|tabular-classification|tabular-regression|time-series-forecasting|multiple-choice|zero-shot-classification|table-question-answering|conversational|sentence-similarity|text-retrieval|feature-extraction)$/;

/** Keywords that are names of learning tasks. */
export const tasksAmong = (keywords: readonly string[]): string[] =>
  keywords.map((k) => k.trim().toLowerCase()).filter((k) => task.test(k));
