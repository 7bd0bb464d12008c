import { AppError, errors } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import type { Db } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import type { LabelledAnnotation } from '../region.ts';
import { allow, allowLabour, readable } from '../policy.ts';
import { projectById } from '../projects/queries.ts';
import { checkSubmission } from '../queue/check-submission.ts';
import { lockWorker } from '../queue/claim-queries.ts';
import { correctOwnResult } from '../queue/correct-result.ts';
import { reopenSlot } from '../queue/queries.ts';
import { resultById } from '../queue/result-queries.ts';
import { submitLease } from '../queue/submit-lease.ts';
import { changing, type Client, type ClientDeps } from './client-projects.ts';
import { clientTask, readClientTask } from './client-tasks.ts';
import { ownPackage } from './own-package.ts';
import { hasSubmitted, implicitPackage, leaseTask, resultIdOf, withdrawResult } from './queries.ts';

/** A result with the numbers of its task and project. */
export type ClientAnnotation = LabelledAnnotation & {
  readonly task: number;
  readonly project: number;
};

const leaseSeconds = 600;

async function found(db: Db, client: Client, number: number) {
  const row = readable(client.actor, await resultById(db, await resultIdOf(db, number)), false);
  const project = await projectById(db, row.project_id);
  return { row, project: Number(project?.number ?? 0) };
}

/** A result by its number, with all its task says about it. */
export async function readClientAnnotation(
  deps: ClientDeps,
  client: Client,
  number: number,
): Promise<ClientAnnotation> {
  const { row, project } = await deps.store.read(client.actor, (db) => found(db, client, number));
  const task = await readClientTask(deps, client, Number(row.task_number));
  const annotation = task.annotations.find((a) => a.id === number);
  if (!annotation) throw new AppError(errors.notFound);
  return { ...annotation, task: task.id, project };
}

/**
 * Labels a task as a member of the demand side: leases its slot in the project's own package and submits,
 * with all the queue's guarantees. Errors: annotation.alreadyLabelled, annotation.badResult by region.
 */
export async function annotateClientTask(
  deps: ClientDeps,
  client: Client,
  taskNumber: number,
  given: {
    readonly result: readonly unknown[];
    readonly leadTimeMs: number;
    readonly skipped: boolean;
    readonly submissionId: string | undefined;
  },
): Promise<ClientAnnotation> {
  const { actor } = client;
  const leaseId = newId();
  await changing(deps, client, async (trx, audit) => {
    const { row, project } = await clientTask(trx, client, taskNumber);
    const mine = allow(actor, project, 'label');
    const there = await implicitPackage(trx, project.id);
    const own = there
      ? { packageId: there.id, awardId: there.award_id }
      : await ownPackage(trx, actor, mine, audit);
    if (!given.skipped) checkSubmission(project.label_config, row.data, given.result);
    const of = { ...own, orgId: project.org_id, personId: actor.userId };
    await lockWorker(trx, { ...of, vendorOrgId: project.org_id });
    if (await hasSubmitted(trx, row.id, actor.userId))
      throw new AppError(annotationErrors.alreadyLabelled);
    const slot = { ...of, projectId: project.id, taskId: row.id, leaseId, seconds: leaseSeconds };
    await leaseTask(trx, slot);
  });
  const { receipt } = await submitLease(deps, actor, leaseId, {
    submissionId: given.submissionId ?? crypto.randomUUID(),
    result: [...given.result] as Record<string, unknown>[],
    leadTimeMs: given.leadTimeMs,
    ...(given.skipped ? { skipped: { reason: 'cancelled' } } : {}),
  });
  return readClientAnnotation(deps, client, receipt.number);
}

/** Changes the client's own result while nobody has reviewed it. */
export async function changeClientAnnotation(
  deps: ClientDeps,
  client: Client,
  number: number,
  result: readonly unknown[],
): Promise<ClientAnnotation> {
  await changing(deps, client, async (trx, audit) => {
    const { row } = await found(trx, client, number);
    const project = await projectById(trx, row.project_id);
    checkSubmission(project?.label_config ?? '', row.data, result);
    const change = { result, revision: row.revision };
    await correctOwnResult(trx, allowLabour(client.actor, row), change, audit);
  });
  return readClientAnnotation(deps, client, number);
}

/** Takes the client's own result back while nobody has reviewed it; it stays as evidence. */
export function withdrawClientAnnotation(
  deps: ClientDeps,
  client: Client,
  number: number,
): Promise<void> {
  return changing(deps, client, async (trx, audit) => {
    const { row } = await found(trx, client, number);
    const own = allowLabour(client.actor, row);
    const gone = await withdrawResult(trx, own);
    if (!gone) throw new AppError(annotationErrors.reviewed);
    await audit({
      action: 'annotation.withdraw',
      objectType: 'annotation',
      objectId: own.id,
      orgId: own.org_id,
      before: { state: own.state, digest: own.content_digest },
      after: { state: 'replaced' },
    });
    await reopenSlot(trx, own.slot_id, gone.awardId);
  });
}
