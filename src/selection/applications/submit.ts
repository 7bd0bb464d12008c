import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import type { Trx } from '../deps.ts';
import { selectionRefusals } from '../errors.ts';
import { moveApplication } from '../move.ts';
import { isDatasetTaken, takeNumber, type ApplicationRow } from '../queries/application.ts';
import { insertChecks } from '../queries/eligibility.ts';
import { filesOf, insertVersion, jointOrgs } from '../queries/parts.ts';
import { isFuture, type RoundRow } from '../queries/round.ts';
import { ruleSetById } from '../queries/rule-set.ts';
import { evaluateRules } from '../rules/evaluate.ts';
import { gatherFacts } from './gather-facts.ts';
import { answersWithFiles, applicationProblems } from './problems.ts';
import { snapshotOf } from './snapshot-of.ts';
import { ownRevision } from './view.ts';

/** A number drawn at random, so that it tells nothing of how many there are. */
async function drawNumber(trx: Trx, year: number): Promise<string> {
  for (;;) {
    const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
    const number = `SEL-${year}-${String(random % 1_000_000).padStart(6, '0')}`;
    if (await takeNumber(trx, number)) return number;
  }
}

/** In time, by the database's clock: a first submission by the round's deadline, a correction by its own. */
async function mustBeInTime(trx: Trx, round: RoundRow, application: ApplicationRow): Promise<void> {
  if (application.state !== 'returned') {
    if (!round.receiving) throw new AppError(selectionRefusals.notReceiving);
    return;
  }
  if (!['open', 'closed', 'screening'].includes(round.state))
    throw new AppError(errors.wrongState, { extra: { state: round.state } });
  if (application.returned_due && !(await isFuture(trx, application.returned_due)))
    throw new AppError(selectionRefusals.returnOverdue);
}

/**
 * Submits an application, or its correction: freezes what it says with its hash, checks it against
 * the rules and records both. selection.notReceiving or selection.returnOverdue when it is too late,
 * selection.incomplete naming each question, selection.datasetTaken for a dataset nominated twice.
 * The caller holds the round and has locked the application.
 */
export async function submitApplication(
  trx: Trx,
  audit: Audit,
  round: RoundRow,
  application: Authorized<ApplicationRow, 'edit'>,
  input: { readonly revision: number; readonly by: string },
): Promise<ApplicationRow> {
  await mustBeInTime(trx, round, application);
  if (ownRevision(application) !== input.revision) throw new AppError(errors.conflict);
  const ruleSet = await ruleSetById(trx, round.rule_set_id);
  if (!ruleSet) throw new AppError(errors.notFound);
  const joint = await jointOrgs(trx, application.id);
  const files = await filesOf(trx, application.id);
  const { facts, nominated, quality } = await gatherFacts(trx, application, joint);
  const problems = applicationProblems(ruleSet.form, round.subject, application, {
    joint,
    files,
    nominated,
  });
  if (problems.length > 0) throw new AppError(selectionRefusals.incomplete, { errors: problems });
  const number = application.number ?? (await drawNumber(trx, round.year));
  const version = (application.snapshot_version ?? 0) + 1;
  const snapshot = snapshotOf({
    application,
    ...{ number, version, ruleSet, joint, files, facts, nominated, quality },
    answers: answersWithFiles(ruleSet.form, application.answers, files),
  });
  const sha256 = await sha256Hex(canonicalJson(snapshot));
  const text = JSON.stringify(snapshot);
  await insertVersion(trx, {
    application_id: application.id,
    version,
    snapshot: text,
    sha256,
    submitted_by: input.by,
  });
  const results = evaluateRules(ruleSet.rules, facts);
  await insertChecks(
    trx,
    application.id,
    results.map(({ rule, result, evidence }) => ({ key: rule.key, result, evidence })),
  );
  const command = application.state === 'returned' ? 'resubmit' : 'submit';
  try {
    return await moveApplication(trx, audit, application, command, {
      actor: input.by,
      payload: { version, sha256, number },
      change: {
        number,
        snapshot: text,
        snapshot_sha256: sha256,
        snapshot_version: version,
        submitted_at: new Date(),
        returned_due: null,
      },
    });
  } catch (error) {
    throw isDatasetTaken(error) ? new AppError(selectionRefusals.datasetTaken) : error;
  }
}
