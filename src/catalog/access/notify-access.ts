import type { Kysely } from 'kysely';
import { systemActor } from '#src/kernel/actor.ts';
import type { JobHandlers } from '#src/ports/jobs.ts';
import type { GatedDeps, Trx } from './deps.ts';
import { accessMail } from './mail-texts.ts';
import { deciders, mailboxOf, requestById } from './queries.ts';

export type AccessEvent = 'asked' | 'approved' | 'refused' | 'revoked' | 'expired';

export const accessNoticeJob = 'catalog.mail-access-notice';

/** Orders the notice of one event in its own transaction: it is sent exactly if that commits. */
export async function orderAccessNotice(
  deps: Pick<GatedDeps, 'jobs'>,
  trx: Trx,
  notice: { readonly requestId: string; readonly event: AccessEvent },
): Promise<void> {
  await deps.jobs.add(trx as unknown as Kysely<any>, {
    name: accessNoticeJob,
    payload: { ...notice },
    maxAttempts: 8,
  });
}

/** Tells the managers that somebody asks, or the person what was decided. */
export function mailAccessNotice(
  deps: Pick<GatedDeps, 'store' | 'mail' | 'config'>,
): JobHandlers[string] {
  return async (payload) => {
    const { requestId, event } = payload as { requestId: string; event: AccessEvent };
    const found = await deps.store.read(systemActor('access-notice'), async (db) => {
      const request = await requestById(db, requestId);
      if (!request) return undefined;
      const one = event === 'asked' ? undefined : await mailboxOf(db, request.user_id);
      const to = event === 'asked' ? await deciders(db, request.org_id) : one ? [one] : [];
      return { request, to };
    });
    for (const { email, language } of found?.to ?? [])
      if (found)
        await deps.mail.send({
          to: email,
          ...accessMail(event, language, {
            dataset: `${found.request.org_slug}/${found.request.name}`,
            person: found.request.user_name ?? '',
            purpose: found.request.purpose,
            reason: found.request.reason ?? '',
            until: found.request.expires_at?.toISOString() ?? '',
            page: `${deps.config.publicUrl}/d/${found.request.org_slug}/${found.request.name}`,
          }),
        });
  };
}
