import { expect, test } from 'vitest';
import { exported, stored } from '#test/support/annotation-tasks.ts';
import { gather } from '#test/support/annotation-fixtures.ts';
import type { ConfigModel, LabelledTask, Region } from '../region.ts';
import { ExportChanged } from './export-input.ts';
import { exportFormats, startExport } from './start-export.ts';

const config: ConfigModel = {
  controls: [
    {
      name: 'box',
      tag: 'RectangleLabels',
      type: 'rectanglelabels',
      toName: ['image'],
      labels: [{ value: 'dog' }, { value: 'cat', alias: '猫', category: 1 }, { value: 'ant' }],
    },
  ],
  objects: [{ name: 'image', tag: 'Image', value: 'image' }],
};

const box = (id: string, more: Partial<Region> = {}): Region => ({
  id,
  from_name: 'box',
  to_name: 'image',
  type: 'rectanglelabels',
  value: { x: 10, y: 20, width: 30, height: 40, rotation: 0, rectanglelabels: ['dog'] },
  original_width: 200,
  original_height: 100,
  ...more,
});

const taskOf = (image: string, result: Region[], n = 0): LabelledTask => {
  const [task] = stored([{ data: { image }, annotations: [{ result }], predictions: [] }]);
  return { ...task!, id: n + 1 };
};

test('hostile references to images stay inside the archive, each with a name of its own', async () => {
  const hostile = [
    '../../x.jpg',
    '/x.jpg',
    'C:\\x.jpg',
    'a\u0000.jpg',
    'nul.jpg',
    'https://h/%2e%2e%2fX.jpg',
  ];
  const tasks = hostile.map((image, n) => taskOf(image, [box('r1')], n));
  const names = ['x', 'x (2)', 'x (3)', 'a_', '_nul', 'X (4)'];
  const yolo = await exported('YOLO', tasks, config);
  expect([...yolo.files.keys()]).toEqual([
    ...names.map((name) => `labels/${name}.txt`),
    'train.txt',
    'classes.txt',
    'data.yaml',
    'notes.json',
  ]);
  const voc = await exported('VOC', tasks, config);
  expect([...voc.files.keys()]).toEqual(names.map((name) => `Annotations/${name}.xml`));
  const coco = JSON.parse((await exported('COCO', tasks, config)).text) as {
    images: { file_name: string }[];
  };
  expect(coco.images.map((image) => image.file_name)).toEqual(names.map((name) => `${name}.jpg`));
});

test('the manifest and the loss report name all that was not written', async () => {
  const [task] = stored([
    {
      data: { image: 'a.jpg', source: 'camera 1' },
      annotations: [
        {
          result: [
            box('r1', {
              score: 0.5,
              value: { ...box('').value, rotation: 30, rectanglelabels: ['猫', 'dog'] },
            }),
            box('r2', { from_name: 'gone' }),
            box('r3', {
              type: 'brushlabels',
              value: { format: 'rle', rle: [1], brushlabels: ['dog'] },
            }),
            box('r4', { value: { x: 1, y: 2, width: 0, height: 3, rectanglelabels: ['dog'] } }),
            box('r5', { value: { ...box('').value, rectanglelabels: [] } }),
          ],
        },
        { result: [], was_cancelled: true },
      ],
      predictions: [{ model_version: 'm', result: [] }],
    },
  ]);
  const { report } = await exported('COCO', [task!], config);
  expect(report).toEqual({
    complete: true,
    manifest: {
      tasks: 1,
      annotations: 1,
      regions: 1,
      relations: 0,
      labels: { 猫: 1 },
      skipped: [
        { what: 'annotation', reason: 'cancelled', count: 1 },
        { what: 'region', reason: 'geometry', count: 1 },
        { what: 'region', reason: 'kind', count: 1 },
        { what: 'region', reason: 'noLabel', count: 1 },
        { what: 'region', reason: 'unknownControl', count: 1 },
      ],
      files: 0,
    },
    losses: [
      'annotation.completed_by',
      'annotation.created_at',
      'annotation.id',
      'annotation.lead_time',
      'annotation.updated_at',
      'region.from_name',
      'region.id',
      'region.labels (after the first)',
      'region.score',
      'region.to_name',
      'region.value.rotation',
      'task.data.source',
      'task.id',
      'task.predictions',
    ].map((field) => ({ field, count: 1 })),
  });
});

