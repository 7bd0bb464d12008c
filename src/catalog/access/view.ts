import type { RequestRow } from './queries.ts';
import type { AccessRequestView } from './schema.ts';

type Id = AccessRequestView['id'];

/** A request as its person and the deciding organisation see it. */
export const requestView = (r: RequestRow): AccessRequestView => ({
  id: r.id as Id,
  datasetId: r.dataset_id as Id,
  dataset: { org: r.org_slug, name: r.name },
  user: { id: r.user_id, name: r.user_name ?? '' },
  org:
    r.for_org_id && r.for_slug && r.for_name && r.for_kind
      ? {
          id: r.for_org_id,
          slug: r.for_slug,
          name: { zh: r.for_name, en: r.for_name_en ?? r.for_name },
          kind: r.for_kind,
        }
      : null,
  purpose: r.purpose,
  termsDigest: r.terms_digest,
  state: r.state,
  reason: r.reason,
  createdAt: r.created_at.toISOString(),
  decidedAt: r.decided_at?.toISOString() ?? null,
  expiresAt: r.expires_at?.toISOString() ?? null,
});
