import { seedDemo, seedNotice } from '#seeds/demo.ts';
import { recordAudit } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { ConfigError, isLoopback } from './config.ts';
import type { Hub } from './hub.ts';
import type { NodeHub } from './main.hub.ts';

/** Whether nobody has an account yet: the demonstration is for empty hubs alone. */
async function isEmpty(hub: Hub): Promise<boolean> {
  const found = await hub.store.read(systemActor('seed'), (db) =>
    db.selectFrom('identity.person').select('user_id').limit(1).executeTakeFirst(),
  );
  return found === undefined;
}

const seeding = systemActor('seed');
const begun = 'hub.seed-demo-begun';
const done = 'hub.seed-demo-done';

const note = (hub: Hub, action: string): Promise<void> =>
  hub.store.write(seeding, (trx) =>
    recordAudit(trx, seeding, { action, objectType: 'hub', objectId: 'demo' }),
  );

/** Whether a start of this hub began to load the demonstration and was killed before the end. */
async function isInterrupted(hub: Hub): Promise<boolean> {
  const rows = await hub.store.read(seeding, (db) =>
    db
      .selectFrom('audit.entry')
      .select('action')
      .where('object_type', '=', 'hub')
      .where('object_id', '=', 'demo')
      .execute(),
  );
  const actions = rows.map((row) => row.action);
  return actions.includes(begun) && !actions.includes(done);
}

/**
 * Loads the demonstration at start where it is wanted and the hub is empty, or completes one that was
 * interrupted; what to print, if anything.
 */
export async function seedAtStart({ hub, withOwner }: NodeHub): Promise<string | undefined> {
  if (hub.config.seed !== 'demo') return undefined;
  const empty = await isEmpty(hub);
  const interrupted = await isInterrupted(hub);
  if (!empty && !interrupted) return undefined;
  if (!interrupted) await note(hub, begun);
  const report = await seedDemo({ ...hub, withOwner }, { interrupted });
  await note(hub, done);
  return seedNotice(report);
}

/** Loads (or completes) the demonstration on demand; refused where the hub is reachable from outside. */
export async function seedOnDemand({ hub, withOwner }: NodeHub): Promise<string> {
  if (!isLoopback(hub.config.host))
    throw new ConfigError('Demonstration data are refused because HOST is not a loopback address.');
  return seedNotice(await seedDemo({ ...hub, withOwner }));
}
