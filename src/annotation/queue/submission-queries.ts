import { sql } from 'kysely';
import type { UserActor } from '#src/kernel/actor.ts';
import type { AnnotationDeps, Trx } from '../deps.ts';

/** A lease with the terms its results are judged by, and what its submission id stands for already. */
export interface SubmissionContext {
  readonly person_id: string;
  readonly org_id: string;
  readonly vendor_org_id: string;
  readonly kind: 'work' | 'gold' | 'overlap';
  readonly overlap: number;
  readonly overlap_max: number;
  readonly agreement_threshold_ppm: number | null;
  readonly label_config: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly data: Record<string, unknown>;
  readonly gold: unknown[] | null;
  readonly stored_id: string | null;
  readonly stored_number: bigint;
  readonly stored_state: string;
  readonly stored_person_id: string;
  readonly stored_digest: string;
  readonly stored_at: Date;
}

/** What a submission is judged by; undefined where the actor sees no such lease. */
export async function submissionContext(
  deps: Pick<AnnotationDeps, 'store'>,
  actor: UserActor,
  leaseId: string,
  submissionId: string,
): Promise<SubmissionContext | undefined> {
  const rows = await deps.store.call<SubmissionContext>(actor, 'annotation.submission_context', [
    leaseId,
    submissionId,
  ]);
  return rows[0];
}

export interface NewAnnotation {
  readonly id: string;
  readonly submissionId: string;
  readonly digest: string;
  readonly result: readonly unknown[];
  readonly leadTimeMs: number;
  readonly skipReason: string | null;
  readonly goldScore: number | null;
}

export interface StoredAnnotation {
  readonly number: bigint;
  readonly state: string;
  readonly created_at: Date;
}

/**
 * Stores a submission and all that follows from it: the slot is done, the task and the person count one
 * more, the draft goes. An orphaned one is kept and changes nothing else. Undefined when the submission
 * id is taken.
 */
export async function storeSubmission(
  deps: Pick<AnnotationDeps, 'store'>,
  actor: UserActor,
  leaseId: string,
  made: NewAnnotation,
): Promise<StoredAnnotation | undefined> {
  const rows = await deps.store.call<StoredAnnotation>(actor, 'annotation.store_submission', [
    leaseId,
    JSON.stringify(made),
  ]);
  return rows[0];
}

/** The same within a transaction that decides more. */
export async function storeSubmissionIn(
  trx: Trx,
  leaseId: string,
  made: NewAnnotation,
): Promise<StoredAnnotation | undefined> {
  const { rows } =
    await sql<StoredAnnotation>`select * from annotation.store_submission(null, ${leaseId},
      ${JSON.stringify(made)})`.execute(trx);
  return rows[0];
}
