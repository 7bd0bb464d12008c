import { describe, expect, test } from 'vitest';
import { readCoco } from '#src/annotation/formats/read-coco.ts';
import { readConll } from '#src/annotation/formats/read-conll.ts';
import { readDoccano } from '#src/annotation/formats/read-doccano.ts';
import { readJsonLines, readLabelStudio } from '#src/annotation/formats/read-label-studio.ts';
import { readSpacy } from '#src/annotation/formats/read-spacy.ts';
import { readSquad } from '#src/annotation/formats/read-squad.ts';
import { readTable } from '#src/annotation/formats/read-table.ts';
import { readVoc } from '#src/annotation/formats/read-voc.ts';
import { readYolo } from '#src/annotation/formats/read-yolo.ts';
import type { ImportItem } from '#src/annotation/formats/import-item.ts';
import type { ConfigModel, Region } from '#src/annotation/region.ts';
import { collect, fixture, folder, haveFixtures } from '#test/support/annotation-fixtures.ts';

const counted = async (items: AsyncIterable<ImportItem>) => {
  const { tasks, problems } = await collect(items);
  const regions = tasks.flatMap((task) => task.annotations.flatMap((a) => a.result));
  return [tasks.length, regions.length, problems];
};
const regionsOf = async (items: AsyncIterable<ImportItem>) =>
  (await collect(items)).tasks.flatMap((t) => t.annotations.flatMap((a) => a.result)) as Region[];
const brief = (regions: readonly Region[]) =>
  regions.map(({ value }) => [value['start'], value['end'], value['text'], value['labels']]);

