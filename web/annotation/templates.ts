import { language } from '../i18n/language.ts';

/** The kinds of work a project can start from. */
export type TemplateKey =
  | 'image-boxes'
  | 'image-polygons'
  | 'image-classes'
  | 'text-spans'
  | 'text-relations'
  | 'text-classes'
  | 'audio-transcription'
  | 'table-rows'
  | 'pairwise'
  | 'ranking'
  | 'dialogue';

export const templateKeys: readonly TemplateKey[] = [
  'image-boxes',
  'image-polygons',
  'image-classes',
  'text-spans',
  'text-relations',
  'text-classes',
  'audio-transcription',
  'table-rows',
  'pairwise',
  'ranking',
  'dialogue',
];

interface Template {
  /** Label Studio XML with labels in the reader's language. */
  readonly config: () => string;
  /** A task it can be tried on. */
  readonly sample: () => Record<string, unknown>;
}

const say = (zh: string, en: string): string => (language() === 'zh' ? zh : en);

/** Colours that can be told apart by people who see red and green alike. */
export const labelColours = [
  '#0f7b6c',
  '#c2410c',
  '#1d4ed8',
  '#a16207',
  '#7c3aed',
  '#be185d',
  '#0e7490',
  '#4d7c0f',
];

const options = (tag: 'Label' | 'Choice', names: readonly (readonly [string, string])[]): string =>
  names
    .map(([zh, en], at) => {
      const colour =
        tag === 'Label' ? ` background="${labelColours[at % labelColours.length]}"` : '';
      return `    <${tag} value="${say(zh, en)}" hotkey="${at + 1}"${colour}/>`;
    })
    .join('\n');

const view = (...lines: string[]): string => `<View>\n${lines.join('\n')}\n</View>\n`;

const article = (): string =>
  say(
    '林语堂1895年生于福建漳州，曾任教于厦门大学。2019年，漳州的林语堂纪念馆重新开放。',
    'Lin Yutang was born in Zhangzhou, Fujian, in 1895 and taught at Xiamen University.',
  );

const people: readonly (readonly [string, string])[] = [
  ['人物', 'Person'],
  ['地点', 'Place'],
  ['机构', 'Organisation'],
  ['时间', 'Time'],
];

