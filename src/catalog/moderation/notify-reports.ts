import type { Kysely } from 'kysely';
import { systemActor } from '#src/kernel/actor.ts';
import { notifyStaff } from '#src/notify/index.ts';
import type { JobHandlers } from '#src/ports/jobs.ts';
import type { GatedDeps, Trx } from '../access/deps.ts';
import { datasetById } from '../queries/dataset.ts';
import { reportsMessage } from './message-texts.ts';
import { markMailed, unmailedReports } from './queries/report-mail.ts';

export const reportMailJob = 'catalog.mail-new-reports';
/** However many reports a dataset gets, the operators are told of them once in this time. */
const quietMs = 3_600_000;

/** Orders the operators' mail about a dataset's new reports, in the report's own transaction. */
export async function orderReportMail(
  deps: Pick<GatedDeps, 'jobs'>,
  trx: Trx,
  datasetId: string,
  runAt?: Date,
): Promise<void> {
  await deps.jobs.add(trx as unknown as Kysely<any>, {
    name: reportMailJob,
    payload: { datasetId },
    key: `${reportMailJob}:${datasetId}`,
    maxAttempts: 8,
    ...(runAt ? { runAt } : {}),
  });
}

/** Tells every operator of a dataset's new reports, at most once an hour; later ones wait their hour. */
export function tellNewReports(deps: Pick<GatedDeps, 'store' | 'jobs'>): JobHandlers[string] {
  const actor = systemActor('report-mail');
  return async (payload) => {
    const datasetId = String(payload['datasetId']);
    await deps.store.write(actor, async (trx) => {
      const { ids, last } = await unmailedReports(trx, datasetId);
      const dataset = await datasetById(trx, datasetId);
      if (ids.length === 0 || !dataset) return;
      if (last && Date.now() - last.getTime() < quietMs) {
        await orderReportMail(deps, trx, datasetId, new Date(last.getTime() + quietMs));
        return;
      }
      await notifyStaff(trx, deps.jobs, 'operator', {
        kind: 'catalog.reports',
        href: '/operator/reports',
        ...reportsMessage(`${dataset.org_slug}/${dataset.name}`, ids.length),
      });
      await markMailed(trx, ids);
    });
  };
}
