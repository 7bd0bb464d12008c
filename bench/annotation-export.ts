import { parseArgs } from 'node:util';
import { startExport, type ExportFormat } from '#src/annotation/formats/start-export.ts';
import type { ConfigModel, LabelledTask } from '#src/annotation/region.ts';

/**
 * Writers of annotation exports from tasks made on the way, no database and no network:
 * `node --expose-gc bench/annotation-export.ts`. Targets: 50,000 JSON ≤ 5 s, 100,000 COCO ≤ 20 s, memory +≤ 100 MB,
 * first byte ≤ 500 ms.
 */
const { values: options } = parseArgs({
  options: {
    json: { type: 'string', default: '50000' },
    coco: { type: 'string', default: '100000' },
  },
});

const names = ['人', '车', '狗', '树', '灯', '门', '路', '楼'];
const config: ConfigModel = {
  controls: [
    {
      name: 'box',
      tag: 'RectangleLabels',
      type: 'rectanglelabels',
      toName: ['image'],
      labels: names.map((value) => ({ value })),
    },
    { name: 'span', tag: 'Labels', type: 'labels', toName: ['text'], labels: [] },
  ],
  objects: [
    { name: 'image', tag: 'Image', value: 'image' },
    { name: 'text', tag: 'Text', value: 'text' },
  ],
};

const text = '标注平台把任务分给多家供应商，验收后结算。😀 '.repeat(7);
const date = '2026-11-23T08:00:00.000000Z';

/** A task of about 500 bytes of text, five boxes and two spans. */
function taskOf(id: number): LabelledTask {
  const boxes = Array.from({ length: 5 }, (_, n) => ({
    id: `b${n}`,
    from_name: 'box',
    to_name: 'image',
    type: 'rectanglelabels',
    value: {
      x: (id * 7 + n * 13) % 60,
      y: (id * 11 + n * 5) % 60,
      width: 10 + (n % 3) * 7.3,
      height: 12.5,
      rotation: n === 4 ? 30 : 0,
      rectanglelabels: [names[(id + n) % names.length] ?? ''],
    },
    original_width: 1920,
    original_height: 1080,
    image_rotation: 0,
    origin: 'manual',
  }));
  const spans = [3, 20].map((start) => ({
    id: `s${start}`,
    from_name: 'span',
    to_name: 'text',
    type: 'labels',
    value: { start, end: start + 4, text: text.slice(start, start + 4), labels: ['术语'] },
  }));
  return {
    id,
    data: { image: `https://media.example/${id % 1000}/picture-${id}.jpg`, text: `${id} ${text}` },
    annotations: [
      {
        id,
        completed_by: 7,
        result: [...boxes, ...spans],
        was_cancelled: false,
        ground_truth: false,
        created_at: date,
        updated_at: date,
        lead_time: 12.5,
      },
    ],
    predictions: [],
  };
}

/** Pages of a thousand, as a database gives them. */
const tasksOf = (count: number) =>
  async function* (): AsyncGenerator<LabelledTask> {
    for (let id = 1; id <= count; id++) {
      if (id % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
      yield taskOf(id);
    }
  };

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

async function measure(format: ExportFormat, count: number, limit: number): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const work = process.cpuUsage();
  const made = startExport(format, { tasks: tasksOf(count), config });
  let [first, bytes, peak] = [0, 0, before];
  const seen = (length: number): void => {
    if (bytes === 0) first = performance.now() - started;
    bytes += length;
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  if (made.kind === 'file') for await (const chunk of made.chunks) seen(chunk.length);
  else for await (const entry of made.entries) seen(entry.bytes.length);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(work);
  const { regions } = made.report().manifest;
  // A table begins with its columns, which only a walk over all tasks tells.
  const prompt = first <= 500 || format === 'CSV';
  const good = seconds <= limit && prompt && peak - before <= 100e6;
  console.log(
    `${format}: ${count} tasks, ${regions} regions, ${megabytes(bytes)} in ${seconds.toFixed(2)} s (≤ ${limit} s; ` +
      `${((user + system) / 1e6).toFixed(2)} s of processor), ` +
      `first byte ${first.toFixed(1)} ms, memory +${megabytes(peak - before)}${good ? '' : '  MISSED'}`,
  );
  if (!good) process.exitCode = 1;
}

const json = Number(options.json);
const coco = Number(options.coco);
await measure('JSON', 1000, 60);
for (const [format, count, limit] of [
  ['JSON', json, 5],
  ['COCO', coco, 20],
  ['JSON_MIN', json, 5],
  ['CSV', json, 10],
  ['YOLO', coco, 20],
  ['VOC', coco, 20],
  ['CONLL2003', json, 20],
  ['SPACY', json, 10],
] as const)
  await measure(format, count, limit);
