import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLabelStudio } from '#src/annotation/formats/read-label-studio.ts';
import { readTable } from '#src/annotation/formats/read-table.ts';
import type { ExportFormat } from '#src/annotation/formats/start-export.ts';
import type { ConfigModel, LabelledTask, Region } from '#src/annotation/region.ts';
import { collect, fixture, fixtures, haveFixtures } from '#test/support/annotation-fixtures.ts';
import { sdkCases as cases } from './sdk-cases.ts';
import { configOf, exported, stored, streamOf } from '#test/support/annotation-tasks.ts';

const python = process.env['BANYAN_PYTHON'];
const script = new URL('sdk-convert.py', import.meta.url).pathname;

if (!python || !haveFixtures)
  test.skip('not run: no label-studio-sdk (set BANYAN_PYTHON to the Python that has it)');

let root = '';
const answers = new Map<string, { ok: boolean; error?: string; formats?: string[] }>();
const configs = new Map<string, ConfigModel>();
const tasksOf = new Map<string, LabelledTask[]>();

/** The SDK's name of a format of ours. */
const sdkName = (format: ExportFormat): string => (format === 'YOLO_SEGMENT' ? 'YOLO' : format);

const write = (path: string, text: string): string => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return join(root, path);
};

const given = (name: string): { tasks: LabelledTask[]; config: ConfigModel } => ({
  tasks: tasksOf.get(name) ?? [],
  config: configs.get(name) ?? { controls: [], objects: [] },
});

beforeAll(async () => {
  if (!python || !haveFixtures) return;
  root = mkdtempSync(join(tmpdir(), 'banyan-sdk-'));
  const jobs: { key: string; job: Record<string, string> }[] = [];
  for (const { name, config: path, data, formats, single } of cases) {
    const xml = readFileSync(`${fixtures}/${path}`, 'utf8');
    const config = configOf(xml);
    const tasks = stored((await collect(readLabelStudio(fixture(data)))).tasks).map((task) =>
      single ? { ...task, annotations: task.annotations.slice(0, 1) } : task,
    );
    configs.set(name, config);
    tasksOf.set(name, tasks);
    const input = write(`${name}/tasks.json`, (await exported('JSON', tasks, config)).text);
    for (const format of formats) {
      const output = join(root, name, format);
      mkdirSync(output);
      const job = { kind: 'convert', config: xml, input, format: sdkName(format), output };
      jobs.push({ key: `${name} ${format}`, job });
    }
  }
  const { tasks, config } = given('boxes');
  const coco = write('back/coco.json', (await exported('COCO', tasks, config)).text);
  jobs.push({
    key: 'back coco',
    job: { kind: 'coco', input: coco, output: join(root, 'back/coco-tasks.json') },
  });
  for (const [file, text] of (await exported('YOLO', tasks, config)).files)
    write(`back/yolo/${file}`, text);
  for (const line of readFileSync(join(root, 'back/yolo/train.txt'), 'utf8').trim().split('\n'))
    write(`back/yolo/${line}`, '');
  jobs.push({
    key: 'back yolo',
    job: {
      kind: 'yolo',
      input: join(root, 'back/yolo'),
      output: join(root, 'back/yolo-tasks.json'),
    },
  });
  const list = write('jobs.json', JSON.stringify(jobs.map(({ job }) => job)));
  const run = spawnSync(python, [script, list, join(root, 'answers.json')], { encoding: 'utf8' });
  expect(run.stderr.split('\n').filter((line) => /Error/.test(line))).toEqual([]);
  const found = JSON.parse(readFileSync(join(root, 'answers.json'), 'utf8')) as { ok: boolean }[];
  for (const [n, { key }] of jobs.entries()) answers.set(key, found[n] ?? { ok: false });
}, 300_000);

afterAll(() => {
  if (root !== '') rmSync(root, { recursive: true });
});

const theirs = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, v: unknown) =>
      typeof v === 'number' ? Math.round(v * 1e6) / 1e6 : v,
    ),
  );
/** The SDK puts eight digits of a hash before the names of images it has not downloaded. */
const plain = (file: string): string => file.replace(/^[0-9a-f]{8}__/, '');
const with_ = (format: ExportFormat) => cases.filter((one) => one.formats.includes(format));

