import {
  agreementOf,
  type AgreementKind,
  type AnsweredTask,
} from '#src/annotation/agreement/agreement-of.ts';
import { fraction, seededRandom } from '#src/kernel/seeded-random.ts';

/**
 * Agreement of 100,000 tasks answered three times each, with a bootstrap of 1,000 resamplings, for every
 * kind of answer. Run: `npx node bench/agreement.ts [tasks]`. Prints seconds and the figures.
 */
const tasks = Number(process.argv[2] ?? 100_000);
const random = seededRandom(7);
const people = ['a', 'b', 'c'];

const around = (centre: number, reach: number): number => centre + (fraction(random) - 0.5) * reach;
const box = (x: number, y: number) => ({ x, y, width: 20, height: 10, rotation: 0 });

const regionOf: Record<AgreementKind, (truth: number) => Record<string, unknown>[]> = {
  choices: (truth) => [
    {
      type: 'choices',
      value: { choices: [`c${fraction(random) < 0.8 ? truth % 5 : random() % 5}`] },
    },
  ],
  ratings: (truth) => [
    { type: 'rating', value: { rating: Math.round(around((truth % 5) + 1, 2)) } },
  ],
  numbers: (truth) => [{ type: 'number', value: { number: around(100 + (truth % 900), 30) } }],
  spans: (truth) =>
    [0, 1, 2].map((i) => {
      const start = i * 50 + (truth % 7) + (fraction(random) < 0.2 ? 1 : 0);
      return { type: 'labels', value: { start, end: start + 8, labels: [`L${truth % 3}`] } };
    }),
  audio: (truth) =>
    [0, 1].map((i) => ({
      type: 'labels',
      value: { start: around(i * 4, 0.5), end: around(i * 4 + 2, 0.5), labels: [`L${truth % 2}`] },
    })),
  boxes: () =>
    [0, 1, 2].map((i) => ({
      type: 'rectanglelabels',
      value: {
        ...box(around(i * 30, 5), around(20, 4)),
        rotation: i === 2 ? around(30, 4) : 0,
        rectanglelabels: ['car'],
      },
    })),
  polygons: () => [
    {
      type: 'polygonlabels',
      value: {
        points: Array.from({ length: 8 }, (_, i) => [
          50 + around(20, 3) * Math.cos(i * 0.785),
          50 + around(20, 3) * Math.sin(i * 0.785),
        ]),
        polygonlabels: ['lake'],
      },
    },
  ],
};

for (const kind of Object.keys(regionOf) as AgreementKind[]) {
  const items = Array.from({ length: tasks }, (): AnsweredTask => {
    const truth = random();
    return {
      answers: people.map((annotator) => ({
        annotator,
        result: regionOf[kind](truth) as unknown as AnsweredTask['answers'][number]['result'],
      })),
    };
  });
  const cpu = process.cpuUsage();
  const from = performance.now();
  const report = agreementOf(kind, items, { replicates: 1000, seed: 1 });
  const seconds = (performance.now() - from) / 1000;
  const used = process.cpuUsage(cpu);
  const processor = ((used.user + used.system) / 1e6).toFixed(2);
  const figures = report.measures
    .map((m) => `${m.name} ${m.value?.toFixed(4)} [${m.low?.toFixed(4)}, ${m.high?.toFixed(4)}]`)
    .join(' · ');
  console.log(
    `${kind}: ${report.compared} tasks, ${seconds.toFixed(2)} s, ${processor} s of processor · ${figures}`,
  );
}
