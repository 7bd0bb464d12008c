import type { Transitions } from '#src/kernel/transition.ts';
import type { VendorState } from './tables.ts';

export type VendorCommand =
  | 'save'
  | 'submit'
  | 'withdraw'
  | 'approve'
  | 'refuse'
  | 'suspend'
  | 'restore';

/** An approved vendor that edits its profile stays approved; the operator sees that it changed. */
export const vendorStates: Transitions<VendorState, Exclude<VendorCommand, 'save'>> = {
  submit: { from: ['draft', 'refused'], to: 'submitted' },
  withdraw: { from: ['submitted'], to: 'draft' },
  approve: { from: ['submitted', 'approved'], to: 'approved' },
  refuse: { from: ['submitted'], to: 'refused' },
  suspend: { from: ['approved'], to: 'suspended' },
  restore: { from: ['suspended'], to: 'approved' },
};

/** States in which the profile may be edited. */
export const editable: readonly VendorState[] = ['draft', 'refused', 'approved'];
