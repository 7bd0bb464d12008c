import type { Kysely } from 'kysely';
import { systemActor } from '#src/kernel/actor.ts';
import type { JobHandlers } from '#src/ports/jobs.ts';
import type { GatedDeps, Trx } from '../access/deps.ts';
import { datasetById } from '../queries/dataset.ts';
import { reportsMail } from './mail-texts.ts';
import { markMailed, operatorMailboxes, unmailedReports } from './queries/report-mail.ts';

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
export function mailNewReports(
  deps: Pick<GatedDeps, 'store' | 'jobs' | 'mail' | 'config'>,
): JobHandlers[string] {
  const actor = systemActor('report-mail');
  return async (payload) => {
    const datasetId = String(payload['datasetId']);
    const { ids, last, dataset, to } = await deps.store.read(actor, async (db) => ({
      ...(await unmailedReports(db, datasetId)),
      dataset: await datasetById(db, datasetId),
      to: await operatorMailboxes(db),
    }));
    if (ids.length === 0 || !dataset) return;
    if (last && Date.now() - last.getTime() < quietMs) {
      const runAt = new Date(last.getTime() + quietMs);
      await deps.store.write(actor, (trx) => orderReportMail(deps, trx, datasetId, runAt));
      return;
    }
    const name = `${dataset.org_slug}/${dataset.name}`;
    const page = `${deps.config.publicUrl}/operator/reports`;
    for (const { email, language } of to)
      await deps.mail.send({ to: email, ...reportsMail(language, name, ids.length, page) });
    await deps.store.write(actor, (trx) => markMailed(trx, ids));
  };
}
