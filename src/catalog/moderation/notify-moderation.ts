import type { Kysely } from 'kysely';
import { systemActor } from '#src/kernel/actor.ts';
import { notify, notifyOrganisation } from '#src/notify/index.ts';
import type { JobHandlers } from '#src/ports/jobs.ts';
import type { Db, GatedDeps, Trx } from '../access/deps.ts';
import { datasetById } from '../queries/dataset.ts';
import { versionById } from '../queries/version.ts';
import { moderationMessage, type ModerationFacts } from './message-texts.ts';
import { appealById, reportById, suspensionById } from './queries/moderation.ts';

export type ModerationNotice =
  | { readonly event: 'suspended' | 'restored'; readonly suspensionId: string }
  | { readonly event: 'appeal-refused'; readonly appealId: string }
  | { readonly event: 'version-approved' | 'version-refused'; readonly versionId: string };

export const reporterMailJob = 'catalog.mail-reporter';

/** Tells the organisation of a suspension, its end, a refused appeal or a decided version. */
export async function tellModeration(
  deps: Pick<GatedDeps, 'jobs'>,
  trx: Trx,
  notice: ModerationNotice,
): Promise<void> {
  const told = await factsOf(trx, notice);
  if (!told) return;
  await notifyOrganisation(trx, deps.jobs, told.orgId, ['owner', 'manager'], {
    kind: `catalog.${notice.event}`,
    href: `/d/${told.facts.dataset}`,
    ...moderationMessage(told.facts),
  });
}

/** Tells who reported what became of it: on the page of notices, or by mail without an account. */
export async function tellReporter(
  deps: Pick<GatedDeps, 'jobs'>,
  trx: Trx,
  reportId: string,
): Promise<void> {
  const report = await reportById(trx, reportId);
  if (!report) return;
  const facts = reportFacts(report);
  if (report.reporter_id)
    await notify(trx, deps.jobs, {
      to: [report.reporter_id],
      kind: 'catalog.report-decided',
      href: `/d/${facts.dataset}`,
      ...moderationMessage(facts),
    });
  else if (report.email)
    await deps.jobs.add(trx as unknown as Kysely<any>, {
      name: reporterMailJob,
      payload: { reportId },
      maxAttempts: 8,
    });
}

const reportFacts = (report: {
  org_slug: string;
  name: string;
  decision: string | null;
}): ModerationFacts => ({
  event: 'report-decided',
  dataset: `${report.org_slug}/${report.name}`,
  reason: report.decision ?? '',
});

async function factsOf(
  db: Db,
  notice: ModerationNotice,
): Promise<{ orgId: string; facts: ModerationFacts } | undefined> {
  if ('versionId' in notice) {
    const version = await versionById(db, notice.versionId);
    const dataset = version && (await datasetById(db, version.dataset_id));
    if (!version || !dataset) return undefined;
    const name = `${dataset.org_slug}/${dataset.name}`;
    const facts = { event: notice.event, dataset: name, reason: version.state_reason ?? '' };
    return { orgId: dataset.org_id, facts };
  }
  const row =
    notice.event === 'appeal-refused'
      ? await appealById(db, notice.appealId)
      : await suspensionById(db, notice.suspensionId);
  if (!row) return undefined;
  const reason =
    'decision' in row ? row.decision : notice.event === 'restored' ? row.lifted_reason : row.reason;
  const dataset = `${row.org_slug}/${row.name}`;
  return { orgId: row.org_id, facts: { event: notice.event, dataset, reason: reason ?? '' } };
}

/** Job: the decision to somebody without an account, in the hub's first language. */
export function mailReporter(
  deps: Pick<GatedDeps, 'store' | 'mail' | 'config'>,
): JobHandlers[string] {
  return async (payload) => {
    const report = await deps.store.read(systemActor('reporter-mail'), (db) =>
      reportById(db, String(payload['reportId'])),
    );
    if (!report?.email) return;
    const facts = reportFacts(report);
    const { title, text } = moderationMessage(facts);
    const page = `${deps.config.publicUrl}/d/${facts.dataset}`;
    await deps.mail.send({ to: report.email, subject: title.zh, text: `${text.zh}\n${page}\n` });
  };
}
