import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { UserActor } from '#src/kernel/actor.ts';
import type { AnnotationDeps, Db } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { awardsOf } from '../packages/award-queries.ts';
import { packageById } from '../packages/queries.ts';
import { allowAdopt, person, readScope, visible, writeScope } from '../policy.ts';
import { IdPath } from '../projects/schema.ts';
import { mutationErrors, tag } from '../respond.ts';
import { afterNumber } from '../tasks/routes.ts';
import { personStanding } from '../vendors/standing.ts';
import { adoptOrphan } from './adopt-orphan.ts';
import { orphansOf } from './orphan-queries.ts';
import { resultById } from './result-queries.ts';
import { AnnotationView, MineQuery, OrphanList } from './schema.ts';
import { annotationSummary, annotationView } from './view.ts';

/** Orphaned results: those who run the work see them and let them stand. */
export function orphanRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/packages/:id/orphans',
    route({
      summary: 'Results that came after somebody else had taken over the item',
      tag,
      access: 'manager',
      scope: readScope,
      replies: { 200: OrphanList },
      errors: [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
    }),
    valid('param', IdPath),
    valid('query', MineQuery),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const query = c.req.valid('query');
      const limit = Number(query.limit ?? 50);
      const after = query.cursor === undefined ? 0n : afterNumber(query.cursor);
      const rows = await deps.store.read(actor, async (db) => {
        await requireOversight(db, actor, id);
        return orphansOf(db, id, after, limit + 1);
      });
      const items = rows.slice(0, limit).map((row) => ({
        ...annotationSummary(row),
        person: { id: row.person_id, name: row.person_name ?? '' },
        slotState: row.slot_state,
      }));
      const last = items.at(-1);
      const next = rows.length > limit && last ? { next: encodeCursor([last.number]) } : {};
      return c.json({ items, ...next });
    },
  );
  app.post(
    '/api/v1/annotation/annotations/:id/adoption',
    route({
      summary: 'Let an orphaned result stand while nobody else holds or has done the item',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: AnnotationView },
      errors: [...mutationErrors, annotationErrors.notFree],
    }),
    valid('param', IdPath),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const row = visible(await resultById(trx, id));
        const standing = await personStanding(trx, row.vendor_org_id, actor.userId);
        const orphan = allowAdopt(actor, row, standing?.role);
        await adoptOrphan(trx, orphan.id, audit);
        return { status: 200, body: annotationView(visible(await resultById(trx, id))) };
      });
    },
  );
  return app;
}

/** The demand side's leaders, or somebody who manages or inspects for a vendor with a share. */
async function requireOversight(db: Db, actor: UserActor, packageId: string): Promise<void> {
  const row = visible(await packageById(db, packageId));
  const awards = await awardsOf(db, packageId);
  const own = awards.find((a) => actor.orgs.some((m) => m.orgId === a.vendor_org_id));
  const vendor_org_id = own?.vendor_org_id ?? row.org_id;
  const standing = await personStanding(db, vendor_org_id, actor.userId);
  allowAdopt(actor, { org_id: row.org_id, vendor_org_id }, standing?.role);
}
