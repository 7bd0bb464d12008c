import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { AnnotationDeps } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { allow, person, readScope, visible, writeScope } from '../policy.ts';
import { IdPath } from '../projects/schema.ts';
import { mutationErrors, tag } from '../respond.ts';
import { claimant } from './claimant.ts';
import { award, bid, claimShare, invite } from './distribute.ts';
import {
  bidsOf,
  invitationsOf,
  seedOf,
  type BidRow,
  type InvitationRow,
} from './distribution-queries.ts';
import {
  AwardShares,
  BidList,
  ClaimShare,
  InvitationList,
  Invite,
  PlaceBid,
  type BidView,
  type InvitationView,
} from './distribution-schema.ts';
import { lockPackage, packageById } from './queries.ts';
import { packageViewOf } from './routes.ts';
import { PackageView } from './schema.ts';

const vendorRef = (row: InvitationRow | BidRow) => ({
  id: row.vendor_org_id,
  slug: row.slug,
  nameZh: row.name_zh,
  nameEn: row.name_en,
});

const bidView = (row: BidRow): BidView => ({
  id: row.id,
  vendor: vendorRef(row),
  priceFen: row.price_fen.toString(),
  share: Number(row.share),
  note: row.note,
  state: row.state,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

const invitationView = (row: InvitationRow): InvitationView => ({
  vendor: vendorRef(row),
  share: row.share === null ? null : Number(row.share),
  state: row.state,
  createdAt: row.created_at.toISOString(),
});

/** How packages come to vendors: invitations, claims, bids, awards. */
export function distributionRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.route('/', vendorRoutes(deps));
  app.get(
    '/api/v1/annotation/packages/:id/invitations',
    route({
      summary: 'Invitations of a package: all for the demand side, its own for a vendor',
      tag,
      access: 'user',
      scope: readScope,
      replies: { 200: InvitationList },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const rows = await deps.store.read(actor, async (db) => {
        visible(await packageById(db, id));
        return invitationsOf(db, id);
      });
      return c.json({ items: rows.map(invitationView) });
    },
  );
  app.post(
    '/api/v1/annotation/packages/:id/invite',
    route({
      summary: 'Invite a vendor',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: PackageView },
      errors: [
        ...mutationErrors,
        annotationErrors.otherMode,
        annotationErrors.noVendor,
        annotationErrors.vendorLacks,
      ],
    }),
    valid('param', IdPath),
    valid('json', Invite),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const row = allow(actor, await lockPackage(trx, id), 'distribute');
        await invite(trx, actor, row, c.req.valid('json'), audit);
        return { status: 200, body: await packageViewOf(trx, actor, id) };
      });
    },
  );
  app.post(
    '/api/v1/annotation/packages/:id/award',
    route({
      summary: 'Award shares of a package to vendors',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: PackageView },
      errors: [
        ...mutationErrors,
        annotationErrors.otherMode,
        annotationErrors.noVendor,
        annotationErrors.bidsSealed,
        annotationErrors.noBid,
        annotationErrors.needsTwo,
        annotationErrors.shareTooLarge,
        annotationErrors.vendorLacks,
        annotationErrors.vendorFull,
        annotationErrors.noTasks,
      ],
    }),
    valid('param', IdPath),
    valid('json', AwardShares),
    async (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      const hub = systemActor('annotation.award');
      const stored = await deps.store.read(hub, (db) => seedOf(db, id));
      return mutate(c, deps.store, async (trx, audit) => {
        const row = allow(actor, await lockPackage(trx, id), 'distribute');
        await award(trx, actor, row, c.req.valid('json'), stored?.seed ?? '', audit);
        return { status: 200, body: await packageViewOf(trx, actor, id) };
      });
    },
  );
  return app;
}

function vendorRoutes(deps: AnnotationDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.post(
    '/api/v1/annotation/packages/:id/claims-by-vendor',
    route({
      summary: 'Take a share of a package for a vendor',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: PackageView },
      errors: [
        ...mutationErrors,
        annotationErrors.otherMode,
        annotationErrors.notInvited,
        annotationErrors.shareTooLarge,
        annotationErrors.vendorNotQualified,
        annotationErrors.vendorNotApproved,
        annotationErrors.vendorLacks,
        annotationErrors.vendorFull,
        annotationErrors.ownPackage,
        annotationErrors.noTasks,
      ],
    }),
    valid('param', IdPath),
    valid('json', ClaimShare),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      const body = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const row = visible(await lockPackage(trx, id));
        const vendor = await claimant(trx, actor, row, body.org);
        await claimShare(trx, actor, row, vendor, body, audit);
        return { status: 200, body: await packageViewOf(trx, actor, id) };
      });
    },
  );
  app.get(
    '/api/v1/annotation/packages/:id/bids',
    route({
      summary: "Bids: one's own; all of them for the demand side once the deadline is past",
      tag,
      access: 'user',
      scope: readScope,
      replies: { 200: BidList },
      errors: [errors.invalid, errors.unauthenticated, errors.notFound],
    }),
    valid('param', IdPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const { id } = c.req.valid('param');
      const rows = await deps.store.read(actor, async (db) => {
        visible(await packageById(db, id));
        return bidsOf(db, id);
      });
      return c.json({ items: rows.map(bidView) });
    },
  );
  app.post(
    '/api/v1/annotation/packages/:id/bids',
    route({
      summary: 'Place or change a sealed bid',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: BidList },
      errors: [
        ...mutationErrors,
        annotationErrors.otherMode,
        annotationErrors.biddingOver,
        annotationErrors.vendorNotQualified,
        annotationErrors.vendorNotApproved,
        annotationErrors.vendorLacks,
        annotationErrors.vendorFull,
        annotationErrors.ownPackage,
      ],
    }),
    valid('param', IdPath),
    valid('json', PlaceBid),
    (c) => {
      const actor = person(c.var.actor);
      const { id } = c.req.valid('param');
      const body = c.req.valid('json');
      return mutate(c, deps.store, async (trx, audit) => {
        const row = visible(await packageById(trx, id));
        const vendor = await claimant(trx, actor, row, body.org);
        await bid(trx, actor, row, vendor, body, audit);
        return { status: 200, body: { items: (await bidsOf(trx, id)).map(bidView) } };
      });
    },
  );
  return app;
}
