import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ImportedTask, ImportItem } from '#src/annotation/formats/import-item.ts';
import { readCoco } from '#src/annotation/formats/read-coco.ts';
import { readConll } from '#src/annotation/formats/read-conll.ts';
import { readDoccano } from '#src/annotation/formats/read-doccano.ts';
import { readJsonLines, readLabelStudio } from '#src/annotation/formats/read-label-studio.ts';
import { readSpacy } from '#src/annotation/formats/read-spacy.ts';
import { readSquad } from '#src/annotation/formats/read-squad.ts';
import { readTable } from '#src/annotation/formats/read-table.ts';
import { readVoc } from '#src/annotation/formats/read-voc.ts';
import { readYolo, type YoloKind } from '#src/annotation/formats/read-yolo.ts';
import type { ConfigModel, Region } from '#src/annotation/region.ts';
import {
  collect,
  fixture,
  fixtures,
  folder,
  haveFixtures,
} from '#test/support/annotation-fixtures.ts';
import { configOf, exported, filesOf, stored, streamOf } from '#test/support/annotation-tasks.ts';

/*
 * Tolerances: JSON, JSONL, spaCy exact. COCO and YOLO 1e-6 percent of the image (decimal fractions). VOC whole pixels
 * come back exactly. CoNLL loses white space, so texts and spans are compared without it.
 */

const none: ConfigModel = { controls: [], objects: [] };
const images: ConfigModel = {
  controls: [
    {
      name: 'label',
      tag: 'RectangleLabels',
      type: 'rectanglelabels',
      toName: ['image'],
      labels: [],
    },
    { name: 'polygon', tag: 'PolygonLabels', type: 'polygonlabels', toName: ['image'], labels: [] },
  ],
  objects: [{ name: 'image', tag: 'Image', value: 'image' }],
};
const texts: ConfigModel = {
  controls: [{ name: 'label', tag: 'Labels', type: 'labels', toName: ['text'], labels: [] }],
  objects: [{ name: 'text', tag: 'Text', value: 'text' }],
};

const tasksOf = async (items: AsyncIterable<ImportItem>): Promise<ImportedTask[]> =>
  (await collect(items)).tasks;

const regionsOf = (tasks: readonly ImportedTask[]): Region[] =>
  tasks.flatMap((task) => task.annotations.flatMap((a) => a.result)) as Region[];

/** Type and value of regions, numbers to a millionth. */
const shapes = (tasks: readonly ImportedTask[]): unknown =>
  JSON.parse(
    JSON.stringify(
      regionsOf(tasks).map(({ type, value, meta }) => [type, value, meta]),
      (_, v: unknown) => (typeof v === 'number' ? Math.round(v * 1e6) / 1e6 + 0 : v),
    ),
  );

const bare = (text: unknown): string => String(text).replaceAll(/\s+/g, '');
const spans = (tasks: readonly ImportedTask[]) =>
  tasks.map((task) => [
    bare(task.data['text']),
    regionsOf([task]).map(({ value }) => [bare(value['text']), value['labels']]),
  ]);

