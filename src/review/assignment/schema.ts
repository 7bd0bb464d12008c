import { type } from 'arktype';
import { sha256 } from '#src/kernel/schema.ts';
import { id, Words } from '../schema.ts';

const options = {
  /** Allow experts of other fields. */
  outsideField: 'boolean',
  /** Pairs of experts who must not review the same item. */
  avoid: type({ '+': 'reject', a: id, b: id }).array().atMostLength(200),
} as const;
export const PreviewAssignment = type({ '+': 'reject', ...options });
export type PreviewAssignment = typeof PreviewAssignment.infer;
/** `digest` is that of the preview; `partial` states that items without all their reviews are accepted. */
export const CommitAssignment = type({
  '+': 'reject',
  ...options,
  digest: sha256,
  partial: 'boolean',
});
export type CommitAssignment = typeof CommitAssignment.infer;

export const PlanView = type({
  digest: sha256,
  pairs: type({
    itemId: id,
    expertId: id,
    kept: 'boolean',
    affinity: 'number',
    sentence: Words,
  }).array(),
  dropped: type({ itemId: id, expertId: id }).array(),
  shortfalls: type({
    itemId: id,
    missing: 'number',
    eligible: 'number',
    conflicted: 'number',
    raise: type({ expertId: id, name: 'string', limit: 'number' }).array(),
    sentence: Words,
  }).array(),
  loads: type({ expertId: id, name: 'string', load: 'number', limit: 'number' }).array(),
  /** Pairs that begun reviews hold for good. */
  begun: 'number',
  conflicts: 'number',
  cost: 'number',
  lowerBound: 'number',
  repaired: 'number',
  items: type({ id, title: 'string', field: 'string' }).array(),
});
export type PlanView = typeof PlanView.infer;
export const Committed = type({ invited: 'number', kept: 'number', dropped: 'number' });
export type Committed = typeof Committed.infer;
