import type { Audit } from '#src/audit/index.ts';
import { systemActor, type UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { AnnotationDeps, Db, Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import type { PackageRow } from '../packages/queries.ts';
import { resultAgreement } from '../queue/compare-results.ts';
import { mediaOf } from '../tasks/view.ts';
import { attemptsOf, decideAttempt, drawGold, insertAttempt, tasksOfAttempt } from './queries.ts';
import type { AnswerQualification, QualificationView } from './schema.ts';

const mostAttempts = 3;

/** Draws the items of an attempt: as the hub, since a vendor without a share sees no gold items. */
export const drawItems = (
  deps: Pick<AnnotationDeps, 'store'>,
  row: Pick<PackageRow, 'project_id' | 'qualification'>,
  personId: string,
): Promise<string[]> =>
  deps.store.read(systemActor('annotation.qualification'), (db) =>
    drawGold(db, row.project_id, personId, row.qualification?.count ?? 0),
  );

/** Begins an attempt with the items drawn for it; an open one goes on. */
export async function beginAttempt(
  trx: Trx,
  actor: UserActor,
  row: PackageRow,
  vendorOrgId: string,
  items: readonly string[],
  audit: Audit,
): Promise<void> {
  const terms = row.qualification;
  if (!terms) throw new AppError(annotationErrors.noTest);
  const attempts = await attemptsOf(trx, row.id, actor.userId);
  if (attempts.some((a) => a.state === 'passed')) throw new AppError(annotationErrors.testPassed);
  if (attempts.length >= mostAttempts && attempts.every((a) => a.state === 'failed'))
    throw new AppError(annotationErrors.noAttempts);
  const open = attempts.find((a) => a.state === 'open');
  const id = open?.id ?? newId();
  if (!open) {
    if (items.length < terms.count) throw new AppError(annotationErrors.noAttempts);
    await insertAttempt(trx, {
      id,
      package_id: row.id,
      org_id: row.org_id,
      vendor_org_id: vendorOrgId,
      person_id: actor.userId,
      task_ids: [...items],
      pass_ppm: terms.passPpm,
    });
  }
  const objectType = 'annotation-qualification';
  await audit({ action: 'annotation.begin-test', objectType, objectId: id, orgId: vendorOrgId });
}

/** Grades the open attempt: the mean agreement with the right results; an item left out counts as 0. */
export async function gradeAttempt(
  trx: Trx,
  actor: UserActor,
  row: PackageRow,
  body: AnswerQualification,
  audit: Audit,
): Promise<void> {
  const attempts = await attemptsOf(trx, row.id, actor.userId);
  const open = attempts.find((a) => a.state === 'open');
  if (!open) throw new AppError(errors.wrongState, { extra: { possibleIn: ['open'] } });
  const given = new Map(body.answers.map((a) => [a.taskId, a.result]));
  const tasks = await tasksOfAttempt(trx, open.task_ids);
  const scores = tasks.map((task) => {
    const answer = given.get(task.id);
    return answer && task.gold ? resultAgreement(task.gold, answer) : 0;
  });
  const mean = scores.reduce((sum, s) => sum + s, 0) / Math.max(1, open.task_ids.length);
  const score = Math.round(mean * 1_000_000);
  const state = score >= open.pass_ppm ? 'passed' : 'failed';
  await decideAttempt(trx, open.id, { state, score, answers: body.answers });
  await audit({
    action: 'annotation.grade-test',
    objectType: 'annotation-qualification',
    objectId: open.id,
    orgId: open.vendor_org_id,
    after: { state, score },
  });
}

/** Where a person stands with the test of a package. */
export async function qualificationView(
  db: Db,
  actor: UserActor,
  row: PackageRow,
): Promise<QualificationView> {
  const attempts = await attemptsOf(db, row.id, actor.userId);
  const best = attempts.find((a) => a.state === 'passed') ?? attempts[0];
  const tasks = best?.state === 'open' ? await tasksOfAttempt(db, best.task_ids) : [];
  return {
    required: row.qualification !== null,
    state: best?.state ?? 'none',
    passPpm: row.qualification?.passPpm ?? null,
    scorePpm: best?.score_ppm ?? null,
    attemptsLeft: Math.max(0, mostAttempts - attempts.length),
    tasks: tasks.map((t) => ({
      id: t.id,
      number: Number(t.number),
      data: t.data,
      media: mediaOf(t),
    })),
  };
}
