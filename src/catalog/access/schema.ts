import { type } from 'arktype';
import { cursor, id, instant, limit, sha256, slug, text } from '#src/kernel/schema.ts';
import { OrgRef } from '../schema.ts';

export const requestStates = ['pending', 'approved', 'refused', 'revoked', 'expired'] as const;
export const RequestState = type.enumerated(...requestStates);
export type RequestState = typeof RequestState.infer;

/** Asks for a gated dataset; `termsDigest` proves which terms were shown and accepted. */
export const AskAccess = type({
  purpose: text(2000),
  termsDigest: sha256,
  /** Short name of the organisation in whose name the caller asks; it must be a member. */
  'org?': slug,
});
export type AskAccess = typeof AskAccess.infer;
export const AccessRequestView = type({
  id,
  datasetId: id,
  dataset: { org: 'string', name: 'string' },
  user: { id: 'string', name: 'string' },
  org: OrgRef.or('null'),
  purpose: 'string',
  termsDigest: sha256,
  /** `expired` as soon as `expiresAt` is past by the database's clock. */
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
export type AccessRequestQuery = typeof AccessRequestQuery.infer;
export const AccessRequestPath = type({ id });
export const OrgPath = type({ slug });

/** An instant with a zone, so that the end of a grant is never a matter of the server's clock zone. */
const moment = type(
  '/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$/',
).describe('an instant such as 2027-01-01T00:00:00+08:00');
export const ApproveAccess = type({ 'expiresAt?': moment, 'reason?': text(2000) });
export const RefuseAccess = type({ reason: text(2000) });
/** The terms a requester must accept, and their digest. */
export const AccessTerms = type({
  text: 'string',
  digest: sha256,
  origin: "'provider' | 'licence'",
});
export type AccessTerms = typeof AccessTerms.infer;
export const SetAccessTerms = type({
  text: text(50_000),
  /** Digest of the terms last read: a change by somebody else in between is hub.conflict. */
  replaces: sha256,
});
