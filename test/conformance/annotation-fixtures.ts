import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;
const fixtures = join(process.env['BANYAN_SHARED'] ?? join(root, '../shared'), 'fixtures');

/** The text of one shared fixture. */
export const fixtureText = (path: string): string => readFileSync(join(fixtures, path), 'utf8');

/** One shared JSON fixture. */
export const fixtureJson = (path: string): unknown => JSON.parse(fixtureText(path));
