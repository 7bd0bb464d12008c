import { Hono, type Context } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { takeRate } from '#src/identity/index.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { catalogErrors } from '../errors.ts';
import { DatasetPath } from '../schema.ts';
import { askAccess } from './ask-access.ts';
import { decideAccess, type AccessDecision } from './decide-access.ts';
import type { GatedDeps } from './deps.ts';
import { accessErrors } from './errors.ts';
import { mayAsk, mayDecide, mayGovern, mayListFor, person, visible } from './policy.ts';
import {
  datasetAt,
  lockRequest,
  organisationAt,
  requestById,
  selectRequests,
  type RequestFilter,
} from './queries.ts';
import {
  AccessRequestList,
  AccessRequestPath,
  AccessRequestQuery,
  AccessRequestView,
  AccessTerms,
  ApproveAccess,
  AskAccess,
  OrgPath,
  RefuseAccess,
  SetAccessTerms,
} from './schema.ts';
import { setTerms } from './set-terms.ts';
import { presentTerms } from './terms.ts';
import { requestView } from './view.ts';

const tag = 'access';
/** Requests one person may make in a day: enough for research, too few to pester every provider. */
const asksPerDay = 50;

type Query = typeof AccessRequestQuery.infer;

/** One page of requests under a filter, newest first. */
async function listRequests(
  deps: GatedDeps,
  actor: UserActor,
  query: Query,
  filterOf: (db: Parameters<typeof selectRequests>[0]) => Promise<RequestFilter>,
): Promise<typeof AccessRequestList.infer> {
  const limit = Number(query.limit ?? 50);
  const before = query.cursor ? String(decodeCursor(query.cursor, 1)[0]) : undefined;
  const rows = await deps.store.read(actor, async (db) =>
    selectRequests(db, { ...(await filterOf(db)), state: query.state, before }, limit + 1),
  );
  const items = rows.slice(0, limit).map(requestView);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last ? { next: encodeCursor([last.id]) } : {}) };
}

/** Locks, checks and decides one request, and answers with it as it now stands. */
function decide(deps: GatedDeps, c: Context<AppEnv>, id: string, decision: AccessDecision) {
  const actor = person(c.var.actor, 'catalog:write');
  return mutate(c, deps.store, async (trx, audit) => {
    await lockRequest(trx, id);
    const request = mayDecide(actor, await requestById(trx, id));
    await decideAccess(deps, trx, actor, request, decision, audit);
    const after = await requestById(trx, id);
    return { status: 200, ...(after ? { body: requestView(after) } : {}) };
  });
}

/** Terms, requests and decisions of gated datasets. */
export function accessRoutes(deps: GatedDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.route('/', termsRoutes(deps));
  app.route('/', listRoutes(deps));
  app.post(
    '/api/v1/datasets/:org/:name/access-requests',
    route({
      summary: 'Ask for access to a gated dataset',
      tag,
      access: 'user',
      scope: 'catalog:write',
      replies: { 201: AccessRequestView },
      errors: [
        errors.invalid,
        errors.unauthenticated,
        errors.notFound,
        errors.tooMany,
        catalogErrors.suspended,
        catalogErrors.withdrawn,
        ...Object.values(accessErrors),
      ],
    }),
    valid('param', DatasetPath),
    valid('json', AskAccess),
    async (c) => {
      const actor = person(c.var.actor, 'catalog:write');
      const { org, name } = c.req.valid('param');
      await takeRate(deps.store, `access-ask:${actor.userId}`, asksPerDay, 86_400);
      return mutate(c, deps.store, async (trx, audit) => {
        const dataset = mayAsk(actor, await datasetAt(trx, org, name));
        const id = await askAccess(deps, trx, actor, dataset, c.req.valid('json'), audit);
        const request = await requestById(trx, id);
        return { status: 201, ...(request ? { body: requestView(request) } : {}) };
      });
    },
  );
  for (const command of ['refuse', 'revoke'] as const)
    app.post(
      `/api/v1/access-requests/:id/${command}`,
      route({
        summary: command === 'refuse' ? 'Refuse a request' : 'Revoke a grant at once',
        tag,
        access: 'manager',
        scope: 'catalog:write',
        replies: { 200: AccessRequestView },
        errors: [errors.invalid, errors.notFound, errors.forbidden, errors.wrongState],
      }),
      valid('param', AccessRequestPath),
      valid('json', RefuseAccess),
      (c) => decide(deps, c, c.req.valid('param').id, { command, ...c.req.valid('json') }),
    );
  app.post(
    '/api/v1/access-requests/:id/approve',
    route({
      summary: 'Approve a request, for a time or until revoked',
      tag,
      access: 'manager',
      scope: 'catalog:write',
      replies: { 200: AccessRequestView },
      errors: [
        errors.invalid,
        errors.notFound,
        errors.forbidden,
        errors.wrongState,
        accessErrors.expiryPast,
        accessErrors.ownRequest,
      ],
    }),
    valid('param', AccessRequestPath),
    valid('json', ApproveAccess),
    (c) => decide(deps, c, c.req.valid('param').id, { command: 'approve', ...c.req.valid('json') }),
  );
  return app;
}