export const templates: Readonly<Record<TemplateKey, Template>> = {
  'image-boxes': {
    config: () =>
      view(
        '  <Image name="image" value="$image"/>',
        '  <RectangleLabels name="box" toName="image">',
        options('Label', [
          ['汽车', 'Car'],
          ['行人', 'Pedestrian'],
          ['自行车', 'Bicycle'],
        ]),
        '  </RectangleLabels>',
      ),
    sample: () => ({ image: 'sample' }),
  },
  'image-polygons': {
    config: () =>
      view(
        '  <Image name="image" value="$image"/>',
        '  <PolygonLabels name="area" toName="image">',
        options('Label', [
          ['农田', 'Field'],
          ['水体', 'Water'],
          ['建筑', 'Building'],
        ]),
        '  </PolygonLabels>',
      ),
    sample: () => ({ image: 'sample' }),
  },
  'image-classes': {
    config: () =>
      view(
        '  <Image name="image" value="$image"/>',
        '  <Choices name="class" toName="image" choice="single" required="true">',
        options('Choice', [
          ['合格', 'Good'],
          ['有缺陷', 'Defective'],
          ['看不清', 'Unclear'],
        ]),
        '  </Choices>',
      ),
    sample: () => ({ image: 'sample' }),
  },
  'text-spans': {
    config: () =>
      view(
        '  <Labels name="entity" toName="text">',
        options('Label', people),
        '  </Labels>',
        '  <Text name="text" value="$text"/>',
      ),
    sample: () => ({ text: article() }),
  },
  'text-relations': {
    config: () =>
      view(
        '  <Labels name="entity" toName="text">',
        options('Label', people),
        '  </Labels>',
        '  <Relations>',
        `    <Relation value="${say('出生于', 'born in')}"/>`,
        `    <Relation value="${say('任职于', 'works for')}"/>`,
        '  </Relations>',
        '  <Text name="text" value="$text"/>',
      ),
    sample: () => ({ text: article() }),
  },
  'text-classes': {
    config: () =>
      view(
        '  <Text name="text" value="$text"/>',
        '  <Choices name="class" toName="text" choice="single" required="true">',
        options('Choice', [
          ['正面', 'Positive'],
          ['中性', 'Neutral'],
          ['负面', 'Negative'],
        ]),
        '  </Choices>',
      ),
    sample: () => ({
      text: say(
        '茶汤清亮，回甘明显，就是包装简单了些。',
        'A clear brew with a sweet finish; the packaging is plain.',
      ),
    }),
  },
  'audio-transcription': {
    config: () =>
      view(
        '  <Audio name="audio" value="$audio"/>',
        '  <Labels name="part" toName="audio">',
        options('Label', [
          ['语音', 'Speech'],
          ['噪声', 'Noise'],
        ]),
        '  </Labels>',
        `  <Header value="${say('所选片段的文字', 'Words of the selected part')}"/>`,
        '  <TextArea name="words" toName="audio" perRegion="true" maxSubmissions="1"/>',
      ),
    sample: () => ({ audio: 'sample' }),
  },
  'table-rows': {
    config: () =>
      view(
        '  <Table name="row" value="$row"/>',
        '  <Choices name="right" toName="row" choice="single" required="true">',
        options('Choice', [
          ['正确', 'Right'],
          ['错误', 'Wrong'],
          ['不确定', 'Unsure'],
        ]),
        '  </Choices>',
        '  <TextArea name="note" toName="row" maxSubmissions="1"/>',
      ),
    sample: () => ({
      row: {
        [say('站点', 'Station')]: say('平潭', 'Pingtan'),
        [say('日期', 'Day')]: '2026-07-01',
        [say('海温（℃）', 'Sea temperature (°C)')]: 26.4,
        [say('浪高（米）', 'Wave height (m)')]: 1.2,
      },
    }),
  },
  pairwise: {
    config: () =>
      view(
        '  <Text name="question" value="$question"/>',
        '  <Pairwise name="better" toName="first,second"/>',
        '  <Text name="first" value="$first"/>',
        '  <Text name="second" value="$second"/>',
      ),
    sample: () => ({
      question: say('福州的市花是什么？', 'Which flower stands for Fuzhou?'),
      first: say('福州的市花是茉莉花。', 'The jasmine.'),
      second: say('福州有很多花。', 'Fuzhou has many flowers.'),
    }),
  },
  ranking: {
    config: () =>
      view(
        '  <Text name="query" value="$query"/>',
        `  <List name="results" value="$items" title="${say('从最相关排到最不相关', 'Most relevant first')}"/>`,
        '  <Ranker name="rank" toName="results"/>',
      ),
    sample: () => ({
      query: say('福建海洋观测数据', 'ocean observation data of Fujian'),
      items: [
        { id: 'a', title: say('台湾海峡浮标观测', 'Buoys of the Taiwan Strait') },
        { id: 'b', title: say('福建省气象站点', 'Weather stations of Fujian') },
        { id: 'c', title: say('全球海温格点', 'Sea temperature of the globe') },
      ],
    }),
  },
  dialogue: {
    config: () =>
      view(
        '  <Paragraphs name="dialogue" value="$dialogue" layout="dialogue" nameKey="author" textKey="text"/>',
        '  <ParagraphLabels name="part" toName="dialogue">',
        options('Label', [
          ['提问', 'Question'],
          ['答非所问', 'Off topic'],
        ]),
        '  </ParagraphLabels>',
        '  <Choices name="solved" toName="dialogue" choice="single" required="true">',
        options('Choice', [
          ['已解决', 'Solved'],
          ['未解决', 'Not solved'],
        ]).replaceAll(/hotkey="(\d)"/gu, (_, key: string) => `hotkey="${Number(key) + 2}"`),
        '  </Choices>',
      ),
    sample: () => ({
      dialogue: [
        {
          author: say('用户', 'Visitor'),
          text: say('数据集可以商用吗？', 'May I use the data in a product?'),
        },
        {
          author: say('客服', 'Support'),
          text: say('可以，请遵守页面上的许可证。', 'Yes, under the licence shown on its page.'),
        },
      ],
    }),
  },
};
