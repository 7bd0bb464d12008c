import { writeFileSync } from 'node:fs';
import { createOrg, createToken, createUser, tokenScopes, isUscc } from '#src/identity/index.ts';
import { staffRoles, systemActor } from '#src/kernel/actor.ts';
import { importCatalog, reindex } from '#src/catalog/index.ts';
import { openApiDocument } from '#src/app/openapi.ts';
import { replayRound } from '#src/selection/index.ts';
import { documentedRoutes } from '../app.ts';
import { ConfigError } from '../config.ts';
import type { NodeHub } from '../main.hub.ts';
import { seedOnDemand } from '../seed-demo.ts';
import { readChoice, readFlags, readOne } from './arguments.ts';
import { backup } from './backup.ts';
import { readLines } from './read-lines.ts';
import { readPassword } from './read-password.ts';
import { restore } from './restore.ts';

/** What a command does once the hub is open; returns what it prints. */
type Run = (node: NodeHub) => Promise<string>;
/** Checks the arguments of one command, before anything is opened. */
type Command = (args: readonly string[]) => Run | Promise<Run>;

/** A command without arguments. */
const plain =
  (run: Run): Command =>
  (args) => {
    readFlags(args, []);
    return run;
  };

const kinds = [
  'enterprise',
  'university',
  'institute',
  'annotation-vendor',
  'public-body',
] as const;

/** Every command by name. */
export const commands: Readonly<Record<string, Command>> = {
  migrate: plain(async (node) =>
    node.migrated.length > 0 ? `Ran ${node.migrated.join(', ')}.` : 'Nothing to do.',
  ),
  seed: plain(seedOnDemand),
  'create-user': async (args) => {
    const flags = readFlags(args, ['email'], ['name', 'role', 'password']);
    const staffRole = flags['role'] ? readChoice(flags['role'], staffRoles, 'role') : undefined;
    const password = await readPassword(flags['password']);
    const name = flags['name'] ?? flags.email.split('@')[0] ?? flags.email;
    const user = { email: flags.email, name, password, staffRole, verified: true };
    return async ({ hub }) => (await createUser(hub, user)).userId;
  },
  'create-org': (args) => {
    const flags = readFlags(args, ['name', 'uscc', 'kind', 'owner'], ['slug']);
    if (!isUscc(flags.uscc))
      throw new ConfigError(
        '--uscc must be a unified social credit code (GB 32100) with a right check character.',
      );
    const { name, uscc, owner: ownerEmail } = flags;
    const kind = readChoice(flags.kind, kinds, 'kind');
    const org = { name, slug: flags['slug'], uscc, kind, ownerEmail, approved: true };
    return async ({ hub }) => (await createOrg(hub, org)).slug;
  },
  'create-token': (args) => {
    const flags = readFlags(args, ['email', 'scopes', 'days']);
    const scopes = flags.scopes.split(',').map((scope) => readChoice(scope, tokenScopes, 'scopes'));
    const days = Number(flags.days);
    if (!Number.isInteger(days) || days < 1 || days > 365)
      throw new ConfigError('--days must be a whole number from 1 to 365.');
    return ({ hub }) => createToken(hub, { email: flags.email, scopes, days });
  },
  'import-catalog': async (args) => {
    const lines = await readLines(readOne(args, 'the JSONL file to import'));
    return async ({ hub }) => importReport(await importCatalog(hub, lines));
  },
  reindex: plain(async ({ hub }) => `Indexed ${(await reindex(hub)).indexed} datasets.`),
  openapi: plain(async ({ hub }) => {
    writeFileSync(
      'openapi.json',
      `${JSON.stringify(await openApiDocument(documentedRoutes(hub)), null, 1)}\n`,
    );
    return 'Wrote openapi.json.';
  }),
  'replay-round': (args) => {
    const id = readOne(args, 'the id of the round');
    return async ({ hub }) => {
      const found = await hub.store.read(systemActor('command line'), (db) =>
        replayRound(db as never, id),
      );
      const { events, digest, differing } = found;
      if (differing.length > 0)
        throw new Error(
          `digest ${digest} differs from what is stored in: ${differing.join(', ')}.`,
        );
      return `${events} events, digest ${digest}: same.`;
    };
  },
  backup: (args) => {
    const folder = readOne(args, 'the folder to write into');
    return async (node) => {
      const { tables, blobs } = await backup(node, folder);
      return `Backed up ${tables.length} tables and ${blobs.length} blobs into ${folder}.`;
    };
  },
  restore: (args) => {
    const folder = readOne(args, 'the folder of the backup');
    return async (node) => {
      const { takenAt, blobs } = await restore(node, folder);
      return `Restored the backup of ${takenAt} with ${blobs.length} blobs; run reindex next.`;
    };
  },
};

function importReport(report: Awaited<ReturnType<typeof importCatalog>>): string {
  const { lines, created, updated, unchanged, withoutLink, organisations, rejected } = report;
  return [
    ...rejected.map((r) => `line ${r.line} rejected: ${r.reason}`),
    `${lines} lines: ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected.length} rejected;`,
    `${withoutLink} without a link, ${organisations} organisations.`,
  ].join('\n');
}
