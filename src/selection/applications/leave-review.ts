import { recordAudit } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { JobHandlers } from '#src/ports/jobs.ts';
import { withdrawItem } from '#src/review/index.ts';
import type { SelectionDeps, Trx } from '../deps.ts';
import { applicationById, type ApplicationRow } from '../queries/application.ts';

const leaveJob = 'selection.leave-review';

/** Applicants may not touch the board, so the hub itself takes the item out, by a job of the same transaction. */
export async function leaveReview(
  deps: Pick<SelectionDeps, 'jobs'>,
  trx: Trx,
  row: ApplicationRow,
): Promise<void> {
  if (row.item_id === null) return;
  await deps.jobs.add(trx, { name: leaveJob, payload: { application: row.id } });
}

/** Takes the item of a withdrawn application out of its board; doing it twice changes nothing. */
export function leaveReviewJobs(deps: Pick<SelectionDeps, 'store'>): JobHandlers {
  const actor = systemActor('application withdrawn');
  return {
    [leaveJob]: (payload) =>
      deps.store.write(actor, async (trx) => {
        const id = payload['application'];
        const row = typeof id === 'string' ? await applicationById(trx, id) : undefined;
        if (!row || row.item_id === null || row.state !== 'withdrawn') return;
        const audit = (record: Parameters<typeof recordAudit>[2]) =>
          recordAudit(trx, actor, record);
        try {
          await withdrawItem(trx, audit, row.item_id, row.state_reason ?? 'withdrawn');
        } catch (error) {
          // It left before.
          if (!(error instanceof AppError) || error.spec !== errors.notFound) throw error;
        }
      }),
  };
}
