import { describe, expect, test } from 'vitest';
import { fraction, seededRandom, type Random } from '#src/kernel/seeded-random.ts';
import { consensusAccuracy, consensusOf } from './consensus-of.ts';
import { dawidSkene, posteriorOf } from './dawid-skene.ts';
import { decideOverlap } from './decide-overlap.ts';
import { voteTable, type Vote } from './votes.ts';

/** The toy set of crowd-kit: rows are workers, columns tasks t1 to t5; y, n, or - for no answer. */
const toy = ['nyyyy', 'yynyn', '-ynyn', 'ynyyn', 'nnnyn'].flatMap((row, w) =>
  [...row].flatMap((answer, t): Vote[] =>
    answer === '-'
      ? []
      : [{ worker: `w${w + 1}`, item: `t${t + 1}`, label: answer === 'y' ? 'yes' : 'no' }],
  ),
);

describe('consensus', () => {
  for (const model of ['confusion', 'one-coin'] as const)
    test(`the toy set, ${model}: the tie of t1 is broken`, () => {
      const { items } = consensusOf(toy, { model });
      const labels = items
        .toSorted((a, b) => (a.item < b.item ? -1 : 1))
        .map(({ item, majority, dawidSkene }) => [item, majority.label, dawidSkene.label]);
      expect(toy.length).toBe(24);
      expect(labels).toEqual([
        ['t1', null, 'yes'],
        ['t2', 'yes', 'yes'],
        ['t3', 'no', 'no'],
        ['t4', 'yes', 'yes'],
        ['t5', 'no', 'no'],
      ]);
    });

  test('gold is held, and teaches who errs', () => {
    const gold = new Map([
      ['t1', 'no'],
      ['t2', 'no'],
    ]);
    const { items } = consensusOf(toy, { gold });
    expect(items.find(({ item }) => item === 't1')?.dawidSkene).toEqual({
      label: 'no',
      posterior: 1,
      byLabel: { no: 1, yes: 0 },
    });
    expect(items.find(({ item }) => item === 't2')).toMatchObject({ differ: true });
  });

  test('simulated workers: accuracies are recovered and the model beats the vote', () => {
    const random = seededRandom(21);
    const accuracies = [0.95, 0.9, 0.6, 0.55, 0.5];
    const { votes, truth } = simulate(random, { items: 2000, classes: 3, accuracies });
    const consensus = consensusOf(votes, { model: 'one-coin' });
    for (const { worker, accuracy } of consensus.workers)
      expect(Math.abs(accuracy - (accuracies[Number(worker.slice(1))] as number))).toBeLessThan(
        0.04,
      );
    const score = consensusAccuracy(consensus, truth);
    expect((score?.dawidSkene as number) - (score?.majority as number)).toBeGreaterThan(0.02);
    expect(consensus.converged).toBe(true);
    expect(consensusAccuracy(consensus, new Map<string, string>())).toBeNull();
  });
});

describe('overlap', () => {
  const rule = { base: 2, max: 4, agreement: 0.7, posterior: 0.95 };

  test('waits, stops, raises by one, and gives up to a person at the maximum', () => {
    const decide = (answers: number, agreement: number | null, posterior: number | null) =>
      decideOverlap({ answers, agreement, posterior }, rule);
    expect([
      decide(1, null, 0.99),
      decide(2, 1, null),
      decide(2, 0.69, null),
      decide(3, 0, 0.96),
      decide(3, 1, 0.94),
      decide(4, 0.5, null),
      decideOverlap({ answers: 1, agreement: null, posterior: null }, { ...rule, base: 1 }),
    ]).toEqual([
      { kind: 'wait', target: 2 },
      { kind: 'stop', because: 'agreement' },
      { kind: 'raise', target: 3 },
      { kind: 'stop', because: 'posterior' },
      { kind: 'raise', target: 4 },
      { kind: 'adjudicate' },
      { kind: 'stop', because: 'agreement' },
    ]);
  });

  test('simulated crowd: the accuracy of three answers each with at most 60 % of the answers', () => {
    const random = seededRandom(4);
    const accuracies = [0.97, 0.97, 0.97, 0.97, 0.97, 0.97, 0.75, 0.75, 0.75, 0.75];
    const crowd = { classes: 4, accuracies };
    const trained = simulate(random, { ...crowd, items: 300 });
    const table = voteTable(trained.votes, ['0', '1', '2', '3']);
    const model = dawidSkene(table, { gold: trained.truth, model: 'one-coin' });
    const { votes, truth } = simulate(random, { ...crowd, items: 4000 });
    let [asked, right, fixed] = [0, 0, 0];
    for (const [item, all] of Map.groupBy(votes, (vote) => vote.item)) {
      const order = shuffled(random, all).map((vote) => ({
        worker: table.workers.indexOf(vote.worker),
        label: table.labels.indexOf(vote.label),
      }));
      const correct = table.labels.indexOf(truth.get(item) as string);
      const best = (n: number): [number, number] => {
        const posterior = posteriorOf(order.slice(0, n), model);
        const top = Math.max(...posterior);
        return [posterior.indexOf(top), top];
      };
      let answers = 1;
      const adaptive = { ...rule, base: 1, max: 5 };
      while (
        decideOverlap({ answers, agreement: null, posterior: best(answers)[1] }, adaptive).kind ===
        'raise'
      )
        answers += 1;
      asked += answers;
      right += Number(best(answers)[0] === correct);
      const three = order.slice(0, 3).filter(({ label }) => label === correct).length;
      const spread = new Set(order.slice(0, 3).map(({ label }) => label)).size;
      fixed += three >= 2 ? 1 : three === 1 && spread === 3 ? 1 / 3 : 0;
    }
    expect(asked).toBeLessThanOrEqual(0.6 * 3 * 4000);
    expect(right).toBeGreaterThanOrEqual(fixed);
  });
});

function simulate(
  random: Random,
  crowd: { items: number; classes: number; accuracies: readonly number[] },
): { votes: Vote[]; truth: Map<string, string> } {
  const votes: Vote[] = [];
  const truth = new Map<string, string>();
  for (let i = 0; i < crowd.items; i += 1) {
    const right = random() % crowd.classes;
    truth.set(`i${i}`, `${right}`);
    for (const [w, accuracy] of crowd.accuracies.entries()) {
      const wrong = (right + 1 + (random() % (crowd.classes - 1))) % crowd.classes;
      const label = fraction(random) < accuracy ? right : wrong;
      votes.push({ item: `i${i}`, worker: `w${w}`, label: `${label}` });
    }
  }
  return { votes, truth };
}

function shuffled<T>(random: Random, values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
