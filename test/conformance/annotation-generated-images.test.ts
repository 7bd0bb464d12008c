import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cornersOf, envelopeOf } from '#src/annotation/formats/geometry.ts';
import { readCoco } from '#src/annotation/formats/read-coco.ts';
import { readLabelStudio } from '#src/annotation/formats/read-label-studio.ts';
import { readVoc } from '#src/annotation/formats/read-voc.ts';
import { readYolo } from '#src/annotation/formats/read-yolo.ts';
import type { ConfigModel, LabelledTask, Region } from '#src/annotation/region.ts';
import { collect } from '#test/support/annotation-fixtures.ts';
import { exported, filesOf, stored, streamOf } from '#test/support/annotation-tasks.ts';

/*
 * Tolerances: COCO, YOLO detect and segment 1e-6 percent of the image; YOLO OBB a tenth of a pixel and a
 * hundredth of a degree; VOC one pixel an edge (half by rounding, one for boxes thinner than a pixel); rotated boxes come back from
 * COCO, VOC and YOLO detect as their envelope, held within the image in YOLO.
 */

const labels = ['猫', '狗 狗', 'naïve', '😀', 'שלום', 'a:b', "it's", '<&>', '𠮷'];
const control = (name: string, tag: string, names: readonly string[]) => ({
  name,
  tag,
  type: tag.toLowerCase(),
  toName: ['image'],
  labels: names.map((value) => ({ value })),
});
const points = ['鼻', 'left eye', '👁'];
const images: ConfigModel = {
  controls: [
    control('box', 'RectangleLabels', labels),
    control('polygon', 'PolygonLabels', labels),
    control('point', 'KeyPointLabels', points),
  ],
  objects: [{ name: 'image', tag: 'Image', value: 'image' }],
};
/** YOLO numbers other classes where there are keypoints. */
const plain: ConfigModel = { ...images, controls: images.controls.slice(0, 2) };
const noPolygons: ConfigModel = { ...images, controls: images.controls.slice(0, 1) };
const share = fc.double({ min: 0, max: 100, noNaN: true });
const side = fc.double({ min: 0.5, max: 60, noNaN: true });
const label = fc.constantFrom(...labels);
const boxValue = fc.record({
  x: fc.double({ min: 1, max: 40, noNaN: true }),
  y: fc.double({ min: 1, max: 40, noNaN: true }),
  width: side,
  height: side,
  rotation: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 359.9, noNaN: true })),
});
const hasArea = (list: readonly (readonly [number, number])[]): boolean => {
  const { width, height } = envelopeOf(list);
  return width > 0.01 && height > 0.01;
};
const regionValue = fc.oneof(
  fc.tuple(fc.constant('box' as const), boxValue, label),
  fc.tuple(
    fc.constant('polygon' as const),
    fc.record({
      points: fc.array(fc.tuple(share, share), { minLength: 3, maxLength: 6 }).filter(hasArea),
      closed: fc.constant(true),
    }),
    label,
  ),
  fc.tuple(
    fc.constant('point' as const),
    fc.record({ x: share, y: share, width: fc.constant(1) }),
    fc.constantFrom(...points),
  ),
);
const imageName = fc.oneof(
  fc.constantFrom(
    'a.jpg',
    'A.jpg',
    'a.png',
    '图 1.jpg',
    '../../x.jpg',
    'C:\\y\\a.jpg',
    '/data/con.png',
    'noextension',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((name) => `${name}.jpg`),
);
const imageTask = fc.record({
  name: imageName,
  size: fc.record({
    width: fc.integer({ min: 16, max: 8000 }),
    height: fc.integer({ min: 16, max: 8000 }),
  }),
  regions: fc.array(regionValue, { maxLength: 5 }),
});
type ImageTask = typeof imageTask extends fc.Arbitrary<infer T> ? T : never;

function labelled({ name, size, regions }: ImageTask, n: number): LabelledTask {
  const result = regions.map(([kind, value, held], m): Region => {
    const { type } = images.controls.find((c) => c.name === kind)!;
    return {
      id: `r${m + 1}`,
      from_name: kind,
      to_name: 'image',
      type,
      value: { ...value, [type]: [held] },
      original_width: size.width,
      original_height: size.height,
      image_rotation: 0,
    };
  });
  const annotations = [{ result, was_cancelled: false, ground_truth: false }];
  const [task] = stored([{ data: { image: name }, annotations, predictions: [] }]);
  return { ...task!, id: n + 1 };
}

const regionsOf = (task: { annotations: { result: unknown[] }[] }): Region[] =>
  task.annotations.flatMap((a) => a.result) as Region[];
const ofType = (regions: readonly Region[], type: string) => regions.filter((r) => r.type === type);

/** Where the upright box around a rectangle lies, in percent. */
function envelope({ value, original_width: width = 1, original_height: height = 1 }: Region) {
  const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((name) => Number(value[name]));
  const pixels = {
    x: (x! * width) / 100,
    y: (y! * height) / 100,
    width: (w! * width) / 100,
    height: (h! * height) / 100,
    rotation: Number(value['rotation']),
  };
  const found = envelopeOf(cornersOf(pixels));
  const left = (found.x / width) * 100;
  const top = (found.y / height) * 100;
  return [left, top, left + (found.width / width) * 100, top + (found.height / height) * 100];
}
const inside = (edges: readonly number[]) => edges.map((n) => Math.min(100, Math.max(0, n)));
const near = (found: readonly number[], wanted: readonly number[], tolerance: number) => {
  expect(found.length).toBe(wanted.length);
  for (const [n, value] of found.entries())
    expect(Math.abs(value - wanted[n]!)).toBeLessThanOrEqual(tolerance);
};
const sameLabels = (found: readonly Region[], wanted: readonly Region[]) =>
  expect(found.map((r) => r.value[r.type])).toEqual(wanted.map((r) => r.value[r.type]));
const flat = (region: Region) => (region.value['points'] as number[][]).flat();

async function checkCoco(tasks: readonly LabelledTask[]): Promise<void> {
  const made = await exported('COCO', tasks, images);
  const back = await collect(readCoco(streamOf(made.text), images));
  expect(made.report.manifest.regions).toBe(tasks.flatMap(regionsOf).length);
  expect(back.tasks.length).toBe(tasks.length);
  for (const [n, task] of tasks.entries()) {
    const [wanted, found] = [regionsOf(task), regionsOf(back.tasks[n]!)];
    const [boxes, foundBoxes] = [
      ofType(wanted, 'rectanglelabels'),
      ofType(found, 'rectanglelabels'),
    ];
    sameLabels(foundBoxes, boxes);
    for (const [m, box] of boxes.entries()) near(envelope(foundBoxes[m]!), envelope(box), 1e-6);
    const [shapes, foundShapes] = [ofType(wanted, 'polygonlabels'), ofType(found, 'polygonlabels')];
    sameLabels(foundShapes, shapes);
    for (const [m, shape] of shapes.entries()) near(flat(foundShapes[m]!), flat(shape), 1e-6);
    const dots = (regions: readonly Region[]) =>
      ofType(regions, 'keypointlabels')
        .map(({ value }) => [
          value['keypointlabels'],
          Number(value['x']).toFixed(6),
          Number(value['y']).toFixed(6),
        ])
        .map((dot) => JSON.stringify(dot).replaceAll('-0.', '0.'))
        .toSorted();
    expect(dots(found)).toEqual(dots(wanted));
  }
}

async function checkVoc(tasks: readonly LabelledTask[]): Promise<void> {
  const sizes = new Map(tasks.map((task, n) => [task.id, sizeOfTask[n]!]));
  const made = await exported('VOC', tasks, images, (task) => sizes.get(task.id));
  const back = await collect(readVoc(filesOf(made)(), images));
  expect([back.problems, back.tasks.length]).toEqual([[], tasks.length]);
  for (const [n, task] of tasks.entries()) {
    const wanted = ofType(regionsOf(task), 'rectanglelabels');
    const found = regionsOf(back.tasks[n]!);
    sameLabels(found, wanted);
    const { width, height } = sizes.get(task.id)!;
    const pixels = ([l, t, r, b]: number[]) =>
      [l! * width, t! * height, r! * width, b! * height].map((edge) => edge / 100);
    for (const [m, box] of wanted.entries())
      near(pixels(envelope(found[m]!)), pixels(envelope(box)), 1.000001);
  }
}
let sizeOfTask: { width: number; height: number }[] = [];

async function checkYolo(tasks: readonly LabelledTask[]): Promise<void> {
  const clean = tasks.map((task) => ({
    ...task,
    annotations: task.annotations.map((a) => ({
      ...a,
      result: a.result.filter((r) => r.type !== 'keypointlabels'),
    })),
  }));
  const detect = await exported('YOLO', clean, plain);
  const boxes = await collect(readYolo(filesOf(detect), { kind: 'detect', config: plain }));
  const segment = await exported('YOLO_SEGMENT', clean, plain);
  const shapes = await collect(readYolo(filesOf(segment), { kind: 'segment', config: plain }));
  expect([boxes.problems, shapes.problems]).toEqual([[], []]);
  expect([boxes.tasks.length, shapes.tasks.length]).toEqual([tasks.length, tasks.length]);
  for (const [n, task] of clean.entries()) {
    const wanted = regionsOf(task);
    const found = regionsOf(boxes.tasks[n]!);
    expect(found.map((r) => r.value['rectanglelabels'])).toEqual(
      wanted.map((r) => r.value[r.type]),
    );
    for (const [m, region] of wanted.entries())
      if (region.type === 'rectanglelabels') {
        const edges = found[m]!.value as Record<string, number>;
        const { x, y, width, height } = edges;
        near([x!, y!, x! + width!, y! + height!], inside(envelope(region)), 1e-6);
      } else near(inside(flat(regionsOf(shapes.tasks[n]!)[m]!)), flat(region), 1e-6);
  }
  await checkTurned(clean);
}

async function checkTurned(tasks: readonly LabelledTask[]): Promise<void> {
  const made = await exported('YOLO_OBB', tasks, plain);
  const list = (made.files.get('train.txt') ?? '').trim().split('\n');
  const sizes = new Map(list.map((path, n) => [path.replace('./', ''), sizeOfTask[n]!]));
  const sizeOf = (path: string) => sizes.get(path);
  const back = await collect(readYolo(filesOf(made), { kind: 'obb', config: noPolygons, sizeOf }));
  expect(back.problems).toEqual([]);
  for (const [n, task] of tasks.entries()) {
    const wanted = ofType(regionsOf(task), 'rectanglelabels');
    const found = regionsOf(back.tasks[n]!);
    sameLabels(found, wanted);
    const { width, height } = sizes.get(back.tasks[n]!.data['image'] as string)!;
    const pixels = (v: Region['value']) =>
      [
        Number(v['x']) * width,
        Number(v['y']) * height,
        Number(v['width']) * width,
        Number(v['height']) * height,
      ].map((edge) => edge / 100);
    for (const [m, { value }] of wanted.entries()) {
      const other = found[m]!.value;
      near(pixels(other), pixels(value), 0.1);
      const turn = Math.abs(Number(other['rotation']) - Number(value['rotation']));
      expect(Math.min(turn, 360 - turn)).toBeLessThanOrEqual(0.01);
    }
  }
}

test('10,000 generated image projects through JSON, COCO, VOC and YOLO', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(imageTask, { maxLength: 2 }), async (given) => {
      const tasks = given.map(labelled);
      sizeOfTask = given.map(({ size }) => size);
      const json = await exported('JSON', tasks, images);
      expect(stored((await collect(readLabelStudio(streamOf(json.text)))).tasks)).toEqual(
        stored(tasks),
      );
      await checkCoco(tasks);
      await checkVoc(tasks);
      await checkYolo(tasks);
    }),
    { numRuns: 10_000 },
  );
}, 1_200_000);
