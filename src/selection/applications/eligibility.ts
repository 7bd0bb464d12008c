import type { Db } from '../deps.ts';
import type { ApplicationRow } from '../queries/application.ts';
import { latestChecks, waiversOf, type CheckRow, type WaiverRow } from '../queries/eligibility.ts';
import { counterfactual, counterfactualSentence } from '../rules/counterfactual.ts';
import { evaluateRules, type Outcome, type RuleResult } from '../rules/evaluate.ts';
import type { Facts, FactValue } from '../rules/fact.ts';
import type { Rule } from '../rules/rule.ts';
import type { EligibilityBody } from '../schema.ts';

type CheckBody = EligibilityBody['checks'][number];

function checkOf(
  rule: Rule,
  result: Outcome,
  evidence: Readonly<Record<string, FactValue>>,
  waiver: WaiverRow | undefined,
): CheckBody {
  const waived = result !== 'pass' && waiver?.state === 'approved';
  return {
    rule: rule.key,
    clause: rule.clause,
    basis: rule.basis,
    title: rule.title,
    result: waived ? 'waived' : result,
    evidence,
    fix: rule.fix,
    ...(waiver ? { waiver: { id: waiver.id, state: waiver.state, reason: waiver.reason } } : {}),
  };
}

/** Fails, unknowns and what would turn them; a waived rule needs no change. */
function eligibility(
  results: readonly RuleResult[],
  facts: Facts,
  waivers: readonly WaiverRow[],
): EligibilityBody {
  const checks = results.map(({ rule, result, evidence }) =>
    checkOf(
      rule,
      result,
      evidence,
      waivers.findLast((w) => w.rule_key === rule.key),
    ),
  );
  const eligible = checks.every((c) => c.result === 'pass' || c.result === 'waived');
  const waived = new Set(checks.filter((c) => c.result === 'waived').map((c) => c.rule));
  const asked = results.map((r) => r.rule).filter((rule) => !waived.has(rule.key));
  const changes = eligible ? undefined : counterfactual(asked, facts);
  return {
    checks,
    eligible,
    ...(changes && changes.length > 0 ? { counterfactual: counterfactualSentence(changes) } : {}),
  };
}

/** What the rules say of the facts of this moment. */
export const presentEligibility = (rules: readonly Rule[], facts: Facts): EligibilityBody =>
  eligibility(evaluateRules(rules, facts), facts, []);

/**
 * What the last recorded check said, with the waivers since. One that is only proposed is the officers' matter
 * until another person decides: its applicants read the decided ones alone.
 */
export async function recordedEligibility(
  db: Db,
  application: ApplicationRow,
  rules: readonly Rule[],
  asOfficer: boolean,
): Promise<EligibilityBody> {
  const rows = new Map<string, CheckRow>();
  for (const row of await latestChecks(db, application.id)) rows.set(row.rule_key, row);
  const waivers = (await waiversOf(db, application.id)).filter(
    (waiver) => asOfficer || waiver.state !== 'proposed',
  );
  const results = rules.map((rule) => {
    const row = rows.get(rule.key);
    const evidence = (row?.facts ?? {}) as Readonly<Record<string, FactValue>>;
    return { rule, result: row?.result ?? ('unknown' as const), evidence };
  });
  const facts: Facts = Object.assign({}, ...results.map((r) => r.evidence));
  return eligibility(results, facts, waivers);
}
