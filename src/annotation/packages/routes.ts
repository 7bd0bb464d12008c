import { Hono, type Context } from 'hono';
import { mutate, type Audit } from '#src/audit/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps, Db, Trx } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { allow, demandSide, person, readScope, visible, writeScope } from '../policy.ts';
import { projectById, type ProjectRow } from '../projects/queries.ts';
import { IdPath, RevisionBody } from '../projects/schema.ts';
import { mutationErrors, tag } from '../respond.ts';
import { awardsOf } from './award-queries.ts';
import { leadsVendor } from './claimant.ts';
import { changePackage, createPackage, endPackage, publishPackage } from './change-package.ts';
import {
  listPackages,
  lockPackage,
  packageById,
  type PackageFilter,
  type PackageRow,
} from './queries.ts';
import {
  ChangePackage,
  CreatePackage,
  PackageList,
  PackageQuery,
  PackageView,
  PageQuery,
} from './schema.ts';
import { vendorStands } from './vendor-stands.ts';
import { packageSummary, packageView } from './view.ts';

export async function packageViewOf(db: Db, actor: UserActor, id: string): Promise<PackageView> {
  const row = visible(await packageById(db, id));
  const project = visible(await projectById(db, row.project_id));
  const offered = row.state === 'open' && row.mode !== 'own_team';
  const leads = offered && (await leadsVendor(db, actor, row.org_id));
  return packageView(
    actor,
    row,
    project,
    await awardsOf(db, id),
    leads,
    await vendorStands(db, actor, row),
  );
}

async function page(
  db: Db,
  filter: PackageFilter,
  query: typeof PageQuery.infer,
): Promise<typeof PackageList.infer> {
  const limit = Number(query.limit ?? 50);
  const before = query.cursor ? String(decodeCursor(query.cursor, 1)[0]) : undefined;
  const rows = await listPackages(db, { ...filter, before }, limit + 1);
  const items = rows.slice(0, limit).map(packageSummary);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last ? { next: encodeCursor([last.id]) } : {}) };
}

/** Packages of tasks, and the states they go through. */
export function packageRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.route('/', listRoutes(deps));
  app.route('/', commandRoutes(deps));
  app.get(
    '/api/v1/annotation/packages/:id',
    route({
      summary: 'A package',
      tag,
      access: 'user',
      scope: readScope,
      replies: { 200: PackageView },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      return c.json(await deps.store.read(actor, (db) => packageViewOf(db, actor, id)));
    },
  );
  return app;
}

function listRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/packages',
    route({
      summary: 'Packages of the caller, or open to it',
      tag,
      access: 'user',
      scope: readScope,
      replies: { 200: PackageList },
      errors: [errors.invalid, errors.unauthenticated],
    }),
    valid('query', PackageQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const query = c.req.valid('query');
      const orgIds = actor.orgs.map((m) => m.orgId);
      const filter = { orgIds, side: query.for, state: query.state };
      return c.json(await deps.store.read(actor, (db) => page(db, filter, query)));
    },
  );
  app.get(
    '/api/v1/annotation/projects/:id/packages',
    route({
      summary: 'Packages of a project',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: PackageList },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    valid('query', PageQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const list = await deps.store.read(actor, async (db) => {
        demandSide(actor, await projectById(db, id));
        return page(db, { projectId: id, orgIds: [] }, c.req.valid('query'));
      });
      return c.json(list);
    },
  );
  app.post(
    '/api/v1/annotation/projects/:id/packages',
    route({
      summary: 'Create a package',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 201: PackageView },
      errors: [...mutationErrors, annotationErrors.noTasks],
    }),
    valid('param', IdPath),
    valid('json', CreatePackage),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const project = allow(actor, await projectById(trx, id), 'distribute');
        const made = await createPackage(trx, actor, project, c.req.valid('json'), audit);
        return { status: 201, body: await packageViewOf(trx, actor, made) };
      });
    },
  );
  return app;
}

interface PackageChange {
  readonly trx: Trx;
  readonly actor: UserActor;
  readonly project: ProjectRow;
  readonly row: Authorized<PackageRow, 'distribute'>;
  readonly audit: Audit;
}

/** Locks a package, checks that the caller may distribute it, changes it and answers with it. */
function changing(
  deps: AnnotationDeps,
  c: Context<AppEnv>,
  id: string,
  run: (change: PackageChange) => Promise<void>,
): Promise<Response> {
  const actor = person(c.var.actor);
  return mutate(c, deps.store, async (trx, audit) => {
    const row = allow(actor, await lockPackage(trx, id), 'distribute');
    const project = visible(await projectById(trx, row.project_id));
    await run({ trx, actor, project, row, audit });
    return { status: 200, body: await packageViewOf(trx, actor, id) };
  });
}

function commandRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.patch(
    '/api/v1/annotation/packages/:id',
    route({
      summary: 'Change a package',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: PackageView },
      errors: [...mutationErrors, annotationErrors.packageNotDraft],
    }),
    valid('param', IdPath),
    valid('json', ChangePackage),
    (c) =>
      changing(deps, c, c.req.valid('param').id, ({ trx, row, audit }) =>
        changePackage(trx, row, c.req.valid('json'), audit),
      ),
  );
  app.post(
    '/api/v1/annotation/packages/:id/publish',
    route({
      summary: 'Publish a package: its terms stand from now on',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: PackageView },
      errors: [...mutationErrors, annotationErrors.projectNotActive],
    }),
    valid('param', IdPath),
    valid('json', RevisionBody),
    (c) =>
      changing(deps, c, c.req.valid('param').id, ({ trx, actor, project, row, audit }) =>
        publishPackage(trx, actor, project, row, c.req.valid('json').revision, audit),
      ),
  );
  for (const command of ['close', 'cancel'] as const)
    app.post(
      `/api/v1/annotation/packages/:id/${command}`,
      route({
        summary: command === 'close' ? 'Close a package' : 'Cancel a package',
        tag,
        access: 'manager',
        scope: writeScope,
        replies: { 200: PackageView },
        errors: mutationErrors,
      }),
      valid('param', IdPath),
      valid('json', RevisionBody),
      (c) =>
        changing(deps, c, c.req.valid('param').id, ({ trx, row, audit }) =>
          endPackage(trx, row, command, c.req.valid('json').revision, audit),
        ),
    );
  return app;
}
