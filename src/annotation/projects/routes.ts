import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { organisationBySlug } from '#src/identity/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps, Db } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { allow, allowCreate, isMember, person, readScope, visible, writeScope } from '../policy.ts';
import { parseConfig } from '../labelling/parse-config.ts';
import { requireKey } from '../queue/require-key.ts';
import { mutationErrors, tag } from '../respond.ts';
import { changeProject, createProject, moveProject } from './change-project.ts';
import { listProjects, lockProject, progressOf, projectById, standingResults } from './queries.ts';
import {
  ChangeProject,
  CheckConfig,
  ConfigCheck,
  CreateProject,
  IdPath,
  ProjectList,
  ProjectQuery,
  ProjectView,
  RevisionBody,
} from './schema.ts';
import { projectSummary, projectView } from './view.ts';

async function viewOf(db: Db, actor: UserActor, id: string): Promise<ProjectView> {
  const row = visible(await projectById(db, id));
  const inside = isMember(actor, row.org_id) || actor.staff.length > 0;
  if (!inside) return projectView(actor, row, null, null);
  return projectView(actor, row, await standingResults(db, id), await progressOf(db, [id]));
}

/** Projects of a demand side. */
export function projectRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/projects',
    route({
      summary: 'Projects of the organisations the caller belongs to',
      tag,
      access: 'user',
      scope: readScope,
      replies: { 200: ProjectList },
      errors: [errors.invalid, errors.unauthenticated],
    }),
    valid('query', ProjectQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const query = c.req.valid('query');
      const limit = Number(query.limit ?? 50);
      const mine = actor.orgs.filter((m) => query.org === undefined || m.slug === query.org);
      const before = query.cursor ? String(decodeCursor(query.cursor, 1)[0]) : undefined;
      const filter = { orgIds: mine.map((m) => m.orgId), state: query.state, before };
      const { rows, progress } = await deps.store.read(actor, async (db) => {
        const found = await listProjects(db, filter, limit + 1);
        return {
          rows: found,
          progress: await progressOf(
            db,
            found.map((row) => row.id),
          ),
        };
      });
      const items = rows.slice(0, limit).map((row) => projectSummary(row, progress));
      const last = items.at(-1);
      return c.json({
        items,
        ...(rows.length > limit && last ? { next: encodeCursor([last.id]) } : {}),
      });
    },
  );
  app.post(
    '/api/v1/annotation/projects',
    route({
      summary: 'Create a project',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 201: ProjectView },
      errors: [...mutationErrors, annotationErrors.orgNotApproved, annotationErrors.badConfig],
    }),
    valid('json', CreateProject),
    (c) => {
      const actor = person(c.var.actor);
      const body = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const org = allowCreate(actor, await organisationBySlug(trx, body.org));
        const id = await createProject(trx, actor, org, body, audit);
        return { status: 201, body: await viewOf(trx, actor, id) };
      });
    },
  );
  app.route('/', projectItemRoutes(deps));
  return app;
}

function projectItemRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/projects/:id',
    route({
      summary: 'A project',
      tag,
      access: 'user',
      scope: readScope,
      replies: { 200: ProjectView },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      return c.json(await deps.store.read(actor, (db) => viewOf(db, actor, id)));
    },
  );
  app.patch(
    '/api/v1/annotation/projects/:id',
    route({
      summary: 'Change a project',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 200: ProjectView },
      errors: mutationErrors,
    }),
    valid('param', IdPath),
    valid('json', ChangeProject),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const project = allow(actor, await lockProject(trx, id), 'edit');
        await changeProject(trx, project, c.req.valid('json'), audit);
        return { status: 200, body: await viewOf(trx, actor, id) };
      });
    },
  );
  app.post(
    '/api/v1/annotation/projects/:id/check-config',
    route({
      summary: 'Check a label configuration without saving it',
      tag,
      access: 'member',
      scope: writeScope,
      replies: { 200: ConfigCheck },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    valid('json', CheckConfig),
    async (c) => {
      requireKey(c);
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      allow(actor, await deps.store.read(actor, (db) => projectById(db, id)), 'edit');
      const { ok, problems } = parseConfig(c.req.valid('json').labelConfig);
      const shown = problems.map(({ line, column, code, severity, sentence: { zh, en } }) => ({
        line,
        column,
        code,
        severity,
        sentence: { zh, en },
      }));
      return c.json({ ok, problems: shown });
    },
  );
  for (const command of ['activate', 'archive'] as const)
    app.post(
      `/api/v1/annotation/projects/:id/${command}`,
      route({
        summary: command === 'activate' ? 'Activate a project' : 'Archive a project',
        tag,
        access: 'manager',
        scope: writeScope,
        replies: { 200: ProjectView },
        errors: mutationErrors,
      }),
      valid('param', IdPath),
      valid('json', RevisionBody),
      (c) => {
        const actor = person(c.var.actor);
        const { id } = c.req.valid('param');
        return mutate(c, deps.store, async (trx, audit) => {
          const project = allow(actor, await lockProject(trx, id), 'govern');
          await moveProject(trx, project, command, c.req.valid('json').revision, audit);
          return { status: 200, body: await viewOf(trx, actor, id) };
        });
      },
    );
  return app;
}
