import type { Kysely } from 'kysely';
import { systemActor } from '#src/kernel/actor.ts';
import type { Language } from '#src/kernel/problem.ts';
import type { JobHandlers } from '#src/ports/jobs.ts';
import type { Db, GatedDeps, Trx } from '../access/deps.ts';
import { deciders, mailboxOf } from '../access/queries.ts';
import { datasetById } from '../queries/dataset.ts';
import { versionById } from '../queries/version.ts';
import { moderationMail, type ModerationMail } from './mail-texts.ts';
import { appealById, reportById, suspensionById } from './queries/moderation.ts';

export type ModerationNotice =
  | { readonly event: 'suspended' | 'restored'; readonly suspensionId: string }
  | { readonly event: 'appeal-refused'; readonly appealId: string }
  | { readonly event: 'report-decided'; readonly reportId: string }
  | { readonly event: 'version-approved' | 'version-refused'; readonly versionId: string };

export const moderationNoticeJob = 'catalog.mail-moderation-notice';

/** Orders the notice of one event in its own transaction: it is sent exactly if that commits. */
export async function orderModerationNotice(
  deps: Pick<GatedDeps, 'jobs'>,
  trx: Trx,
  notice: ModerationNotice,
): Promise<void> {
  await deps.jobs.add(trx as unknown as Kysely<any>, {
    name: moderationNoticeJob,
    payload: { ...notice },
    maxAttempts: 8,
  });
}

interface Letter {
  readonly to: readonly { readonly email: string; readonly language: Language }[];
  readonly mail: Omit<ModerationMail, 'page'>;
}

async function letterOf(db: Db, notice: ModerationNotice): Promise<Letter | undefined> {
  if (notice.event === 'report-decided') {
    const report = await reportById(db, notice.reportId);
    if (!report?.email) return undefined;
    const box = report.reporter_id ? await mailboxOf(db, report.reporter_id) : undefined;
    const { org_slug, name, decision } = report;
    return {
      to: [{ email: report.email, language: box?.language ?? 'zh' }],
      mail: { event: 'report-decided', dataset: `${org_slug}/${name}`, reason: decision ?? '' },
    };
  }
  if ('versionId' in notice) {
    const version = await versionById(db, notice.versionId);
    const dataset = version && (await datasetById(db, version.dataset_id));
    if (!version || !dataset) return undefined;
    return {
      to: await deciders(db, dataset.org_id),
      mail: {
        event: notice.event,
        dataset: `${dataset.org_slug}/${dataset.name}`,
        reason: version.state_reason ?? '',
      },
    };
  }
  const row =
    notice.event === 'appeal-refused'
      ? await appealById(db, notice.appealId)
      : await suspensionById(db, notice.suspensionId);
  if (!row) return undefined;
  const reason =
    'decision' in row ? row.decision : notice.event === 'restored' ? row.lifted_reason : row.reason;
  return {
    to: await deciders(db, row.org_id),
    mail: { event: notice.event, dataset: `${row.org_slug}/${row.name}`, reason: reason ?? '' },
  };
}

/** Tells the organisation of a suspension, its end or a refused appeal; the reporter of a decision. */
export function mailModerationNotice(
  deps: Pick<GatedDeps, 'store' | 'mail' | 'config'>,
): JobHandlers[string] {
  return async (payload) => {
    const notice = payload as unknown as ModerationNotice;
    const letter = await deps.store.read(systemActor('moderation-notice'), (db) =>
      letterOf(db, notice),
    );
    for (const { email, language } of letter?.to ?? [])
      if (letter) {
        const page = `${deps.config.publicUrl}/d/${letter.mail.dataset}`;
        await deps.mail.send({ to: email, ...moderationMail(language, { ...letter.mail, page }) });
      }
  };
}
