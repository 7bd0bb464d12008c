import { seedDemo, seedNotice } from '#seeds/demo.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { ConfigError, isLoopback } from './config.ts';
import type { Hub } from './hub.ts';

/** Whether nobody has an account yet: the demonstration is for empty hubs alone. */
async function isEmpty(hub: Hub): Promise<boolean> {
  const found = await hub.store.read(systemActor('seed'), (db) =>
    db.selectFrom('identity.person').select('user_id').limit(1).executeTakeFirst(),
  );
  return found === undefined;
}

/** Loads the demonstration at start where it is wanted and the hub is empty; what to print, if anything. */
export async function seedAtStart(hub: Hub): Promise<string | undefined> {
  if (hub.config.seed !== 'demo' || !(await isEmpty(hub))) return undefined;
  return seedNotice(await seedDemo(hub));
}

/** Loads (or completes) the demonstration on demand; refused where the hub is reachable from outside. */
export async function seedOnDemand(hub: Hub): Promise<string> {
  if (!isLoopback(hub.config.host))
    throw new ConfigError('Demonstration data are refused because HOST is not a loopback address.');
  return seedNotice(await seedDemo(hub));
}
