import type { PreparedProject } from '#src/annotation/index.ts';
import type { PreparedEntry } from '#src/registers/index.ts';
import { packageFile } from '../package-file.ts';
import { rainPictures } from '../rain-picture.ts';

const org = 'strait-ocean-institute';

/** A listed base of the demonstration's vendor. */
export const demoBase: PreparedEntry = {
  register: 'annotation-bases',
  org: 'zhongbiao-annotation',
  name: { zh: '众标标注基地（示例）', en: 'Zhongbiao annotation base (demo)' },
  attributes: { place: '泉州', capacity: 120, specialities: ['image'] },
};

interface Feature {
  readonly properties: { readonly title: string; readonly type: string };
}

/** Titles of the week's earthquakes as the source writes them, forty with a place. */
async function earthquakes(): Promise<{ text: string }[]> {
  const bytes = await packageFile('vega-datasets/data/earthquakes.json');
  const { features } = JSON.parse(new TextDecoder().decode(bytes)) as { features: Feature[] };
  return features
    .filter(({ properties }) => properties.title.includes(' of '))
    .filter((_, at) => at % 30 === 0)
    .slice(0, 40)
    .map(({ properties }) => ({ text: properties.title }));
}

/** Two projects of a demand side, made from datasets it has published. */
export const demoProjects: readonly PreparedProject[] = [
  {
    org,
    title: '地震速报要素标注 / Parts of earthquake notices',
    description: '取自数据集“全球地震一周实录”。 From the dataset “Earthquakes of one week”.',
    labelConfig: `<View>
  <Labels name="part" toName="text">
    <Label value="震级 magnitude" background="#c2410c" hotkey="1"/>
    <Label value="距离方位 bearing" background="#0f766e" hotkey="2"/>
    <Label value="地点 place" background="#1d4ed8" hotkey="3"/>
  </Labels>
  <Text name="text" value="$text"/>
</View>
`,
    instructions:
      '# 规则 / Rules\n\n- 震级含字母 M：`M 2.0`。 The magnitude includes the letter M.\n- 距离与方位合为一段：`4km W of`。 Distance and direction are one span.\n- 地点到行末。 The place runs to the end of the line.',
    items: earthquakes,
    package: {
      title: '地震速报 40 条 / 40 earthquake notices',
      description: '向所有已审核的供应商开放。 Open to every approved vendor.',
      mode: 'open_claim',
      priceFen: '30' as never,
      requiredModalities: ['text'],
      aql: '2.5',
    },
  },
  {
    org,
    title: '降水图高值区标注 / Wet areas on maps of rain',
    description:
      '取自数据集“2016 年全球年降水格网”。 Drawn from the dataset “Annual precipitation of the world, 2016”.',
    labelConfig: `<View>
  <Image name="image" value="$image"/>
  <RectangleLabels name="area" toName="image">
    <Label value="多雨区 wet" background="#1d4ed8" hotkey="1"/>
    <Label value="干旱区 dry" background="#b45309" hotkey="2"/>
  </RectangleLabels>
</View>
`,
    instructions:
      '# 规则 / Rules\n\n颜色越深降水越多。框出深蓝与沙色的大片区域。 The darker, the wetter. Draw boxes around large dark and sand-coloured areas.',
    items: async () => rainPictures(await packageFile('vega-datasets/data/annual-precip.json')),
    package: {
      title: '降水图 12 幅 / 12 maps of rain',
      description: '由本机构人员标注。 Labelled by the institute’s own people.',
      mode: 'own_team',
    },
  },
];
