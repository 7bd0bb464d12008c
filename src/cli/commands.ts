import { writeFileSync } from 'node:fs';
import { createOrg, createToken, createUser, tokenScopes, isUscc } from '#src/identity/index.ts';
import { staffRoles } from '#src/kernel/actor.ts';
import { importCatalog, reindex } from '#src/catalog/index.ts';
import { openApiDocument } from '#src/app/openapi.ts';
import { documentedRoutes } from '../app.ts';
import { ConfigError } from '../config.ts';
import type { NodeHub } from '../main.hub.ts';
import { seedOnDemand } from '../seed-demo.ts';
import { readChoice, readFlags, readOne } from './arguments.ts';
import { backup } from './backup.ts';
import { readLines } from './read-lines.ts';
import { readPassword } from './read-password.ts';
import { restore } from './restore.ts';

/** Runs one command and returns what it prints. */
type Command = (node: NodeHub, args: readonly string[]) => Promise<string>;

const kinds = [
  'enterprise',
  'university',
  'institute',
  'annotation-vendor',
  'public-body',
] as const;

/** Every command by name. */
export const commands: Readonly<Record<string, Command>> = {
  migrate: async (node) =>
    node.migrated.length > 0 ? `Ran ${node.migrated.join(', ')}.` : 'Nothing to do.',
  seed: ({ hub }) => seedOnDemand(hub),
  'create-user': async ({ hub }, args) => {
    const flags = readFlags(args, ['email'], ['name', 'role', 'password']);
    const staffRole = flags['role'] ? readChoice(flags['role'], staffRoles, 'role') : undefined;
    const password = await readPassword(flags['password']);
    const name = flags['name'] ?? flags.email.split('@')[0] ?? flags.email;
    const { userId } = await createUser(hub, {
      email: flags.email,
      name,
      password,
      staffRole,
      verified: true,
    });
    return userId;
  },
  'create-org': async ({ hub }, args) => {
    const flags = readFlags(args, ['name', 'uscc', 'kind', 'owner'], ['slug']);
    if (!isUscc(flags.uscc))
      throw new ConfigError(
        '--uscc must be a unified social credit code (GB 32100) with a right check character.',
      );
    const { slug } = await createOrg(hub, {
      name: flags.name,
      slug: flags['slug'],
      uscc: flags.uscc,
      kind: readChoice(flags.kind, kinds, 'kind'),
      ownerEmail: flags.owner,
      approved: true,
    });
    return slug;
  },
  'create-token': async ({ hub }, args) => {
    const flags = readFlags(args, ['email', 'scopes', 'days']);
    const scopes = flags.scopes.split(',').map((scope) => readChoice(scope, tokenScopes, 'scopes'));
    const days = Number(flags.days);
    if (!Number.isInteger(days) || days < 1 || days > 365)
      throw new ConfigError('--days must be a whole number from 1 to 365.');
    return createToken(hub, { email: flags.email, scopes, days });
  },
  'import-catalog': async ({ hub }, args) => {
    const report = await importCatalog(
      hub,
      await readLines(readOne(args, 'the JSONL file to import')),
    );
    const { lines, created, updated, unchanged, withoutLink, organisations, rejected } = report;
    return [
      ...rejected.map((r) => `line ${r.line} rejected: ${r.reason}`),
      `${lines} lines: ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected.length} rejected;`,
      `${withoutLink} without a link, ${organisations} organisations.`,
    ].join('\n');
  },
  reindex: async ({ hub }) => `Indexed ${(await reindex(hub)).indexed} datasets.`,
  openapi: async ({ hub }) => {
    writeFileSync(
      'openapi.json',
      `${JSON.stringify(await openApiDocument(documentedRoutes(hub)), null, 1)}\n`,
    );
    return 'Wrote openapi.json.';
  },
  backup: async (node, args) => {
    const folder = readOne(args, 'the folder to write into');
    const { tables, blobs } = await backup(node, folder);
    return `Backed up ${tables.length} tables and ${blobs.length} blobs into ${folder}.`;
  },
  restore: async (node, args) => {
    const folder = readOne(args, 'the folder of the backup');
    const { takenAt, blobs } = await restore(node, folder);
    return `Restored the backup of ${takenAt} with ${blobs.length} blobs; run reindex next.`;
  },
};
