import type { CheckedTask } from '#src/annotation/labelling/checked-item.ts';
import { checkResult } from '#src/annotation/labelling/check-result.ts';
import type { LabelConfig } from '#src/annotation/labelling/model.ts';
import { parseConfig } from '#src/annotation/labelling/parse-config.ts';

/** A configuration with a control of every kind, a task for it, and items that can be right or wrong. */
export const { config, problems } = parseConfig(`<View>
  <Image name="img" value="$image"/>
  <Text name="text" value="$text"/>
  <Audio name="clip" value="$audio"/>
  <List name="list" value="$items"/>
  <Paragraphs name="talk" value="$talk"/>
  <RectangleLabels name="box" toName="img"><Label value="Car" maxUsages="2"/><Label value="Bus"/></RectangleLabels>
  <PolygonLabels name="shape" toName="img"><Label value="Lake"/></PolygonLabels>
  <KeyPointLabels name="point" toName="img"><Label value="Nose"/></KeyPointLabels>
  <BrushLabels name="brush" toName="img"><Label value="Sky"/></BrushLabels>
  <Labels name="ner" toName="text"><Label value="Person" alias="PER"/><Label value="Place"/></Labels>
  <Labels name="sound" toName="clip" choice="multiple"><Label value="Voice"/><Label value="Noise"/></Labels>
  <ParagraphLabels name="turn" toName="talk"><Label value="Question"/></ParagraphLabels>
  <Choices name="mood" toName="text"><Choice value="Good"/><Choice value="Bad"/></Choices>
  <Choices name="tags" toName="text" choice="multiple"><Choice value="Old"/><Choice value="New"/></Choices>
  <Taxonomy name="tax" toName="text" maxUsages="2"><Choice value="Fruit"><Choice value="Apple"/></Choice></Taxonomy>
  <TextArea name="note" toName="text" maxSubmissions="1"/>
  <Number name="num" toName="text" min="0" max="9"/>
  <Rating name="stars" toName="text" maxRating="4"/>
  <Pairwise name="pair" toName="text,img"/>
  <Ranker name="rank" toName="list"/>
  <Choices name="sex" toName="text" perRegion="true"><Choice value="F"/><Choice value="M"/></Choices>
  <Relations><Relation value="knows"/></Relations>
</View>`) as { config: LabelConfig; problems: unknown[] };

export const task: CheckedTask = {
  data: {
    image: '/a.png',
    text: 'a😀b人名',
    audio: '/a.wav',
    items: [{ id: 'x' }, { id: 'y' }],
    talk: [
      { author: 'A', text: 'Hi 😀 there' },
      { author: 'B', text: 'Yes' },
    ],
  },
  audioSeconds: { clip: 10 },
};

export const item = (
  from_name: string,
  to_name: string,
  type: string,
  value: unknown,
  id = 'r1',
) => ({
  id,
  from_name,
  to_name,
  type,
  value,
});
export const box = (value: object, id = 'r1') =>
  item('box', 'img', 'rectanglelabels', { rectanglelabels: ['Car'], ...value }, id);
export const span = (value: object, id = 'r1') =>
  item('ner', 'text', 'labels', { labels: ['PER'], ...value }, id);
export const right = { x: 10, y: 10, width: 20, height: 20, rotation: 0 };

/** `index:region code` of each problem; `-` for what concerns the whole. */
export const found = (result: unknown, options?: { complete?: boolean }) =>
  checkResult(config, task, result, options).map(
    ({ code, index, regionId }) => `${index ?? '-'}:${regionId ?? '-'} ${code}`,
  );
