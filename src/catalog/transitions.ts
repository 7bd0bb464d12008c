import type { Transitions } from '#src/kernel/transition.ts';
import type { DatasetState, VersionState } from './schema.ts';

/** A dataset's life; withdrawal is final. */
export const datasetTransitions = {
  publish: { from: ['draft', 'published'], to: 'published' },
  suspend: { from: ['published'], to: 'suspended' },
  reinstate: { from: ['suspended'], to: 'published' },
  withdraw: { from: ['draft', 'published', 'suspended'], to: 'withdrawn' },
} as const satisfies Transitions<DatasetState, string>;

/** A version's life after it was made; its content never changes. */
export const versionTransitions = {
  approve: { from: ['waiting'], to: 'published' },
  refuse: { from: ['waiting'], to: 'refused' },
  deprecate: { from: ['published'], to: 'deprecated' },
  restoreToUse: { from: ['deprecated'], to: 'published' },
  withdraw: { from: ['published', 'deprecated', 'waiting'], to: 'withdrawn' },
} as const satisfies Transitions<VersionState, string>;
