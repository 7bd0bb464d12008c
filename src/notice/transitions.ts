import type { Transitions } from '#src/kernel/transition.ts';
import type { NoticeState, ObjectionState } from './tables.ts';

export type NoticeCommand = 'open' | 'extend' | 'close' | 'confirm';

/** A notice ends by closing, which no open objection allows; confirming settles what it announced. */
export const noticeStates: Transitions<NoticeState, NoticeCommand> = {
  open: { from: ['draft'], to: 'open' },
  extend: { from: ['open', 'extended'], to: 'extended' },
  close: { from: ['open', 'extended'], to: 'closed' },
  confirm: { from: ['closed'], to: 'confirmed' },
};

export type ObjectionCommand = 'admit' | 'answer' | 'uphold' | 'dismiss';

/** Filed late, an objection is `rejected_late` from the start and stays so. */
export const objectionStates: Transitions<ObjectionState, ObjectionCommand> = {
  admit: { from: ['filed'], to: 'admitted' },
  answer: { from: ['admitted'], to: 'answered' },
  uphold: { from: ['answered'], to: 'upheld' },
  dismiss: { from: ['answered'], to: 'dismissed' },
};

/** What keeps a notice from closing. */
export const openObjectionStates: readonly ObjectionState[] = ['filed', 'admitted', 'answered'];
