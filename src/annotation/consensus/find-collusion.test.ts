import { describe, expect, test } from 'vitest';
import { fraction, seededRandom, type Random } from '#src/kernel/seeded-random.ts';
import { findCollusion } from './find-collusion.ts';
import type { Vote } from './votes.ts';

describe('collusion', () => {
  const vendorOf = (worker: string): string => String(Math.floor(Number(worker.slice(1)) / 3));

  /**
   * Four vendors of three; each of 2,000 items (2 % of 100,000) goes to one worker of each vendor. `copying`
   * is the share of their common items on which one worker hands in what a worker of another vendor did.
   */
  function planted(random: Random, classes: number, copying: number) {
    const accuracy = Array.from({ length: 12 }, () => 0.75 + 0.15 * fraction(random));
    const votes: Vote[] = [];
    const [source, copier] = [random() % 3, 3 + (random() % 3)];
    for (let i = 0; i < 2000; i += 1) {
      const truth = random() % classes;
      const labels = new Map<number, number>();
      for (const vendor of [0, 1, 2, 3]) {
        const worker = vendor * 3 + (random() % 3);
        const wrong = (truth + 1 + (random() % (classes - 1))) % classes;
        labels.set(worker, fraction(random) < (accuracy[worker] as number) ? truth : wrong);
      }
      if (labels.has(source) && labels.has(copier) && fraction(random) < copying)
        labels.set(copier, labels.get(source) as number);
      for (const [worker, label] of labels)
        votes.push({ item: `i${i}`, worker: `w${worker}`, label: `${label}` });
    }
    return { votes, pair: [`w${source}`, `w${copier}`].toSorted().join(' ') };
  }

  for (const [classes, copying] of [
    [2, 0.7],
    [4, 0.5],
  ] as const)
    test(
      `planted copying of ${copying} with ${classes} classes: recall 95 %, false alarms below 1 %`,
      { timeout: 120_000 },
      () => {
        const random = seededRandom(99 + classes);
        let [found, alarms, innocent] = [0, 0, 0];
        const runs = 40;
        for (let run = 0; run < runs; run += 1) {
          const { votes, pair } = planted(random, classes, copying);
          const suspicions = findCollusion(votes, { vendorOf });
          expect(suspicions.length).toBe(54);
          for (const { workers, suspected } of suspicions)
            if (workers.toSorted().join(' ') === pair) found += Number(suspected);
            else {
              innocent += 1;
              alarms += Number(suspected);
            }
        }
        expect(found / runs).toBeGreaterThanOrEqual(0.95);
        expect(alarms / innocent).toBeLessThan(0.01);
      },
    );

  test('honest crowds: an alarm in one run of ten at most', { timeout: 120_000 }, () => {
    const random = seededRandom(3);
    let alarmed = 0;
    for (let run = 0; run < 20; run += 1) {
      const suspicions = findCollusion(planted(random, 3, 0).votes, { vendorOf });
      alarmed += Number(suspicions.some(({ suspected }) => suspected));
    }
    expect(alarmed).toBeLessThanOrEqual(2);
  });

  test('with gold, two workers alone can be compared', () => {
    const random = seededRandom(8);
    const gold = new Map<string, string>();
    const votes: Vote[] = [];
    for (let i = 0; i < 200; i += 1) {
      const [truth, slip] = [random() % 3, fraction(random) < 0.2];
      gold.set(`i${i}`, `${truth}`);
      const label = `${slip ? (truth + 1 + (random() % 2)) % 3 : truth}`;
      votes.push({ item: `i${i}`, worker: 'w0', label }, { item: `i${i}`, worker: 'w3', label });
    }
    const [pair] = findCollusion(votes, { vendorOf, gold });
    const wrong = votes.filter(({ item, label }) => gold.get(item) !== label).length / 2;
    expect(pair).toMatchObject({
      workers: ['w0', 'w3'],
      shared: 200,
      identicalErrors: wrong,
      suspected: true,
    });
    expect(pair?.copied).toBeGreaterThan(0.8);
    expect(findCollusion(votes, { vendorOf })).toEqual([]);
  });
});
