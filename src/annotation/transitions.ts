import type { Transitions } from '#src/kernel/transition.ts';
import type { PackageState } from './tables.ts';

type ProjectState = 'draft' | 'active' | 'archived';

export const projectTransitions = {
  activate: { from: ['draft', 'archived'], to: 'active' },
  archive: { from: ['draft', 'active'], to: 'archived' },
} as const satisfies Transitions<ProjectState, string>;
export type ProjectCommand = keyof typeof projectTransitions;

export const packageTransitions = {
  publish: { from: ['draft'], to: 'open' },
  /** Everything is given out. */
  fill: { from: ['open'], to: 'working' },
  close: { from: ['open', 'working'], to: 'closed' },
  cancel: { from: ['draft', 'open'], to: 'cancelled' },
} as const satisfies Transitions<PackageState, string>;
