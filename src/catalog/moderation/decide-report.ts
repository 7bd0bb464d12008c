import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { GatedDeps, Trx } from '../access/deps.ts';
import { datasetAt } from '../access/queries.ts';
import { tellReporter } from './notify-moderation.ts';
import { mayModerate } from './policy.ts';
import { decideReportRow, type ReportRow } from './queries/moderation.ts';
import type { DecideReport } from './schema.ts';
import { suspendDataset } from './suspend-dataset.ts';

/**
 * Dismisses a report or upholds it, in which case the dataset may be suspended for the same reason:
 * both or neither. A dataset that is suspended already stays so for its first reason.
 */
export async function decideReport(
  deps: Pick<GatedDeps, 'jobs'>,
  trx: Trx,
  actor: UserActor,
  report: Authorized<ReportRow, 'decide-report'>,
  { decision, uphold, suspend = false }: typeof DecideReport.infer,
  audit: Audit,
): Promise<void> {
  if (suspend && !uphold)
    throw new AppError(errors.invalid, {
      errors: [{ field: 'suspend', code: 'upheld', message: 'is possible only with uphold' }],
    });
  const state = uphold ? 'upheld' : 'dismissed';
  if (!(await decideReportRow(trx, report.id, state, decision, actor.userId)))
    throw new AppError(errors.wrongState, { extra: { possibleIn: ['open'] } });
  await audit({
    action: 'catalog.decide-report',
    objectType: 'report',
    objectId: report.id,
    before: { state: report.state },
    after: { state, decision },
  });
  await tellReporter(deps, trx, report.id);
  if (!suspend) return;
  const dataset = mayModerate(actor, await datasetAt(trx, report.org_slug, report.name));
  if (dataset.state === 'suspended') return;
  const order = { revision: dataset.revision, reason: decision };
  await suspendDataset(deps, trx, actor, dataset, order, audit);
}