describe.runIf(haveFixtures)('imports of the shared fixtures', () => {
  test('Label Studio: lists, single tasks, relations', async () => {
    const sdk = 'annotation/label-studio-sdk';
    const editor = 'annotation/label-studio-editor';
    expect(await counted(readLabelStudio(fixture(`${sdk}/test_export_coco/data.json`)))).toEqual([
      1,
      4,
      [],
    ]);
    expect(
      await counted(readLabelStudio(fixture(`${sdk}/test_export_yolo/data_keypoints.json`))),
    ).toEqual([1, 9, []]);
    expect(
      await counted(readLabelStudio(fixture(`${editor}/named_entity/annotations/1.json`))),
    ).toEqual([1, 1, []]);
    expect(await counted(readLabelStudio(fixture(`${sdk}/test_export_csv/csv_test.json`)))).toEqual(
      [2, 3, []],
    );
  });

  test('Label Studio: a span whose words stand elsewhere is reported, not moved', async () => {
    const config: ConfigModel = {
      controls: [{ name: 'label', tag: 'Labels', type: 'labels', toName: ['text'], labels: [] }],
      objects: [{ name: 'text', tag: 'Text', value: 'ner' }],
    };
    const path = 'annotation/label-studio-editor/rich_text_plain/annotations/1.json';
    const found = await collect(readLabelStudio(fixture(path), config));
    expect(found.problems).toEqual([[1, 1, 'span.mismatch', 'label']]);
    expect(found.tasks.map((task) => task.annotations[0]?.result)).toEqual([[]]);
  });

  test('tables: UTF-16, columns in any order, rows of a wrong length', async () => {
    const at = 'annotation/doccano/import';
    const utf16 = await collect(readTable(fixture(`${at}/example.utf16.csv`, 3)));
    expect(utf16.tasks.map((task) => task.data)).toEqual([
      { text: 'AAA', label: 'Positive' },
      { text: 'BBB', label: 'Positive' },
      { text: 'CCC', label: 'Negative' },
    ]);
    expect(
      await counted(readTable(fixture(`${at}/text_classification/example.invalid.2.csv`, 3))),
    ).toEqual([2, 0, [[1, 2, 'table.columns', 'item']]]);
    expect(await counted(readTable(fixture(`${at}/text_classification/example.csv`)))).toEqual([
      3,
      0,
      [[4, 5, 'task.noData', 'item']],
    ]);
  });

  test('COCO: polygons, keypoints, masks reported', async () => {
    const at = 'annotation/datumaro';
    const instances = `${at}/coco_dataset/coco_instances/annotations/instances_val.json`;
    expect(await counted(readCoco(fixture(instances)))).toEqual([
      1,
      1,
      [[2, 76, 'coco.rle', 'label']],
    ]);
    const people = `${at}/coco_dataset/coco_person_keypoints/annotations/person_keypoints_val.json`;
    const regions = await regionsOf(readCoco(fixture(people)));
    expect(regions.map((r) => [r.type, r.parentID, r.value['x'], r.value['y']])).toEqual([
      ['polygonlabels', undefined, undefined, undefined],
      ['keypointlabels', 'r1', 20, 20],
      ['keypointlabels', 'r1', 60, 40],
      ['keypointlabels', 'r1', 40, 30],
    ]);
    expect(
      await counted(
        readCoco(fixture('annotation/label-studio-sdk/test_import_coco/coco_import_input.json')),
      ),
    ).toEqual([2, 3, [[2, 397, 'coco.holes', 'nothing']]]);
  });

  test('VOC: all of BCCD, parts and actions reported', async () => {
    expect(await counted(readVoc(folder('data/images/bccd/voc')()))).toEqual([60, 1093, []]);
    const at = 'annotation/datumaro/voc_dataset/voc_dataset1/Annotations';
    expect(await counted(readVoc(folder(at)()))).toEqual([
      1,
      2,
      [
        [1, 23, 'voc.part', 'nothing'],
        [1, 23, 'voc.attributes', 'nothing'],
      ],
    ]);
  });

  test('YOLO: darknet, detect, segment, oriented boxes', async () => {
    const at = 'annotation/datumaro/yolo_dataset';
    const darknet = await collect(readYolo(folder(`${at}/yolo`)));
    expect(darknet.tasks.map((task) => task.data)).toEqual([{ image: 'obj_train_data/1.jpg' }]);
    const detect = await regionsOf(readYolo(folder(`${at}/yolov8_detection`)));
    expect(detect.map((r) => r.value['rectanglelabels'])).toEqual([['label_2'], ['label_4']]);
    const segment = await regionsOf(readYolo(folder(`${at}/yolov8_segmentation`)));
    expect(segment.map((r) => r.value['points'])).toEqual([
      [
        [10, 10],
        [40, 10],
        [40, 50],
      ],
      [
        [20, 15],
        [40, 15],
        [40, 75],
        [30, 75],
        [25, 30],
      ],
    ]);
    const sizeOf = () => ({ width: 15, height: 10 });
    const oriented = folder(`${at}/yolov8_oriented_boxes`);
    const turned = await regionsOf(readYolo(oriented, { kind: 'obb', sizeOf }));
    expect(turned.map((r) => Math.round(Number(r.value['rotation'])))).toEqual([30, 120]);
    expect(await counted(readYolo(oriented, { kind: 'obb' }))).toEqual([
      1,
      0,
      [
        [1, 1, 'image.size', 'label'],
        [1, 2, 'image.size', 'label'],
      ],
    ]);
  });

  test('CoNLL: IOB1 and IOB2; a file without entity tags is refused', async () => {
    const iob1 = await regionsOf(
      readConll(fixture('annotation/conll/conll2003-iob1-inception-doc.conll', 5)),
    );
    expect(brief(iob1)).toEqual([
      [0, 4, 'U.N.', ['ORG']],
      [14, 19, 'Ekeus', ['PER']],
      [30, 37, 'Baghdad', ['LOC']],
    ]);
    const iob2 = await regionsOf(
      readConll(fixture('annotation/doccano/import/sequence_labeling/example.conll')),
    );
    expect(brief(iob2)).toEqual([
      [0, 5, 'JAPAN', ['LOC']],
      [0, 11, 'Nadim Ladki', ['PER']],
    ]);
    expect(await counted(readConll(fixture('annotation/spacy/ner-token-per-line.iob')))).toEqual([
      1,
      7,
      [],
    ]);
    expect(
      await counted(readConll(fixture('annotation/inception/casdiff/spanLabel/user1.conll'))),
    ).toEqual([0, 0, [[1, 1, 'conll.tag', 'item']]]);
  });

  test('doccano: spans, relations, classes; a pretty-printed sample is refused line by line', async () => {
    const at = 'annotation/doccano';
    expect(
      await counted(readDoccano(fixture(`${at}/import/relation_extraction/example.jsonl`))),
    ).toEqual([1, 7, []]);
    expect(
      await counted(readDoccano(fixture(`${at}/import/sequence_labeling/example.jsonl`))),
    ).toEqual([2, 1, [[3, 3, 'task.noText', 'item']]]);
    expect(await counted(readDoccano(fixture(`${at}/import/intent/example.jsonl`)))).toEqual([
      4,
      4,
      [[5, 5, 'task.noText', 'item']],
    ]);
    const pretty = await collect(readDoccano(fixture(`${at}/export/bounding_box/example.jsonl`)));
    expect(pretty.tasks).toEqual([]);
    expect(pretty.problems[0]).toEqual([1, 1, 'json.syntax', 'item']);
  });

  test('spaCy and Prodigy', async () => {
    const at = 'annotation/spacy';
    expect(
      brief(await regionsOf(readSpacy(fixture(`${at}/pipelines_ner_demo_assets_train.json`)))),
    ).toEqual([
      [7, 17, 'Shaka Khan', ['PERSON']],
      [7, 13, 'London', ['LOC']],
      [18, 24, 'Berlin', ['LOC']],
    ]);
    expect(
      brief(
        await regionsOf(readSpacy(fixture(`${at}/tutorials_ner_tweets_assets_demo_demo.jsonl`))),
      ),
    ).toEqual([[11, 21, 'Ed Sheeran', ['PERSON']]]);
    expect(
      await counted(
        readJsonLines(fixture(`${at}/tutorials_ner_pytorch_medical_assets_mock_notes.jsonl`)),
      ),
    ).toEqual([1, 0, []]);
  });

  test('CMRC: the five answers that do not stand at their offset are reported by question', async () => {
    const found = await counted(readSquad(fixture('data/text/cmrc2018_trial_squad.json')));
    expect(found).toEqual([
      256,
      997,
      [113, 114, 115, 116, 117].map((item) => [item, 1460, 'span.utf16', 'label']),
    ]);
    expect(await counted(readSquad(fixture('data/text/drcd_dev.json')))).toEqual([1000, 7048, []]);
  });
});
