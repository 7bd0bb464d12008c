import { type } from 'arktype';
import { cursor, id, instant, limit, sha256, text } from '#src/kernel/schema.ts';
import { OrgRef } from '../schema.ts';

export const requestStates = ['pending', 'approved', 'refused', 'revoked'] as const;
export const RequestState = type.enumerated(...requestStates);

/** Asks for a gated dataset; `termsDigest` proves which licence text was shown and accepted. */
export const AskAccess = type({ purpose: text(2000), termsDigest: sha256, 'org?': 'string' });
export const AccessRequestView = type({
  id,
  datasetId: id,
  dataset: { org: 'string', name: 'string' },
  user: { id: 'string', name: 'string' },
  org: OrgRef.or('null'),
  purpose: 'string',
  state: RequestState,
  reason: 'string | null',
  createdAt: instant,
  decidedAt: 'string | null',
  expiresAt: 'string | null',
});
export type AccessRequestView = typeof AccessRequestView.infer;
export const AccessRequestList = type({ items: AccessRequestView.array(), 'next?': 'string' });
export const AccessRequestQuery = type({
  'state?': RequestState,
  'cursor?': cursor,
  'limit?': limit,
});
export const ApproveAccess = type({ 'expiresAt?': instant, 'reason?': text(2000) });
export const RefuseAccess = type({ reason: text(2000) });
/** The terms a requester must accept, and their digest. */
export const AccessTerms = type({ text: 'string', digest: sha256 });
