import { accessibility } from './evidence/accessibility.ts';
import { accuracy } from './evidence/accuracy.ts';
import { completeness } from './evidence/completeness.ts';
import { conformity } from './evidence/conformity.ts';
import { consistency } from './evidence/consistency.ts';
import { timeliness } from './evidence/timeliness.ts';

/** Every evidence function by the name under which rules refer to it. */
export const evidence = {
  ...conformity,
  ...completeness,
  ...accuracy,
  ...consistency,
  ...timeliness,
  ...accessibility,
} as const;
export type EvidenceName = keyof typeof evidence;
