import { type } from 'arktype';
import { instant } from '#src/kernel/schema.ts';

/** What waits for the caller, the earliest due first, then the oldest; at most a hundred of each source. */
export const WorklistView = type({
  items: type({
    kind: 'string',
    title: { zh: 'string', en: 'string' },
    /** Page of the hub that opens the evidence. */
    href: 'string',
    since: instant,
    'due?': instant,
  }).array(),
  /** How many items of each kind there are above. */
  counts: type({ kind: 'string', count: 'number.integer >= 1' }).array(),
});
export type WorklistView = typeof WorklistView.infer;
