import { type } from 'arktype';
import { cursor, instant, limit } from '#src/kernel/schema.ts';

export const AuditQuery = type({
  'objectType?': type('/^[a-z-]{1,40}$/').describe('a kind of object'),
  'objectId?': 'string <= 200',
  'actorId?': 'string <= 100',
  'action?': type('/^[a-z-]+\\.[a-z-]+$/').describe('an action such as catalog.publish'),
  'cursor?': cursor,
  'limit?': limit,
});

export const AuditEntryView = type({
  id: 'string',
  at: instant,
  actorKind: "'anonymous' | 'user' | 'system'",
  actorId: 'string | null',
  orgId: 'string | null',
  action: 'string',
  objectType: 'string',
  objectId: 'string',
  /** sha256(salt ‖ content) in hex. */
  payloadDigest: 'string',
  requestId: 'string | null',
  salt: 'string | null',
  /** Canonical JSON of {before, after}; null once erased. */
  content: 'string | null',
});

export const AuditPage = type({ items: AuditEntryView.array(), 'next?': 'string' });
