import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { systemActor, type UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { newId } from '#src/kernel/ids.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { severityAfter } from '../acceptance/switching-rules.ts';
import type { AnnotationDeps, Db } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import {
  allowDecide,
  allowHandOver,
  demandSide,
  isMember,
  party,
  person,
  readScope,
  visible,
  writeScope,
} from '../policy.ts';
import { IdPath } from '../projects/schema.ts';
import { mutationErrors, tag } from '../respond.ts';
import { packageById } from '../packages/queries.ts';
import { certificateRoutes } from './certificate-routes.ts';
import { handOver, type SecretSeed } from './hand-over.ts';
import { inspectionRoutes } from './inspection-routes.ts';
import {
  awardById,
  countReady,
  insertResumption,
  lockAward,
  lotById,
  lotsOf,
  nextCommitment,
  seedOfLot,
  switchingHistory,
  type AwardTerms,
} from './queries.ts';
import { HandOver, LotList, LotView, PackageLots, ResumeInspection } from './schema.ts';
import { vendorRole } from './vendor-role.ts';
import { lotView } from './view.ts';

const hub = systemActor('acceptance');

/** The seed of the lot an award hands over next; only the hub itself may read it. */
const secretSeed = (deps: AnnotationDeps, awardId: string): Promise<SecretSeed | undefined> =>
  deps.store.read(hub, async (db) => {
    const next = await nextCommitment(db, awardId);
    const row = next && (await seedOfLot(db, awardId, next.sequence));
    return row && { sequence: next.sequence, seed: row.seed };
  });

async function lotList(db: Db, actor: UserActor, award: AwardTerms): Promise<typeof LotList.infer> {
  const { aql } = award;
  const history = aql === null ? [] : await switchingHistory(db, { ...award, aql });
  const { severity } = severityAfter(history);
  const next = await nextCommitment(db, award.id);
  const leads = (orgId: string) => actor.orgs.some((m) => m.orgId === orgId && m.role !== 'member');
  const ready = {
    new: await countReady(db, award.id, false),
    rework: await countReady(db, award.id, true),
  };
  return {
    items: (await lotsOf(db, { awardId: award.id })).map((row) => lotView(actor, row)),
    nextCommitment: next
      ? {
          sequence: next.sequence,
          commitment: next.commitment,
          committedAt: next.committed_at.toISOString(),
        }
      : null,
    severity,
    ready,
    may: {
      handOver: aql !== null && severity !== 'discontinued' && leads(award.vendor_org_id),
      resume:
        severity === 'discontinued' && leads(award.org_id) && !isMember(actor, award.vendor_org_id),
    },
  };
}

/** Acceptance: lots of finished work, their samples, the decision, the certificate. */
export function lotRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.route('/', listRoutes(deps));
  app.route('/', inspectionRoutes(deps));
  app.route('/', certificateRoutes(deps));
  app.post(
    '/api/v1/annotation/awards/:id/lots',
    route({
      summary: 'Hand the finished work of an award over as a lot',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 201: LotView },
      errors: [
        ...mutationErrors,
        annotationErrors.nothingToHandOver,
        annotationErrors.noPlan,
        annotationErrors.noTable,
        annotationErrors.inspectionStopped,
      ],
    }),
    valid('param', IdPath),
    valid('json', HandOver),
    async (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      const secret = await secretSeed(deps, id);
      return mutate(c, deps.store, async (trx, audit) => {
        const row = await lockAward(trx, id);
        const award = allowHandOver(actor, row, await vendorRole(trx, actor, row));
        const rework = c.req.valid('json').rework ?? false;
        const lotId = await handOver(trx, actor, award, rework, secret, audit);
        return { status: 201, body: lotView(actor, visible(await lotById(trx, lotId))) };
      });
    },
  );
  app.post(
    '/api/v1/annotation/awards/:id/resume-inspection',
    route({
      summary: 'Let inspection of a vendor start again, under tightened inspection',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: LotList },
      errors: [...mutationErrors, annotationErrors.notStopped, annotationErrors.conflicted],
    }),
    valid('param', IdPath),
    valid('json', ResumeInspection),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const award = allowDecide(actor, await awardById(trx, id));
        const { aql, org_id, vendor_org_id } = award;
        const history = aql === null ? [] : await switchingHistory(trx, { ...award, aql });
        if (aql === null || severityAfter(history).severity !== 'discontinued')
          throw new AppError(annotationErrors.notStopped);
        const { reason } = c.req.valid('json');
        const of = { org_id, vendor_org_id, aql, reason, resumed_by: actor.userId };
        await insertResumption(trx, { id: newId(), ...of });
        await audit({
          action: 'annotation.resume-inspection',
          objectType: 'annotation-award',
          objectId: id,
          orgId: org_id,
          after: of,
        });
        return { status: 200, body: await lotList(trx, actor, award) };
      });
    },
  );
  return app;
}

function listRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/annotation/awards/:id/lots',
    route({
      summary: 'Lots of an award, and what the next one will be drawn with',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: LotList },
      errors: [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const list = await deps.store.read(actor, async (db) => {
        const row = await awardById(db, c.req.valid('param').id);
        const award = party(actor, row, await vendorRole(db, actor, row));
        return lotList(db, actor, award);
      });
      return c.json(list);
    },
  );
  app.get(
    '/api/v1/annotation/packages/:id/lots',
    route({
      summary: 'Lots of a package, for its demand side',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: PackageLots },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const rows = await deps.store.read(actor, async (db) => {
        demandSide(actor, await packageById(db, id));
        return lotsOf(db, { packageId: id });
      });
      return c.json({ items: rows.map((row) => lotView(actor, row)) });
    },
  );
  app.get(
    '/api/v1/annotation/lots/:id',
    route({
      summary: 'A lot',
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: LotView },
      errors: [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const lot = await deps.store.read(actor, async (db) => {
        const row = await lotById(db, c.req.valid('param').id);
        return party(actor, row, await vendorRole(db, actor, row));
      });
      return c.json(lotView(actor, lot));
    },
  );
  return app;
}
