import { organisationBySlug } from '#src/identity/index.ts';
import { scoreVersion } from '#src/quality/score-version.ts';
import { recordedEligibility } from '#src/selection/applications/eligibility.ts';
import { saveApplication, startApplication } from '#src/selection/applications/edit.ts';
import { heldApplication } from '#src/selection/applications/held-application.ts';
import { refuseApplication, screenApplication } from '#src/selection/applications/screen.ts';
import { submitApplication } from '#src/selection/applications/submit.ts';
import { withdrawApplication } from '#src/selection/applications/withdraw.ts';
import { mayApply, mayDecide, mayEdit } from '#src/selection/policy.ts';
import { applicationsOfRound } from '#src/selection/queries/application.ts';
import { lockRound, roundById } from '#src/selection/queries/round.ts';
import { ruleSetById } from '#src/selection/queries/rule-set.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Audit } from '#src/audit/index.ts';
import { acting, seeding, type Cast, type RoundDeps } from './cast.ts';
import type { PlannedApplication } from './plans.ts';

const answersOf = (plan: PlannedApplication) => ({
  field: plan.field,
  purpose: '面向教学、研究与行业分析公开使用，已有多家单位引用。',
  method: '取自公开来源，逐列核对单位与含义，保留原始文件与校验值。',
  ...(plan.silent ? {} : { updatePlan: '来源更新后一个月内发布新版本，并说明差异。' }),
  contactName: '演示联系人',
  contactEmail: 'provider@demo.example',
  summary: plan.summary,
  people: plan.people,
  truthful: true,
});

async function applyOnce(
  trx: any,
  audit: Audit,
  actor: UserActor,
  roundId: string,
  plan: PlannedApplication,
): Promise<void> {
  const by = actor.userId;
  const org = mayApply(actor, await organisationBySlug(trx, plan.org));
  const draft = await startApplication(trx, audit, roundId, org, by);
  const { org: slug, name, version } = plan;
  const saved = await saveApplication(trx, audit, actor, mayEdit(actor, draft), {
    revision: draft.revision,
    title: plan.title,
    answers: answersOf(plan),
    dataset: { org: slug, name, version: version as never },
  });
  const { round, application } = await heldApplication(trx, saved.id);
  const sent = await submitApplication(trx, audit, round, mayEdit(actor, application), {
    revision: application.revision,
    by,
  });
  if (plan.withdrawn)
    await withdrawApplication(trx, audit, mayEdit(actor, sent), {
      ...{ revision: sent.revision, reason: '数据来源待补充授权说明', by },
    });
}

/** Scorecards of what is nominated, as the job computes them after each publication. */
async function scoreAll(deps: RoundDeps, plans: readonly PlannedApplication[]): Promise<void> {
  const rows = await deps.store.read(seeding, (db) =>
    db
      .selectFrom('catalog.version as v')
      .innerJoin('catalog.dataset as d', 'd.id', 'v.dataset_id')
      .select(['v.id', 'v.semver', 'd.name'])
      .where('v.state', '=', 'published')
      .execute(),
  );
  const wanted = new Set(plans.map((p) => `${p.name} ${p.version}`));
  for (const row of rows)
    if (wanted.has(`${row.name} ${row.semver}`)) await scoreVersion(deps as never, row.id);
}

const asksQuality = (deps: RoundDeps, roundId: string): Promise<boolean> =>
  deps.store.read(seeding, async (db) => {
    const round = await roundById(db as never, roundId);
    const ruleSet = round && (await ruleSetById(db as never, round.rule_set_id));
    return ruleSet?.rules.some((rule) => rule.key === 'quality') ?? false;
  });

/** Every planned application that is not there yet, in the name of its organisation's owner. */
export async function applyAll(
  deps: RoundDeps,
  cast: Cast,
  roundId: string,
  plans: readonly PlannedApplication[],
): Promise<void> {
  if (await asksQuality(deps, roundId)) await scoreAll(deps, plans);
  for (const [slug, own] of Map.groupBy(plans, (plan) => plan.org)) {
    const actor = cast.owners.get(slug);
    if (!actor) throw new RangeError(`nobody owns ${slug}`);
    await acting(deps, actor, async (trx, audit) => {
      const there = await trx
        .selectFrom('selection.application as a')
        .innerJoin('identity.organisation as o', 'o.id', 'a.lead_org_id')
        .select('a.id')
        .where('a.round_id', '=', roundId)
        .where('o.slug', '=', slug)
        .executeTakeFirst();
      if (there) return;
      for (const plan of own) await applyOnce(trx, audit, actor, roundId, plan);
    });
  }
}

/** Screens in what passes every rule, and out what does not. */
export const screenAll = (deps: RoundDeps, cast: Cast, roundId: string): Promise<void> =>
  acting(deps, cast.operator, async (trx, audit) => {
    const { operator } = cast;
    const round = await lockRound(trx, roundId);
    const rules = round && (await ruleSetById(trx, round.rule_set_id))?.rules;
    if (!round || !rules) throw new Error('the round is gone');
    for (const row of await applicationsOfRound(trx, roundId, 'submitted')) {
      const { eligible } = await recordedEligibility(trx, row, rules, true);
      const body = { revision: row.revision, by: operator.userId };
      const decided = mayDecide(operator, row, []);
      await (eligible
        ? screenApplication(trx, audit, round, decided, body)
        : refuseApplication(trx, audit, round, decided, {
            ...body,
            reason: '未说明更新机制，不符合“持续建设”的要求。',
          }));
    }
  });
