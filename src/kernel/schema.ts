import { type } from 'arktype';

/**
 * Building blocks of public schemas. Patterns avoid look-around and back-references so that
 * RE2-based validators can use the published OpenAPI document.
 */
export const id = type('/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/').describe(
  'a UUID',
);
export const slug = type('/^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$/').describe(
  '2 to 64 of a-z, 0-9 and -',
);
export const sha256 = type('/^[0-9a-f]{64}$/').describe('a sha256 in lower-case hex');
export const instant = type('string').describe('an instant, ISO 8601 in UTC');
export const day = type('/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/').describe('a day, YYYY-MM-DD');
export const email = type('/^[^@\\s]{1,64}@[^@\\s]{1,190}$/').describe('an e-mail address');
export const semver = type(
  '/^(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})$/',
).describe('a version such as 1.0.0');
export const cursor = type('string <= 400').describe('next of the previous page');
/** A page size in a query string, 1 to 100. */
export const limit = type('/^([1-9][0-9]?|100)$/').describe('a whole number from 1 to 100');

/** Text of 1 to `max` characters. */
export const text = (max: number) => type(`1 <= string <= ${max}`);
export const optionalText = (max: number) => type(`string <= ${max}`);