function termsRoutes(deps: GatedDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/datasets/:org/:name/access-terms',
    route({
      summary: 'The terms a requester accepts, with their digest',
      tag,
      access: 'public',
      replies: { 200: AccessTerms },
      errors: [errors.invalid, errors.notFound, accessErrors.notGated, catalogErrors.suspended],
    }),
    valid('param', DatasetPath),
    async (c) => {
      const { org, name } = c.req.valid('param');
      const terms = await deps.store.read(c.var.actor, async (db) => {
        const dataset = visible(c.var.actor, await datasetAt(db, org, name));
        return dataset.visibility === 'gated' ? presentTerms(db, dataset) : undefined;
      });
      if (!terms) throw new AppError(accessErrors.notGated);
      return c.json(terms);
    },
  );
  app.put(
    '/api/v1/datasets/:org/:name/access-terms',
    route({
      summary: 'Set the terms of a dataset',
      tag,
      access: 'manager',
      scope: 'catalog:write',
      replies: { 200: AccessTerms },
      errors: [errors.invalid, errors.notFound, errors.forbidden, errors.conflict],
    }),
    valid('param', DatasetPath),
    valid('json', SetAccessTerms),
    (c) => {
      const actor = person(c.var.actor, 'catalog:write');
      const { org, name } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const dataset = mayGovern(actor, await datasetAt(trx, org, name));
        return {
          status: 200,
          body: await setTerms(trx, actor, dataset, c.req.valid('json'), audit),
        };
      });
    },
  );
  return app;
}

function listRoutes(deps: GatedDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const described = (summary: string, access: 'user' | 'manager') =>
    route({
      summary,
      tag,
      access,
      scope: 'catalog:read',
      replies: { 200: AccessRequestList },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    });
  app.get(
    '/api/v1/me/access-requests',
    described('My requests for gated datasets, newest first', 'user'),
    valid('query', AccessRequestQuery),
    async (c) => {
      const actor = person(c.var.actor, 'catalog:read');
      const mine = async () => ({ userId: actor.userId });
      return c.json(await listRequests(deps, actor, c.req.valid('query'), mine));
    },
  );
  app.get(
    '/api/v1/datasets/:org/:name/access-requests',
    described('Requests for one dataset, newest first', 'manager'),
    valid('param', DatasetPath),
    valid('query', AccessRequestQuery),
    async (c) => {
      const actor = person(c.var.actor, 'catalog:read');
      const { org, name } = c.req.valid('param');
      return c.json(
        await listRequests(deps, actor, c.req.valid('query'), async (db) => ({
          datasetId: mayGovern(actor, await datasetAt(db, org, name)).id,
        })),
      );
    },
  );
  app.get(
    '/api/v1/organisations/:slug/access-requests',
    described("Requests for an organisation's datasets, newest first", 'manager'),
    valid('param', OrgPath),
    valid('query', AccessRequestQuery),
    async (c) => {
      const actor = person(c.var.actor, 'catalog:read');
      const { slug } = c.req.valid('param');
      return c.json(
        await listRequests(deps, actor, c.req.valid('query'), async (db) => ({
          orgId: mayListFor(actor, await organisationAt(db, slug)),
        })),
      );
    },
  );
  return app;
}
