import { AppError, errors } from '#src/kernel/errors.ts';
import { rankedOf, type Table } from './deliberation.ts';
import { decisionErrors } from './errors.ts';
import { splitTies, suggest } from './rank-order.ts';
import type { TraceStep } from './tables.ts';

export interface Proposal {
  /** Ids of the selected in their order. */
  readonly selected: readonly string[];
  /** By application id; the reason of the minutes where none is given here. */
  readonly reasons?: Readonly<Record<string, string>> | undefined;
}

export interface DecisionLine {
  readonly application_id: string;
  readonly outcome: 'selected' | 'not_selected';
  readonly place: number | null;
  readonly reason: string | null;
  readonly rank: number | null;
  readonly raw: number | null;
  readonly adjusted: number | null;
  readonly by_criterion: Readonly<Record<string, number>>;
}

/** What the decision says of each application. */
export function linesOf(
  table: Table,
  proposal: Proposal,
  reasons: ReadonlyMap<string, string>,
): DecisionLine[] {
  const place = new Map(proposal.selected.map((id, n) => [id, n + 1]));
  return table.items.map(({ application, ranking }) => ({
    application_id: application.id,
    outcome: place.has(application.id) ? 'selected' : 'not_selected',
    place: place.get(application.id) ?? null,
    reason: place.has(application.id) ? null : (reasons.get(application.id) ?? null),
    rank: ranking?.rank ?? null,
    raw: ranking?.raw.mean ?? null,
    adjusted: ranking?.adjusted ?? null,
    by_criterion: ranking?.raw.byCriterion ?? {},
  }));
}

/** The steps by which the declared rules lead there. */
export function traceOf(table: Table, selected: readonly string[]): TraceStep[] {
  const { settings, connected, places, slotsLeft, round } = table;
  const shortlisted = table.items.filter((i) => i.application.state !== 'under_review');
  const proposed = suggest(shortlisted.map(rankedOf), places, settings.tieBreakers);
  const steps: TraceStep[] = [
    {
      op: 'ranking',
      text: connected
        ? { zh: '按调整后得分排序。', en: 'Ranked by adjusted score.' }
        : {
            zh: '评审专家之间无法比较，按原始均分排序。',
            en: 'Reviewers cannot be compared; ranked by raw mean.',
          },
      applications: table.items.map((i) => i.application.id),
    },
    {
      op: 'shortlist',
      text: { zh: `入围 ${shortlisted.length} 项。`, en: `${shortlisted.length} shortlisted.` },
      applications: shortlisted.map((i) => i.application.id),
    },
    {
      op: 'capacity',
      text: {
        zh: `批次名额 ${round.capacity} 个，${round.year} 年目录剩余 ${slotsLeft} 个，至多入选 ${places} 项，决定入选 ${selected.length} 项。`,
        en: `The round has ${round.capacity} places and the directory of ${round.year} ${slotsLeft} slots left: at most ${places}; ${selected.length} are selected.`,
      },
    },
  ];
  if (proposed.tied.length > 0)
    steps.push({
      op: 'slot-left-empty',
      text: {
        zh: `末位得分相同且按事先公布的规则无法区分，名额留空 ${proposed.empty} 个。`,
        en: `Equal at the cut and not told apart by what was declared: ${proposed.empty} left empty.`,
      },
      applications: proposed.tied,
    });
  return steps;
}

/** Checks a proposal against capacity, shortlist, ties and reasons; throws the first that fails. */
export function checkProposal(
  table: Table,
  proposal: Proposal,
  lines: readonly DecisionLine[],
): void {
  const chosen = new Set(proposal.selected);
  const ranked = new Map(table.items.map((item) => [item.application.id, item]));
  if (chosen.size !== proposal.selected.length) throw new AppError(errors.invalid);
  for (const id of chosen) {
    const state = ranked.get(id)?.application.state;
    if (state === undefined) throw new AppError(errors.notFound);
    if (state === 'under_review') throw new AppError(decisionErrors.notShortlisted);
  }
  if (chosen.size > table.places) throw new AppError(decisionErrors.overCapacity);
  const shortlisted = table.items.filter((i) => i.application.state !== 'under_review');
  const ties = splitTies(
    shortlisted.filter((i) => chosen.has(i.application.id)).map(rankedOf),
    shortlisted.filter((i) => !chosen.has(i.application.id)).map(rankedOf),
    table.settings.tieBreakers,
  );
  if (ties.length > 0) throw new AppError(decisionErrors.tie, { extra: { applications: ties } });
  const silent = lines.filter((line) => line.outcome === 'not_selected' && !line.reason);
  if (silent.length > 0)
    throw new AppError(decisionErrors.reasonsMissing, {
      errors: silent.slice(0, 200).map((line) => ({
        field: `reasons/${line.application_id}`,
        code: 'reason',
        message: 'is needed',
      })),
    });
}
