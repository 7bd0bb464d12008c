import { describe, expect, test } from 'vitest';
import { bootstrap } from '#src/annotation/agreement/bootstrap.ts';
import { ratingEstimator } from '#src/annotation/agreement/rating-measures.ts';
import { patternsOf } from '#src/annotation/agreement/rating-patterns.ts';
import { consensusAccuracy, consensusOf } from '#src/annotation/consensus/consensus-of.ts';
import type { Vote } from '#src/annotation/consensus/votes.ts';
import { fixtureJson, fixtureText } from './annotation-fixtures.ts';

interface Crowd {
  readonly votes: Vote[];
  readonly truth: Map<string, string>;
}
const rowsOf = (path: string, separator: string): string[][] =>
  fixtureText(path)
    .trim()
    .split(/\r?\n/u)
    .map((line) => line.split(separator));

function bluebirds(): Crowd {
  const pairs = (text: string): [string, string][] =>
    [...text.matchAll(/(\d+): (true|false)/gu)].map(([, id, value]) => [
      id as string,
      value as string,
    ]);
  const labels = fixtureText('data/crowd/bluebirds/labels.yaml');
  return {
    votes: [...labels.matchAll(/(\d+): \{([^}]*)\}/gu)].flatMap(([, worker, body]) =>
      pairs(body as string).map(([item, label]) => ({ item, worker: worker as string, label })),
    ),
    truth: new Map(pairs(fixtureText('data/crowd/bluebirds/gt.yaml'))),
  };
}

function rte(): Crowd {
  const rows = rowsOf('data/crowd/crowdtruth/rte.standardized.csv', ',').slice(1);
  return {
    votes: rows.map(([, worker, item, label]) => ({ item, worker, label }) as Vote),
    truth: new Map(rows.map(([, , item, , gold]) => [item as string, gold as string])),
  };
}

function barzan(): Crowd {
  const votes = rowsOf('data/crowd/BarzanMozafari/labels.txt', '\t');
  const truth = rowsOf('data/crowd/BarzanMozafari/evaluation.txt', '\t');
  return {
    votes: votes.map(([worker, item, label]) => ({ worker, item, label }) as Vote),
    truth: new Map(truth.map(([item, label]) => [item as string, label as string])),
  };
}

const { crowd } = fixtureJson('data/truth.json') as {
  crowd: Record<
    string,
    {
      labels: number;
      workers: number;
      items: number;
      majority_vote_ties: number;
      majority_vote_accuracy_ties_shared: number;
      dawid_skene_accuracy: number;
      alpha_nominal: number;
      fleiss_kappa: number;
    }
  >;
};
const four = (value: number | null | undefined): number => Number((value as number).toFixed(4));

describe('real crowds give the printed figures', () => {
  for (const [name, read] of Object.entries({ bluebirds, rte, barzan }))
    test(name, () => {
      const { votes, truth } = read();
      const consensus = consensusOf(votes);
      const accuracy = consensusAccuracy(consensus, truth);
      const byItem = Map.groupBy(votes, ({ item }) => item);
      const [alpha, kappa] = bootstrap(
        ratingEstimator(
          patternsOf([...byItem.values()].map((row) => row.map(({ label }) => label))),
          ['alpha:nominal', 'fleissKappa'],
        ),
        { replicates: 0 },
      );
      const printed = crowd[name];
      expect({
        labels: votes.length,
        workers: consensus.workers.length,
        items: consensus.items.length,
        majority_vote_ties: consensus.items.filter(({ majority }) => majority.label === null)
          .length,
        majority_vote_accuracy_ties_shared: four(accuracy?.majority),
        dawid_skene_accuracy: four(accuracy?.dawidSkene),
        alpha_nominal: four(alpha?.value),
        fleiss_kappa: four(kappa?.value),
      }).toEqual({
        labels: printed?.labels,
        workers: printed?.workers,
        items: printed?.items,
        majority_vote_ties: printed?.majority_vote_ties,
        majority_vote_accuracy_ties_shared: printed?.majority_vote_accuracy_ties_shared,
        dawid_skene_accuracy: printed?.dawid_skene_accuracy,
        alpha_nominal: printed?.alpha_nominal,
        fleiss_kappa: printed?.fleiss_kappa,
      });
    });
});
