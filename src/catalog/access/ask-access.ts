import type { Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';
import { accessErrors } from './errors.ts';
import type { GatedDeps, Trx } from './deps.ts';
import { tellAccess } from './notify-access.ts';
import {
  closeExpired,
  grantStanding,
  insertRequest,
  keepTerms,
  type GatedDataset,
} from './queries.ts';
import type { AskAccess } from './schema.ts';
import { presentTerms } from './terms.ts';

/** In whose name a person asks: nobody's but its own, or an approved organisation it belongs to. */
function inNameOf(actor: UserActor, slug: string | undefined): string | null {
  if (slug === undefined) return null;
  const membership = actor.orgs.find((m) => m.slug === slug);
  if (!membership?.approved)
    throw new AppError(accessErrors.notMember, {
      errors: [{ field: 'org', code: 'member', message: 'must be an organisation of yours' }],
    });
  return membership.orgId;
}

/**
 * Asks for a gated dataset under the terms that hold now. The accepted wording is kept, so that
 * what was agreed stays readable when the licence or the terms change. Returns the request's id.
 */
export async function askAccess(
  deps: Pick<GatedDeps, 'jobs'>,
  trx: Trx,
  actor: UserActor,
  dataset: Authorized<GatedDataset, 'ask'>,
  body: AskAccess,
  audit: Audit,
): Promise<string> {
  const orgId = inNameOf(actor, body.org);
  const terms = await presentTerms(trx, dataset);
  if (terms.digest !== body.termsDigest)
    throw new AppError(accessErrors.termsChanged, { extra: { termsDigest: terms.digest } });
  const ended = await closeExpired(trx, dataset.id, actor.userId);
  if (ended)
    await audit({
      action: 'access.expire',
      objectType: 'access-request',
      objectId: ended.id,
      orgId: dataset.org_id,
      before: { state: 'approved' },
      after: { state: 'expired' },
    });
  if (terms.origin === 'licence') {
    const { digest, text: content } = terms;
    const kept = { id: newId(), dataset_id: dataset.id, digest, content };
    await keepTerms(trx, { ...kept, origin: 'licence', set_by: null });
  }
  const row = {
    id: newId(),
    dataset_id: dataset.id,
    user_id: actor.userId,
    org_id: orgId,
    purpose: body.purpose,
    terms_digest: terms.digest,
  };
  if (!(await insertRequest(trx, row))) {
    const standing = await grantStanding(trx, dataset.id, actor.userId);
    throw new AppError(
      standing?.state === 'approved' ? accessErrors.alreadyAllowed : accessErrors.alreadyAsked,
    );
  }
  const { id, ...after } = row;
  await audit({
    action: 'access.ask',
    objectType: 'access-request',
    objectId: id,
    orgId: dataset.org_id,
    after: { ...after, state: 'pending' },
  });
  await tellAccess(deps, trx, { requestId: id, event: 'asked' });
  return id;
}
