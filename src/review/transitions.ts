import type { Transitions } from '#src/kernel/transition.ts';
import type { AssignmentState, ExpertState } from './tables.ts';

export type AssignmentCommand =
  | 'accept'
  | 'decline'
  | 'recuse'
  | 'begin'
  | 'submit'
  | 'reopen'
  | 'invalidate'
  | 'invite';

/**
 * A review from the invitation to the submitted version. `accept` is the declaration that nothing ties the
 * expert to the applicants; `begin` is the first saving of a draft; `invite` renews what a reassignment
 * had withdrawn.
 */
export const assignmentStates: Transitions<AssignmentState, AssignmentCommand> = {
  accept: { from: ['invited'], to: 'accepted' },
  decline: { from: ['invited', 'accepted', 'draft'], to: 'declined' },
  recuse: { from: ['invited', 'accepted', 'draft', 'submitted', 'reopened'], to: 'recused' },
  begin: { from: ['accepted'], to: 'draft' },
  submit: { from: ['draft', 'reopened'], to: 'submitted' },
  reopen: { from: ['submitted'], to: 'reopened' },
  invalidate: {
    from: ['invited', 'accepted', 'draft', 'submitted', 'reopened'],
    to: 'invalidated',
  },
  invite: { from: ['invalidated'], to: 'invited' },
};

/** States in which a draft may be saved; the first saving of an accepted one begins it. */
export const writable: readonly AssignmentState[] = ['accepted', 'draft', 'reopened'];
/** States in which the expert still has the item before them or has done it. */
export const live: readonly AssignmentState[] = [
  'invited',
  'accepted',
  'draft',
  'submitted',
  'reopened',
];

export type ExpertCommand = 'accept' | 'decline' | 'approve' | 'suspend' | 'restore' | 'invite';

/** An expert is invited, registers, is approved; every role of it is given by an operator. */
export const expertStates: Transitions<ExpertState, ExpertCommand> = {
  accept: { from: ['invited'], to: 'registered' },
  decline: { from: ['invited', 'registered'], to: 'declined' },
  approve: { from: ['registered'], to: 'active' },
  suspend: { from: ['active'], to: 'suspended' },
  restore: { from: ['suspended'], to: 'active' },
  invite: { from: ['declined'], to: 'invited' },
};
