import { workingDayAfter } from '#src/notice/index.ts';
import { commandRound, closeOverdueRounds } from '#src/selection/rounds/command-round.ts';
import { createRound } from '#src/selection/rounds/keep-round.ts';
import { addRuleSet } from '#src/selection/rules/keep-rule-set.ts';
import type { RuleSetRow } from '#src/selection/queries/rule-set.ts';
import { ruleSetsOf } from '#src/selection/queries/rule-set.ts';
import { lockRound, type RoundRow } from '#src/selection/queries/round.ts';
import { acting, seeding, type Cast, type RoundDeps } from './cast.ts';
import type { PlannedApplication } from './plans.ts';

const source = '演示规则（非正式文件） / Rules of the demonstration';

export interface RoundPlan {
  readonly year: number;
  readonly title: { readonly zh: string; readonly en: string };
  readonly capacity: number;
  readonly opensOn: string;
  /** Where the deadline is put once the applications are in; absent for a call that stays open. */
  readonly closedOn?: string;
  readonly applications: readonly PlannedApplication[];
}

const guide = {
  zh: '## 申报指南\n\n由数据集所属机构申报一个已发布的数据集版本。提交后内容冻结，经资格审查、专家双盲评审、评议、公示后列入年度目录，全年不超过十个。\n\n本批次为演示。',
  en: '## Guide\n\nAn organisation nominates a published version of one of its datasets. What is submitted stays as it is; after the eligibility check, double-blind review, deliberation and public notice at most ten a year enter the directory.\n\nThis round is a demonstration.',
};

/** The round of this English title. */
export const roundTitled = (deps: RoundDeps, title: string): Promise<RoundRow | undefined> =>
  deps.store.read(seeding, async (db) => {
    const row = await db
      .selectFrom('selection.round')
      .selectAll()
      .where('title_en', '=', title)
      .executeTakeFirst();
    return row as RoundRow | undefined;
  });

/** Lowest score of a version that was published a moment ago, whose files are not profiled yet. */
const leastQuality = 20;

/**
 * Rules as the first set of the measure has them, but a licence that is stated in words is enough and the
 * scorecard, which came in the second year, need not wait for the profiles of the files.
 */
function relaxed(first: RuleSetRow, year: number) {
  return first.rules.flatMap((rule) => {
    if (rule.key === 'licence')
      return [{ ...rule, test: { fact: 'licence.stated', op: 'is', value: true } as const }];
    if (rule.key !== 'quality') return [rule];
    const title = {
      zh: `质量评分不低于 ${leastQuality} 分`,
      en: `The quality score is at least ${leastQuality}`,
    };
    const test = { fact: 'quality.total', op: 'atLeast', value: leastQuality } as const;
    return year > 2025 ? [{ ...rule, title, test }] : [];
  });
}

async function ruleSetFor(trx: any, audit: any, by: string, year: number): Promise<string> {
  const sets = await ruleSetsOf(trx, 'M8');
  const from = `${year}-01-01`;
  const there = sets.find((s) => s.source_document === source && s.effective_from === from);
  if (there) return there.id;
  const first = sets.find((s) => s.version === 1);
  if (!first) throw new Error('measure 8 has no rules');
  const row = await addRuleSet(
    trx,
    audit,
    'M8',
    {
      effectiveFrom: from,
      effectiveTo: `${year}-12-31`,
      sourceDocument: source,
      sourceClause: first.source_clause,
      sourceStatus: 'consultation-draft',
      rules: relaxed(first, year) as never,
      form: first.form as never,
      settings: { ...first.settings, reviewsPerItem: 4 },
    },
    by,
  );
  return row.id;
}

/** Makes the round and opens it; it closes so many working days from now. */
export async function announceRound(
  deps: RoundDeps,
  cast: Cast,
  plan: RoundPlan,
  today: string,
  workingDays: number,
): Promise<void> {
  const { operator } = cast;
  await acting(deps, operator, async (trx, audit) => {
    const round = await createRound(
      trx,
      audit,
      {
        programme: 'M8',
        ...{ year: plan.year, title: plan.title, guide, capacity: plan.capacity },
        ruleSet: await ruleSetFor(trx, audit, operator.userId, plan.year),
        opensOn: plan.opensOn,
        closesOn: await workingDayAfter(trx, today, workingDays),
      },
      operator.userId,
    );
    await commandRound(trx, audit, round, 'open', { actor: operator.userId });
  });
}

/** Lets the deadline pass: the days of the call are those planned, and the hub's own job closes it. */
export async function passDeadline(deps: RoundDeps, id: string, closedOn: string): Promise<void> {
  await deps.store.write(seeding, (trx) =>
    trx
      .updateTable('selection.round')
      .set((eb) => ({ closes_on: closedOn, revision: eb('revision', '+', 1) }))
      .where('id', '=', id)
      .execute(),
  );
  await closeOverdueRounds(deps);
}

/** Takes the round a step further in the operator's name. */
export const moveOn = (
  deps: RoundDeps,
  cast: Cast,
  id: string,
  command: 'screen' | 'review' | 'deliberate',
): Promise<RoundRow> =>
  acting(deps, cast.operator, async (trx, audit) => {
    const round = await lockRound(trx, id);
    if (!round) throw new Error('the round is gone');
    return commandRound(trx, audit, round, command, { actor: cast.operator.userId });
  });