test('classes: given ids first, the rest by name with free ids; line n of classes.txt is class n', async () => {
  const { files } = await exported('YOLO', [taskOf('a.jpg', [box('r1')])], config);
  expect([files.get('classes.txt'), files.get('labels/a.txt')]).toEqual([
    'ant\n猫\ndog\n',
    '2 0.25 0.4 0.3 0.4\n',
  ]);
  expect(files.get('data.yaml')).toBe(
    'path: .\ntrain: train.txt\nval: train.txt\nnames:\n  0: "ant"\n  1: "猫"\n  2: "dog"\n',
  );
});

test('the split form, a bare geometry and its labels, is one shape', async () => {
  const { rectanglelabels: _labels, ...bare } = box('').value;
  const halves = [
    box('r1', { type: 'rectangle', value: bare }),
    box('r1', { type: 'labels', value: { ...bare, labels: ['ant'] } }),
  ];
  const { files, report } = await exported('YOLO', [taskOf('a.jpg', halves)], config);
  expect([files.get('labels/a.txt'), report.manifest.labels]).toEqual([
    '0 0.25 0.4 0.3 0.4\n',
    { ant: 1 },
  ]);
});

test('no tasks: every format is still a file that can be read', async () => {
  for (const format of exportFormats) {
    const { text, files, report } = await exported(format, [], config);
    expect([format, report.complete, report.manifest.tasks]).toEqual([format, true, 0]);
    if (['JSON', 'JSON_MIN', 'SPACY', 'COCO'].includes(format)) JSON.parse(text);
    if (format.startsWith('YOLO')) expect(files.size).toBe(4);
  }
});

test('tasks that change between the two walks end the export', async () => {
  let walks = 0;
  const tasks = async function* (): AsyncGenerator<LabelledTask> {
    walks += 1;
    for (let n = 0; n < walks; n++) yield taskOf(`${n}.jpg`, [box('r1')], n);
  };
  for (const format of ['COCO', 'CSV'] as const) {
    walks = 0;
    const made = startExport(format, { tasks, config });
    if (made.kind !== 'file') throw new Error('a file was expected');
    await expect(gather(made.chunks)).rejects.toBeInstanceOf(ExportChanged);
    expect(made.report().complete).toBe(false);
  }
});

test('a table for spreadsheets runs no formula, and no data field takes the place of a column', async () => {
  const [task] = stored([
    {
      data: {
        image: '=HYPERLINK("http://x")',
        id: 'mine',
        _data_id: 'other',
        n: '-5',
        '@x': '+1+1',
      },
      annotations: [],
      predictions: [],
    },
  ]);
  const plain = await exported('CSV', [task!], config);
  const columns =
    '"@x","__data_id","_data_id","annotation_id","annotator","created_at","id","image","lead_time","n","updated_at"\r\n';
  expect(plain.text).toBe(
    `${columns}"+1+1","mine","other","","","",1,"=HYPERLINK(""http://x"")","","-5",""\r\n`,
  );
  expect(plain.report.losses).toEqual([{ field: 'renamed.data.id', count: 1 }]);
  const guarded = await exported('CSV_SPREADSHEET', [task!], config);
  expect(guarded.text).toBe(
    `${columns.replace('"@x"', `"'@x"`)}"'+1+1","mine","other","","","",1,"'=HYPERLINK(""http://x"")","","-5",""\r\n`,
  );
  expect(guarded.report.losses).toEqual([
    { field: 'guarded.@x', count: 1 },
    { field: 'guarded.image', count: 1 },
    { field: 'renamed.data.id', count: 1 },
  ]);
});
