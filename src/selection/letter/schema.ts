import { type, type Type } from 'arktype';
import { id as uuid } from '#src/kernel/schema.ts';

/** Ids are plain text in types; the pattern stays in the document. */
const id = uuid as unknown as Type<string>;
const shown = type({ zh: 'string', en: 'string' });

export const LetterPath = type({ id });
export const LetterQuery = type({ 'lang?': "'zh' | 'en'" });
export const LetterView = type({
  application: id,
  number: 'string',
  title: 'string',
  organisation: shown,
  round: { id, title: shown, year: 'number.integer' },
  outcome: "'ineligible' | 'selected' | 'not_selected'",
  'reason?': 'string',
  /** Where experts scored it. */
  'merit?': { 'rank?': 'number', 'raw?': 'number', 'adjusted?': 'number' },
  criteria: type({
    key: 'string',
    title: shown,
    weight: 'number',
    max: 'number',
    mean: 'number',
  }).array(),
  /** Rules that were neither passed nor waived, each with its clause. */
  rules: type({ rule: 'string', title: shown, clause: 'string', result: 'string' }).array(),
  /** The smallest change after which every rule passes, where rules decided. */
  'counterfactual?': shown,
  'notice?': { id, 'lastDay?': 'string', running: 'boolean' },
});
export type LetterViewBody = typeof LetterView.infer;
