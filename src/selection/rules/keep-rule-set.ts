import type { Audit } from '#src/audit/index.ts';
import { AppError, errors, type FieldError } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Trx } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';
import { isForm } from '../forms/check-form.ts';
import { questionOf, type FormStep } from '../forms/form-schema.ts';
import {
  insertRuleSet,
  programmeByCode,
  ruleSetById,
  ruleSetsOf,
  updateRuleSet,
  type RuleSetRow,
} from '../queries/rule-set.ts';
import type { WriteRuleSet } from '../schema.ts';
import { isSettings } from './check-settings.ts';
import { factsOf } from './evaluate.ts';
import { isRule, type Rule } from './rule.ts';
import { ruleSetHash } from './rule-set-hash.ts';

type Body = typeof WriteRuleSet.infer;

/** Rules about answers ask only what the form asks. */
const asksTheForm = (rule: Rule, form: readonly FormStep[]): boolean =>
  factsOf(rule.test).every(
    (fact) => !fact.startsWith('answer.') || questionOf(form, fact.slice(7)) !== undefined,
  );

function contentOf(programme: string, version: number, body: Body) {
  const problems: FieldError[] = [];
  const complain = (field: string, message: string) =>
    problems.push({ field, code: 'rule-set', message });
  const { rules, form, settings } = body as { rules: unknown[]; form: unknown; settings: unknown };
  if (!isForm(form)) complain('form', 'must be steps in the documented subset of JSON Schema');
  for (const [i, rule] of rules.entries())
    if (!isRule(rule) || (isForm(form) && !asksTheForm(rule, form)))
      complain(`rules/${i}`, 'must be a rule of known facts and comparisons');
  const keys = rules.filter(isRule).map((rule) => rule.key);
  if (new Set(keys).size !== keys.length) complain('rules', 'must have distinct keys');
  if (!isSettings(settings))
    complain('settings', 'must hold rubric, blind mode and numbers in range');
  if (body.effectiveTo !== undefined && body.effectiveTo < body.effectiveFrom)
    complain('effectiveTo', 'must not lie before the first day');
  if (problems.length > 0 || !isForm(form) || !isSettings(settings) || !rules.every(isRule))
    throw new AppError(selectionRefusals.ruleSetWrong, { errors: problems });
  return {
    programme_code: programme,
    version,
    effective_from: body.effectiveFrom,
    effective_to: body.effectiveTo ?? null,
    source_document: body.sourceDocument,
    source_clause: body.sourceClause,
    source_status: body.sourceStatus,
    ...{ rules, form, settings },
  };
}

async function rowOf(content: ReturnType<typeof contentOf>) {
  return {
    ...content,
    rules: JSON.stringify(content.rules),
    form: JSON.stringify(content.form),
    settings: JSON.stringify(content.settings),
    sha256: await ruleSetHash(content),
  };
}

async function audited(trx: Trx, audit: Audit, command: string, id: string): Promise<RuleSetRow> {
  const row = await ruleSetById(trx, id);
  if (!row) throw new AppError(errors.notFound);
  await audit({
    action: `selection.${command}-rule-set`,
    objectType: 'selection-rule-set',
    objectId: id,
    after: { programme: row.programme_code, version: row.version, sha256: row.sha256 },
  });
  return row;
}

/** Adds the next version of a measure's rules; selection.ruleSetWrong names each part that is wrong. */
export async function addRuleSet(
  trx: Trx,
  audit: Audit,
  programme: string,
  body: Body,
  by: string,
): Promise<RuleSetRow> {
  if (!(await programmeByCode(trx, programme))) throw new AppError(errors.notFound);
  const [newest] = await ruleSetsOf(trx, programme);
  const id = newId();
  const content = contentOf(programme, (newest?.version ?? 0) + 1, body);
  if (!(await insertRuleSet(trx, { id, ...(await rowOf(content)), created_by: by })))
    throw new AppError(errors.conflict);
  return audited(trx, audit, 'add', id);
}

/** Changes a version that no round uses yet. */
export async function reviseRuleSet(
  trx: Trx,
  audit: Audit,
  before: RuleSetRow,
  body: Body & { readonly revision: number },
): Promise<RuleSetRow> {
  if (before.used) throw new AppError(selectionRefusals.ruleSetUsed);
  const row = await rowOf(contentOf(before.programme_code, before.version, body));
  if (!(await updateRuleSet(trx, before.id, body.revision, row)))
    throw new AppError(errors.conflict);
  return audited(trx, audit, 'revise', before.id);
}
