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
export const reportStates = ['open', 'dismissed', 'upheld'] as const;
export const ReportDataset = type({
  kind: type.enumerated(...reportKinds),
  text: text(4000),
  'email?': 'string.email <= 254',
});
export const ReportView = type({
  id,
  dataset: { id: 'string', org: 'string', name: 'string' },
  kind: type.enumerated(...reportKinds),
  text: 'string',
  state: type.enumerated(...reportStates),
  decision: 'string | null',
  createdAt: instant,
  decidedAt: 'string | null',
});
export const ReportList = type({ items: ReportView.array(), 'next?': 'string' });
export const ReportQuery = type({
  'state?': type.enumerated(...reportStates),
  'cursor?': cursor,
  'limit?': limit,
});
export const DecideReport = type({ decision: text(2000), uphold: 'boolean' });

export const appealStates = ['open', 'granted', 'refused'] as const;
export const AppealSuspension = type({ text: text(4000) });
export const AppealView = type({
  id,
  dataset: { id: 'string', org: 'string', name: 'string' },
  text: 'string',
  state: type.enumerated(...appealStates),
  decision: 'string | null',
  createdAt: instant,
  decidedAt: 'string | null',
});
export const AppealList = type({ items: AppealView.array(), 'next?': 'string' });
export const DecideAppeal = type({ decision: text(2000), grant: 'boolean' });
