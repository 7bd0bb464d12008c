import { type, type Type } from 'arktype';
import { day as dayText, id as uuid } from '#src/kernel/schema.ts';

/** Ids are plain text in types; the pattern stays in the document. */
export const id = uuid as unknown as Type<string>;

export const day = dayText as unknown as Type<string>;

/** Text without NUL, which the database does not hold. */
export const lines = (max: number) =>
  type('/^[^\\x00]*$/').and(`string <= ${max}`).describe(`text of at most ${max} characters`);
export const line = (max: number) =>
  type('/^[^\\x00-\\x20\\x7f]([^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$/')
    .and(`string <= ${max}`)
    .describe(`one line of 1 to ${max} characters`);
export const reason = type('/^[^\\x00-\\x20][^\\x00]*$/')
  .and('string <= 500')
  .describe('a reason of 1 to 500 characters');
export const revision = type('number.integer >= 1');
export const Words = type({ zh: 'string', en: 'string' });
