import { notify, notifyOrganisation } from '#src/notify/index.ts';
import type { GatedDeps, Trx } from './deps.ts';
import { accessMessage } from './message-texts.ts';
import { requestById } from './queries.ts';

export type AccessEvent = 'asked' | 'approved' | 'refused' | 'revoked' | 'expired';

/** Tells the managers that somebody asks, or the person what was decided, in the transaction of the event. */
export async function tellAccess(
  deps: Pick<GatedDeps, 'jobs'>,
  trx: Trx,
  { requestId, event }: { readonly requestId: string; readonly event: AccessEvent },
): Promise<void> {
  const request = await requestById(trx, requestId);
  if (!request) return;
  const dataset = `${request.org_slug}/${request.name}`;
  const message = {
    kind: `catalog.access-${event}` as const,
    href: `/d/${dataset}`,
    ...accessMessage(event, {
      dataset,
      person: request.user_name ?? '',
      purpose: request.purpose,
      reason: request.reason ?? '',
      until: request.expires_at?.toISOString() ?? '',
    }),
  };
  if (event === 'asked')
    await notifyOrganisation(trx, deps.jobs, request.org_id, ['owner', 'manager'], message);
  else await notify(trx, deps.jobs, { ...message, to: [request.user_id] });
}