describe.runIf(haveFixtures)('round trips of the shared fixtures', () => {
  const sdk = 'annotation/label-studio-sdk';
  const editor = 'annotation/label-studio-editor';

  test.each([
    `${sdk}/test_export_coco/data.json`,
    `${sdk}/test_export_csv/csv_test.json`,
    `${sdk}/test_export_csv/csv_test2.json`,
    `${sdk}/test_export_csv/csv_test_history.json`,
    `${sdk}/test_export_json_min/data.json`,
    `${sdk}/test_export_json_min/data_repeater.json`,
    `${sdk}/test_export_json_min/chat_data.json`,
    ...['', '_polygons', '_obb', '_keypoints'].map((n) => `${sdk}/test_export_yolo/data${n}.json`),
    ...[
      'audio_regions',
      'named_entity',
      'image_bbox',
      'image_multilabel',
      'classification_mixed',
    ].map((name) => `${editor}/${name}/annotations/1.json`),
    ...['dialogue_analysis', 'pairwise', 'ranker', 'timeseries_single', 'transcribe_audio'].map(
      (name) => `${editor}/${name}/annotations/1.json`,
    ),
    ...['image_keypoints', 'image_polygons', 'taxonomy', 'nested_choices', 'table'].map(
      (name) => `${editor}/${name}/annotations/0.json`,
    ),
  ])('%s as JSON and JSONL', async (path) => {
    const first = await collect(readLabelStudio(fixture(path)));
    expect(first.problems).toEqual([]);
    const tasks = stored(first.tasks);
    const json = await exported('JSON', tasks, none);
    const again = await tasksOf(readLabelStudio(streamOf(json.text)));
    expect(stored(again)).toEqual(tasks);
    const lines = await exported('JSONL', tasks, none);
    expect(stored(await tasksOf(readJsonLines(streamOf(lines.text))))).toEqual(tasks);
    expect(json.report.losses).toEqual([]);
  });

  test.each([
    [`${sdk}/test_export_coco/label_config.xml`, `${sdk}/test_export_coco/data.json`],
    [`${sdk}/test_export_yolo/label_config.xml`, `${sdk}/test_export_yolo/data.json`],
    [
      `${sdk}/test_export_yolo/label_config_polygons.xml`,
      `${sdk}/test_export_yolo/data_polygons.json`,
    ],
    [
      `${sdk}/test_export_yolo/label_config_keypoints.xml`,
      `${sdk}/test_export_yolo/data_keypoints.json`,
    ],
  ])('Label Studio to COCO and back: %s', async (xml, data) => {
    const config = configOf(readFileSync(`${fixtures}/${xml}`, 'utf8'));
    const tasks = stored(await tasksOf(readLabelStudio(fixture(data)))).map((task) => ({
      ...task,
      annotations: task.annotations.slice(0, 1),
    }));
    const back = await collect(
      readCoco(streamOf((await exported('COCO', tasks, config)).text), config),
    );
    expect(back.problems).toEqual([]);
    const sorted = (list: readonly ImportedTask[]) =>
      regionsOf(list)
        .filter((item) => 'value' in item)
        .map(({ type, value: { x, y, height, points, ...rest }, original_width }) => {
          const numbers = [x, y, points, type === 'keypointlabels' ? 0 : [rest['width'], height]];
          const near = JSON.stringify(numbers, (_, v: unknown) =>
            typeof v === 'number' ? Math.round(v * 1e6) / 1e6 + 0 : v,
          );
          return [type, JSON.stringify(rest[type]), near, original_width].join(' ');
        })
        .toSorted();
    expect(sorted(back.tasks)).toEqual(sorted(tasks));
  });

  test.each([
    'annotation/datumaro/coco_dataset/coco_instances/annotations/instances_train.json',
    'annotation/datumaro/coco_dataset/coco_instances/annotations/instances_val.json',
    `${sdk}/test_import_coco/coco_import_input.json`,
  ])('COCO to Label Studio and back: %s', async (path) => {
    const first = await tasksOf(readCoco(fixture(path)));
    const { text } = await exported('COCO', stored(first), images);
    const back = await tasksOf(readCoco(streamOf(text)));
    expect(shapes(back)).toEqual(shapes(first));
    expect(back.map((task) => task.data)).toEqual(first.map((task) => task.data));
  });

  test.each(['data/images/bccd/voc', 'annotation/datumaro/voc_dataset/voc_dataset1/Annotations'])(
    'VOC to Label Studio and back: %s',
    async (path) => {
      const first = await tasksOf(readVoc(folder(path)()));
      const made = await exported('VOC', stored(first), images);
      const back = await tasksOf(readVoc(filesOf(made)()));
      expect(back).toEqual(first);
    },
  );

  const sizeOf = () => ({ width: 15, height: 10 });
  const kinds: [string, YoloKind, 'YOLO' | 'YOLO_SEGMENT' | 'YOLO_OBB'][] = [
    ['annotation/datumaro/yolo_dataset/yolo', 'detect', 'YOLO'],
    ['annotation/datumaro/yolo_dataset/yolov8_detection', 'detect', 'YOLO'],
    ['annotation/datumaro/yolo_dataset/yolov8_segmentation', 'segment', 'YOLO_SEGMENT'],
    ['annotation/datumaro/yolo_dataset/yolov8_oriented_boxes', 'obb', 'YOLO_OBB'],
    [`${sdk}/test_import_yolo_data`, 'detect', 'YOLO'],
  ];
  test.each(kinds)('YOLO to Label Studio and back: %s', async (path, kind, format) => {
    const first = await tasksOf(readYolo(folder(path), { kind, sizeOf }));
    const made = await exported(format, stored(first), images);
    const back = await tasksOf(readYolo(filesOf(made), { kind, sizeOf }));
    // darknet's first box begins 5e-7 left of its image: ours is held within it
    const held = (tasks: readonly ImportedTask[]) =>
      JSON.stringify(shapes(tasks)).replaceAll('-0.00005', '0');
    const near = (text: string) => text.replaceAll(/-?\d+\.\d+/g, (n) => Number(n).toFixed(3));
    expect(near(held(back))).toBe(near(held(first)));
  });

  test.each([
    'annotation/conll/conll2003-iob1-inception-doc.conll',
    'annotation/doccano/import/sequence_labeling/example.conll',
    'annotation/spacy/ner-token-per-line.iob',
  ])('CoNLL to Label Studio and back: %s', async (path) => {
    const first = await tasksOf(readConll(fixture(path)));
    const { text, report } = await exported('CONLL2003', stored(first), texts);
    expect(text.split('\n', 1)).toEqual(['-DOCSTART- -X- O O']);
    expect(report.manifest.skipped).toEqual([]);
    expect(spans(await tasksOf(readConll(streamOf(text))))).toEqual(spans(first));
  });

  test.each(['data/text/cmrc2018_trial_squad.json', 'data/text/drcd_dev.json'])(
    'Chinese spans to CoNLL and spaCy and back: %s',
    async (path) => {
      const first = await tasksOf(readSquad(fixture(path)));
      const conll = await exported('CONLL2003', stored(first), texts);
      const back = await tasksOf(readConll(streamOf(conll.text), { unit: 'document' }));
      const { regions, skipped } = conll.report.manifest;
      const overlapping = skipped.find((one) => one.reason === 'overlap')?.count ?? 0;
      expect(regions + overlapping).toBe(regionsOf(first).length);
      expect(back.map((task) => bare(task.data['text']))).toEqual(
        first.map((task) => bare(task.data['text'])),
      );
      for (const [n, task] of back.entries()) {
        const said = new Set(regionsOf([first[n]!]).map((r) => bare(r.value['text'])));
        expect(regionsOf([task]).filter((r) => !said.has(bare(r.value['text'])))).toEqual([]);
      }
      expect(regionsOf(back).length).toBe(regions);
      const spacy = await exported('SPACY', stored(first), texts);
      const again = await tasksOf(readSpacy(streamOf(spacy.text)));
      const placed = (tasks: readonly ImportedTask[]) =>
        tasks.map((task) =>
          regionsOf([task])
            .map(({ value }) => `${String(value['start'])}-${String(value['end'])}`)
            .toSorted(),
        );
      expect(placed(again)).toEqual(placed(first));
    },
  );

  test.each([
    [
      'doccano',
      readDoccano,
      'annotation/doccano/import/sequence_labeling/example_overlapping.jsonl',
    ],
    ['doccano', readDoccano, 'annotation/doccano/export/sequence_labeling/example.jsonl'],
    ['spaCy', readSpacy, 'annotation/spacy/pipelines_spancat_demo_assets_train.json'],
    ['Prodigy', readSpacy, 'annotation/spacy/tutorials_ner_tweets_assets_demo_demo.jsonl'],
  ] as const)('%s to spaCy and back', async (_, read, path) => {
    const first = await tasksOf(read(fixture(path)));
    const { text } = await exported('SPACY', stored(first), texts);
    expect(shapes(await tasksOf(readSpacy(streamOf(text))))).toEqual(shapes(first));
  });

  test('tables keep their cells through CSV and TSV', async () => {
    const path = 'annotation/doccano/export/sequence_to_sequence/example.csv';
    const first = await tasksOf(readTable(fixture(path)));
    for (const format of ['CSV', 'TSV'] as const) {
      const { text } = await exported(format, stored(first), none);
      const back = await tasksOf(readTable(streamOf(text)));
      expect(back.map(({ data: { text: t, label } }) => ({ text: t, label }))).toEqual(
        first.map((task) => task.data),
      );
    }
  });
});
