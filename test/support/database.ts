import pg from 'pg';
import { inject } from 'vitest';

let serial = 0;

export interface TestDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  drop(): Promise<void>;
}

const inDatabase = (url: string, name: string): string => url.replace(/\/[^/]*$/, `/${name}`);

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('database').adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A migrated, empty database of its own, copied from the run's template. */
export async function freshDatabase(): Promise<TestDatabase> {
  const { ownerUrl, appUrl } = inject('database');
  serial += 1;
  const name = `hub_${process.pid}_${serial}_${Math.random().toString(36).slice(2, 8)}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await asAdmin(`create database ${name} template hub owner hub_owner`);
      break;
    } catch (error) {
      // two workers copying the template at once: 55006 object_in_use
      if (attempt >= 40) throw error;
      await new Promise((r) => setTimeout(r, 100));
    }
  }
  return {
    ownerUrl: inDatabase(ownerUrl, name),
    appUrl: inDatabase(appUrl, name),
    drop: () => asAdmin(`drop database if exists ${name} with (force)`),
  };
}
