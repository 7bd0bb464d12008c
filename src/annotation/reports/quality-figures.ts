import { startAgreement } from '../agreement/agreement-of.ts';
import { readRating } from '../agreement/read-rating.ts';
import type { LabelRegion } from '../agreement/region-marks.ts';
import { consensusOf } from '../consensus/consensus-of.ts';
import { findCollusion } from '../consensus/find-collusion.ts';
import type { Vote } from '../consensus/votes.ts';
import type { Question } from './questions.ts';
import type { AnsweredRow } from './queries.ts';
import type { QualityFigures } from './schema.ts';

const mostShown = 100;

/** Takes answered tasks one after another; `figures` then says how far people agree and on what not. */
export interface QualityRun {
  add(task: AnsweredRow): void;
  figures(): QualityFigures;
}

/**
 * Agreement of every question with bootstrap intervals; for choices also the majority beside Dawid–Skene
 * and, where wanted, pairs of people of different vendors with the same errors.
 */
export function startQuality(questions: readonly Question[], withCollusion: boolean): QualityRun {
  const runs = questions.map((question) => ({
    question,
    run: startAgreement(question.kind, { fromName: question.name }),
    votes: [] as Vote[],
  }));
  const vendors = new Map<string, string>();
  let tasks = 0;
  return {
    add({ id, answers }) {
      tasks += 1;
      const given = answers.map(({ person, vendor, result }) => {
        vendors.set(person, vendor);
        return { annotator: person, result: result as readonly LabelRegion[] };
      });
      for (const { question, run, votes } of runs) {
        run.add({ answers: given });
        if (question.kind !== 'choices') continue;
        for (const { annotator, result } of given) {
          const label = readRating(result, 'choices', question.name);
          if (label !== null) votes.push({ item: id, worker: annotator, label: String(label) });
        }
      }
    },
    figures: () => ({
      tasks,
      agreement: runs.map(({ question, run }) => {
        const { kind, items, compared, annotators, measures, pairs } = run.report();
        return {
          question: question.name,
          kind,
          items,
          compared,
          annotators,
          measures: measures.map((m) => ({ ...m })),
          pairs: pairs.slice(0, mostShown).map((p) => ({
            annotators: [...p.annotators],
            items: p.items,
            figures: { ...p.figures },
          })),
        };
      }),
      consensus: runs.flatMap(({ question, votes }) =>
        votes.length === 0 ? [] : [consensusFigures(question.name, votes)],
      ),
      ...(withCollusion
        ? { collusion: runs.flatMap(({ question, votes }) => suspicions(question, votes, vendors)) }
        : {}),
    }),
  };
}

function consensusFigures(
  question: string,
  votes: readonly Vote[],
): QualityFigures['consensus'][number] {
  const { items, workers, rounds, converged } = consensusOf(votes);
  const differing = items.filter((i) => i.differ);
  return {
    question,
    items: items.length,
    ties: items.filter((i) => i.majority.label === null).length,
    differ: differing.length,
    rounds,
    converged,
    workers: workers.map(({ worker, accuracy }) => ({ person: worker, accuracy })),
    differing: differing.slice(0, mostShown).map((i) => ({
      taskId: i.item,
      votes: i.votes,
      majority: [...i.majority.winners],
      share: i.majority.share,
      dawidSkene: i.dawidSkene.label,
      posterior: i.dawidSkene.posterior,
    })),
  };
}

function suspicions(
  question: Question,
  votes: readonly Vote[],
  vendors: ReadonlyMap<string, string>,
): NonNullable<QualityFigures['collusion']> {
  if (votes.length === 0 || new Set(vendors.values()).size < 2) return [];
  return findCollusion(votes, { vendorOf: (worker) => vendors.get(worker) ?? '' })
    .slice(0, mostShown)
    .map(({ workers, ...pair }) => ({ question: question.name, people: [...workers], ...pair }));
}
