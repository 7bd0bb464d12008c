import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { transition, type Transitions } from '#src/kernel/transition.ts';
import type { GatedDeps, Trx } from '../access/deps.ts';
import { datasetAt } from '../access/queries.ts';
import { tellModeration } from './notify-moderation.ts';
import { mayModerate } from './policy.ts';
import { decideAppealRow, type AppealRow } from './queries/moderation.ts';
import type { AppealView } from './schema.ts';
import { restoreDataset } from './suspend-dataset.ts';

const appealLife = {
  grant: { from: ['open'], to: 'granted' },
  refuse: { from: ['open'], to: 'refused' },
} as const satisfies Transitions<AppealView['state'], 'grant' | 'refuse'>;

/** Grants an appeal, which lifts the suspension in the same transaction, or refuses it. */
export async function decideAppeal(
  deps: Pick<GatedDeps, 'jobs'>,
  trx: Trx,
  actor: UserActor,
  appeal: Authorized<AppealRow, 'decide-appeal'>,
  body: { readonly decision: string; readonly grant: boolean },
  audit: Audit,
): Promise<void> {
  const state = transition(appealLife, appeal.state, body.grant ? 'grant' : 'refuse');
  if (body.grant) {
    const dataset = mayModerate(actor, await datasetAt(trx, appeal.org_slug, appeal.name));
    const order = { revision: dataset.revision, reason: body.decision };
    await restoreDataset(deps, trx, actor, dataset, order, audit);
  } else if (
    !(await decideAppealRow(trx, { id: appeal.id }, 'refused', body.decision, actor.userId))
  )
    throw new AppError(errors.conflict);
  await audit({
    action: 'catalog.decide-appeal',
    objectType: 'appeal',
    objectId: appeal.id,
    orgId: appeal.org_id,
    before: { state: appeal.state },
    after: { state, decision: body.decision },
  });
  if (!body.grant)
    await tellModeration(deps, trx, { event: 'appeal-refused', appealId: appeal.id });
}
