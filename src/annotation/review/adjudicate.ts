import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import type { Db, Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { isMember, visible } from '../policy.ts';
import { packageById, type PackageRow } from '../packages/queries.ts';
import { projectById } from '../projects/queries.ts';
import { checkSubmission } from '../queue/check-submission.ts';
import { meanAgreement, resultAgreement } from '../queue/compare-results.ts';
import { taskById } from '../tasks/queries.ts';
import { mediaOf } from '../tasks/view.ts';
import {
  adjudicationOf,
  answersTo,
  hasAnswered,
  insertAdjudication,
  type AdjudicationRow,
  type AnswerRow,
} from './adjudication-queries.ts';
import type { Adjudicate, AdjudicationView, AnswerView, TaskAnswers } from './schema.ts';

const adjudicationView = (row: AdjudicationRow): AdjudicationView => ({
  id: row.id,
  result: row.result,
  annotationId: row.annotation_id,
  reason: row.reason,
  adjudicator: { id: row.adjudicator_id, name: row.adjudicator_name ?? '' },
  createdAt: row.created_at.toISOString(),
});

const answerView =
  (actor: UserActor, all: readonly AnswerRow[]) =>
  (row: AnswerRow): AnswerView => ({
    annotationId: row.id,
    number: Number(row.number),
    person: {
      id: row.person_id,
      name: isMember(actor, row.vendor_org_id) ? (row.person_name ?? '') : '',
    },
    vendor: { id: row.vendor_org_id, nameZh: row.name_zh, nameEn: row.name_en },
    state: row.state === 'accepted' ? 'accepted' : 'submitted',
    result: row.result,
    agreement: all.map((other) =>
      other === row ? null : resultAgreement(row.result, other.result),
    ),
  });

/** All answers to a task in a package side by side; a vendor sees its own people's alone. */
export async function taskAnswers(
  db: Db,
  actor: UserActor,
  packageId: string,
  taskId: string,
): Promise<TaskAnswers> {
  const row = visible(await packageById(db, packageId));
  const task = visible(await taskById(db, taskId));
  if (task.project_id !== row.project_id) throw new AppError(errors.notFound);
  const project = visible(await projectById(db, row.project_id));
  const answers = await answersTo(db, packageId, taskId);
  const settled = await adjudicationOf(db, taskId);
  const inside = isMember(actor, row.org_id);
  return {
    task: { id: task.id, number: Number(task.number), data: task.data, media: mediaOf(task) },
    packageId,
    labelConfig: project.label_config,
    answers: answers.map(answerView(actor, answers)),
    agreement: meanAgreement(answers.map((a) => a.result)),
    adjudication: settled && inside ? adjudicationView(settled) : null,
    mayAdjudicate: inside && !answers.some((a) => a.person_id === actor.userId),
  };
}

/**
 * Settles on one answer to a task, by itself or as one of those given; the last decision counts, and is
 * what exports give out. Errors: annotation.ownWork for who has answered the task, annotation.noAnswers,
 * annotation.badResult by region, annotation.resultMissing when the answer named says something else.
 */
export async function adjudicate(
  trx: Trx,
  actor: UserActor,
  row: Authorized<PackageRow, 'distribute'>,
  taskId: string,
  body: Adjudicate,
  audit: Audit,
): Promise<void> {
  const task = visible(await taskById(trx, taskId));
  if (task.project_id !== row.project_id) throw new AppError(errors.notFound);
  if (await hasAnswered(trx, taskId, actor.userId)) throw new AppError(annotationErrors.ownWork);
  const answers = await answersTo(trx, row.id, taskId);
  if (answers.length === 0) throw new AppError(annotationErrors.noAnswers);
  const taken = answers.find((a) => a.id === body.annotationId);
  if (body.annotationId !== undefined) {
    const same = taken && canonicalJson(taken.result) === canonicalJson(body.result);
    if (!same) throw new AppError(annotationErrors.resultMissing);
  }
  const project = visible(await projectById(trx, row.project_id));
  checkSubmission(project.label_config, task.data, body.result);
  const made = {
    id: newId(),
    task_id: taskId,
    project_id: row.project_id,
    package_id: row.id,
    org_id: row.org_id,
    content_digest: await sha256Hex(canonicalJson({ result: body.result })),
    annotation_id: body.annotationId ?? null,
    reason: body.reason,
    adjudicator_id: actor.userId,
  };
  await insertAdjudication(trx, { ...made, result: JSON.stringify(body.result) });
  await audit({
    action: 'annotation.adjudicate',
    objectType: 'annotation-task',
    objectId: taskId,
    orgId: row.org_id,
    after: made,
  });
}
