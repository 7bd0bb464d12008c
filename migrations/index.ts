import type { Migration } from 'kysely/migration';
import * as foundation from './20261123_0100_foundation.ts';

/** Every migration by name, in order; listed by hand so that bundlers and workerd see them. */
export const migrations: Readonly<Record<string, Migration>> = {
  '20261123_0100_foundation': foundation,
};