if (python && haveFixtures)
  describe('the real label-studio-sdk', () => {
    test('accepts every export of ours and offers its format', () => {
      expect([...answers].filter(([, answer]) => !answer.ok)).toEqual([]);
      for (const { name, formats } of cases)
        for (const format of formats)
          expect(answers.get(`${name} ${format}`)?.formats).toContain(sdkName(format));
    });

    test.each(with_('JSON_MIN'))('JSON_MIN of $name is the same', async ({ name }) => {
      const { tasks, config } = given(name);
      const ours: unknown = JSON.parse((await exported('JSON_MIN', tasks, config)).text);
      expect(ours).toEqual(JSON.parse(theirs(name, 'JSON_MIN/result.json')));
    });

    test.each(with_('CSV'))('CSV of $name has the same columns and rows', async ({ name }) => {
      const { tasks, config } = given(name);
      const rows = async (text: string) =>
        (await collect(readTable(streamOf(text)))).tasks.map(({ data }) =>
          Object.fromEntries(
            Object.entries(data).map(([key, cell]) => [
              key,
              /^[[{]/.test(String(cell)) ? (JSON.parse(String(cell)) as unknown) : cell,
            ]),
          ),
        );
      const ours = (await exported('CSV', tasks, config)).text;
      const other = theirs(name, 'CSV/result.csv');
      expect(ours.split('\r\n', 1)).toEqual(other.split('\r\n', 1));
      expect(await rows(ours)).toEqual(await rows(other));
    });

    test.each(with_('COCO'))(
      'COCO of $name: same images, classes, boxes, polygons',
      async ({ name }) => {
        const { tasks, config } = given(name);
        const ours = JSON.parse((await exported('COCO', tasks, config)).text) as Coco;
        const other = JSON.parse(theirs(name, 'COCO/result.json')) as Coco;
        expect(ours.categories).toEqual(other.categories);
        expect(ours.images.map(sizeOnly)).toEqual(other.images.map(sizeOnly));
        const shapes = (coco: Coco) => rounded(coco.annotations.filter((one) => !one['keypoints']));
        expect(shapes(ours)).toEqual(shapes(other));
      },
    );

    test.each(with_('VOC'))(
      'VOC of $name: same files, boxes within two pixels',
      async ({ name }) => {
        const { tasks, config } = given(name);
        const { files } = await exported('VOC', tasks, config);
        const written = readdirSync(join(root, name, 'VOC/Annotations'));
        const theirName = new Map(written.map((file) => [`Annotations/${plain(file)}`, file]));
        expect([...files.keys()].toSorted()).toEqual([...theirName.keys()].toSorted());
        for (const [path, xml] of files) {
          const [ours, other] = [
            boxesOf(xml),
            boxesOf(theirs(name, 'VOC/Annotations', theirName.get(path) ?? '')),
          ];
          expect(ours.map((box) => box.name)).toEqual(other.map((box) => box.name));
          for (const [n, { edges }] of ours.entries())
            for (const [m, edge] of edges.entries())
              expect(Math.abs(edge - (other[n]?.edges[m] ?? Number.NaN))).toBeLessThanOrEqual(2);
        }
      },
    );

    const yolo = (['YOLO', 'YOLO_SEGMENT', 'YOLO_OBB'] as const).flatMap((format) =>
      with_(format).map(({ name }) => ({ name, format })),
    );
    test.each(yolo)('$format of $name: same classes and lines', async ({ name, format }) => {
      const { tasks, config } = given(name);
      const { files } = await exported(format, tasks, config);
      expect(files.get('classes.txt')).toBe(theirs(name, format, 'classes.txt'));
      const labels = readdirSync(join(root, name, format, 'labels'));
      const own = [...files.keys()].filter((path) => path.startsWith('labels/'));
      expect(own.toSorted()).toEqual(labels.map((file) => `labels/${plain(file)}`).toSorted());
      const numbers = (text: string) => rounded(text.trim().split(/\s+/).map(Number));
      for (const file of labels)
        expect(numbers(files.get(`labels/${plain(file)}`) ?? '')).toEqual(
          numbers(theirs(name, format, 'labels', file)),
        );
    });

    test('CoNLL: as many entities as the SDK finds; the header has its fourth column', async () => {
      const { tasks, config } = given('ner');
      const ours = (await exported('CONLL2003', tasks, config)).text;
      const other = theirs('ner', 'CONLL2003/result.conll');
      const starts = (text: string) => text.match(/ B-\S+$/gm) ?? [];
      expect(starts(ours)).toEqual(starts(other));
      expect([ours.split('\n', 1)[0], other.split('\n', 1)[0]]).toEqual([
        '-DOCSTART- -X- O O',
        '-DOCSTART- -X- O',
      ]);
    });

    test.each(['coco', 'yolo'])(
      'its importer reads our %s back to the same boxes',
      async (format) => {
        const back = JSON.parse(theirs(`back/${format}-tasks.json`)) as LabelledTask[];
        const boxes = (tasks: readonly LabelledTask[]) =>
          rounded(
            tasks
              .flatMap((task) => task.annotations.flatMap((a) => a.result as Region[]))
              .map(({ value }) => [
                value['rectanglelabels'],
                value['x'],
                value['y'],
                value['width'],
              ]),
          );
        const sorted = (value: unknown) =>
          (value as unknown[]).map((one) => JSON.stringify(one)).toSorted();
        expect(sorted(boxes(back))).toEqual(sorted(boxes(given('boxes').tasks)));
      },
    );
  });

const sizeOnly = ({ id, width, height }: Record<string, unknown>) => ({ id, width, height });

interface Coco {
  images: Record<string, unknown>[];
  categories: unknown[];
  annotations: Record<string, unknown>[];
}

const boxesOf = (xml: string): { name: string; edges: number[] }[] =>
  [...xml.matchAll(/<object>.*?<\/object>/gs)].map(([object]) => ({
    name: /<name>(.*?)<\/name>/.exec(object)?.[1] ?? '',
    edges: ['xmin', 'ymin', 'xmax', 'ymax'].map((edge) =>
      Number(new RegExp(`<${edge}>(.*?)</${edge}>`).exec(object)?.[1]),
    ),
  }));
