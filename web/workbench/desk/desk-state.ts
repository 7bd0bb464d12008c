import type { ResultItem } from '#src/annotation/region.ts';
import type { LeaseView, QueueView, TaskView } from './contract.ts';
import type { KeptReceipt, OutboxEntry } from './local-store.ts';

/** Work of one's own, seen again. */
export interface OwnWork {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly revision: number;
  readonly result: readonly ResultItem[];
  readonly task: Omit<TaskView, 'predictions'>;
  readonly editable: boolean;
}

/** What is on the screen: a task to do, or one done before. */
export type Seat =
  | { readonly kind: 'lease'; readonly lease: LeaseView }
  | { readonly kind: 'own'; readonly own: OwnWork };

/** Where the labels on the screen are: on the server, on this device only, or at odds with another copy. */
export type Saved = 'clean' | 'device' | 'server' | 'conflict';

export interface DraftConflict {
  readonly result: readonly ResultItem[];
  readonly revision: number;
}

export interface DeskState {
  /** `elsewhere`: another tab works on this package. `idle`: nothing to label now. */
  readonly phase: 'starting' | 'elsewhere' | 'working' | 'idle';
  readonly seat: Seat | undefined;
  /** Tasks on this device after the one on the screen. */
  readonly ahead: number;
  readonly queue: QueueView | undefined;
  readonly waiting: readonly OutboxEntry[];
  readonly receipts: readonly KeptReceipt[];
  readonly saved: Saved;
  readonly conflict: DraftConflict | undefined;
  readonly connection: 'online' | 'offline' | 'signedOut';
  /** The lease of the task on the screen was lost: it expired or was taken back. */
  readonly leaseLost: boolean;
  /** Tasks taken for work without a network, and until when; while they are fetched, how far. */
  readonly offline:
    | { readonly count: number; readonly until: string; readonly fetched: number | undefined }
    | undefined;
  /** The last thing that went wrong, in a sentence. */
  readonly problem: string | undefined;
}

export const freshDesk: DeskState = {
  phase: 'starting',
  seat: undefined,
  ahead: 0,
  queue: undefined,
  waiting: [],
  receipts: [],
  saved: 'clean',
  conflict: undefined,
  connection: 'online',
  leaseLost: false,
  offline: undefined,
  problem: undefined,
};
