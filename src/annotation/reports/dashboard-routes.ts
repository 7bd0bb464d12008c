import { Hono } from 'hono';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { AnnotationDeps, Db } from '../deps.ts';
import { listPackages } from '../packages/queries.ts';
import { isMember, person, readScope } from '../policy.ts';
import { IdPath } from '../projects/schema.ts';
import { tag } from '../respond.ts';
import { countWaiting } from '../review/queries.ts';
import { awardCounts, lotsWaiting } from './dashboard-queries.ts';
import { dashboardOf, seatOf } from './dashboard.ts';
import { Dashboard, Overview } from './schema.ts';

/** Packages shown on a person's overview. */
const mostShown = 20;

/** What waits for a person: packages it labels, reviews or owns, newest first. */
async function overviewOf(db: Db, actor: UserActor): Promise<Overview> {
  const orgIds = actor.orgs.map((m) => m.orgId);
  const rows = await listPackages(db, { orgIds }, 100);
  const items: Overview['items'] = [];
  for (const row of rows) {
    if (items.length === mostShown) break;
    if (row.state !== 'open' && row.state !== 'working') continue;
    const awards = await awardCounts(db, row.id, null);
    const part =
      isMember(actor, row.org_id) || awards.some((a) => isMember(actor, a.vendor_org_id));
    if (!part) continue;
    const { role, vendorOrgId } = await seatOf(db, actor, row);
    const own = awards.filter((a) => vendorOrgId === null || a.vendor_org_id === vendorOrgId);
    const reviews = role !== 'annotator';
    items.push({
      id: row.id,
      title: row.title,
      org: { nameZh: row.name_zh, nameEn: row.name_en },
      state: row.state,
      role,
      deadline: row.deadline?.toISOString() ?? null,
      total: own.reduce((sum, a) => sum + Number(a.slot_count), 0),
      submitted: own.reduce((sum, a) => sum + Number(a.held), 0),
      toReview: reviews ? await countWaiting(db, row.id, vendorOrgId ?? undefined) : 0,
      lotsWaiting: role === 'demand' ? await lotsWaiting(db, row.id) : 0,
      updatedAt: (row.published_at ?? row.created_at).toISOString(),
    });
  }
  return { items };
}

/** How the work goes: one package, and all that waits for a person. */
export function dashboardRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/packages/:id/dashboard',
    route({
      summary: 'How a package goes: progress, pace, forecast, quality, acceptance, money',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: Dashboard },
      errors: [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      return c.json(await deps.store.read(actor, (db) => dashboardOf(db, actor, id)));
    },
  );
  app.get(
    '/api/v1/annotation/overview',
    route({
      summary: 'Packages in which something waits for the caller',
      tag,
      access: 'user',
      scope: readScope,
      replies: { 200: Overview },
      errors: [errors.invalid, errors.unauthenticated],
    }),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      return c.json(await deps.store.read(actor, (db) => overviewOf(db, actor)));
    },
  );
  return app;
}
