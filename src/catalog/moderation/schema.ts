import { type } from 'arktype';
import { cursor, id, instant, limit, text } from '#src/kernel/schema.ts';

export const reportKinds = [
  'personal-data',
  'rights',
  'illegal',
  'wrong-data',
  'malware',
  'other',
] as const;
const reportStates = ['open', 'dismissed', 'upheld'] as const;
/** Anyone may report; an address lets the operator answer somebody who is not signed in. */
export const ReportDataset = type({
  kind: type.enumerated(...reportKinds),
  text: text(4000),
  'email?': type('/^[^@\\s]{1,64}@[^@\\s]{1,190}$/').describe('an e-mail address'),
});
/** What the reporter gets back: nothing of it can be read without being staff. */
export const ReportReceipt = type({ id, state: type.enumerated(...reportStates) });
export const ReportView = type({
  id,
  dataset: { id: 'string', org: 'string', name: 'string' },
  kind: type.enumerated(...reportKinds),
  text: 'string',
  state: type.enumerated(...reportStates),
  /** Address the reporter left, or that of the signed-in reporter. */
  email: 'string | null',
  decision: 'string | null',
  createdAt: instant,
  decidedAt: 'string | null',
});
export type ReportView = typeof ReportView.infer;
export const ReportList = type({ items: ReportView.array(), 'next?': 'string' });
export const ReportQuery = type({
  'state?': type.enumerated(...reportStates),
  'cursor?': cursor,
  'limit?': limit,
});
/** `suspend`, with `uphold` only: takes the dataset off in the same step, for the same reason. */
export const DecideReport = type({
  decision: text(2000),
  uphold: 'boolean',
  'suspend?': 'boolean',
});

export const SuspensionView = type({
  id,
  dataset: { id: 'string', org: 'string', name: 'string', revision: 'number.integer' },
  reason: 'string',
  orderedAt: instant,
  liftedReason: 'string | null',
  liftedAt: 'string | null',
});
export type SuspensionView = typeof SuspensionView.infer;
export const SuspensionList = type({ items: SuspensionView.array(), 'next?': 'string' });
/** Those in force unless `state` says otherwise. */
export const SuspensionQuery = type({
  'state?': "'open' | 'lifted'",
  'cursor?': cursor,
  'limit?': limit,
});

export const appealStates = ['open', 'granted', 'refused'] as const;
export const AppealSuspension = type({ text: text(4000) });
export const AppealView = type({
  id,
  dataset: { id: 'string', org: 'string', name: 'string' },
  /** The reason of the suspension appealed against. */
  suspension: 'string | null',
  text: 'string',
  state: type.enumerated(...appealStates),
  decision: 'string | null',
  createdAt: instant,
  decidedAt: 'string | null',
});
export type AppealView = typeof AppealView.infer;
export const AppealList = type({ items: AppealView.array(), 'next?': 'string' });
export const AppealQuery = type({
  'state?': type.enumerated(...appealStates),
  'cursor?': cursor,
  'limit?': limit,
});
export const DecideAppeal = type({ decision: text(2000), grant: 'boolean' });
export const ModerationPath = type({ id });
