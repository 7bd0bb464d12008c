import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { tellParties } from '../notices/tell-parties.ts';
import { decideVendor } from './change-vendor.ts';
import type { VendorDeps } from './deps.ts';
import { vendorErrors } from './errors.ts';
import { mayDecide, operator } from './policy.ts';
import { vendorOrganisation } from './queries.ts';
import { fullView, refusals, vendorPage } from './respond.ts';
import * as schema from './schema.ts';

const base = '/api/v1/operator/vendors';
const decisions = {
  approve: { summary: 'Approve a vendor, or its changed profile', body: schema.VendorRevision },
  restore: { summary: 'Lift the suspension of a vendor', body: schema.VendorRevision },
  refuse: { summary: 'Refuse a vendor with a reason', body: schema.DecideVendor },
  suspend: { summary: 'Suspend a vendor with a reason', body: schema.DecideVendor },
} as const;

/** The operators' side of vendors. */
export function operatorVendorRoutes(deps: VendorDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    base,
    route({
      summary: 'Vendors of a state, those waiting for approval unless told',
      tag: 'operator',
      access: 'staff',
      scope: 'staff',
      replies: { 200: schema.VendorPage },
      errors: refusals,
    }),
    valid('query', schema.OperatorVendorQuery),
    async (c) => {
      operator(c.var.actor);
      const { state, ...page } = c.req.valid('query');
      return c.json(await vendorPage(c, deps, page, { states: [state ?? 'submitted'] }));
    },
  );
  for (const command of ['approve', 'restore', 'refuse', 'suspend'] as const)
    app.post(
      `${base}/:slug/${command}`,
      route({
        summary: decisions[command].summary,
        tag: 'operator',
        access: 'staff',
        scope: 'staff',
        replies: { 200: schema.VendorView },
        errors: [...refusals, errors.conflict, errors.wrongState, vendorErrors.ownOrganisation],
      }),
      valid('param', schema.VendorPath),
      valid('json', decisions[command].body as typeof schema.DecideVendor),
      (c) => {
        const actor = operator(c.var.actor);
        return mutate(c, deps.store, async (trx, audit) => {
          const org = mayDecide(actor, await vendorOrganisation(trx, c.req.valid('param').slug));
          const decision = { command, by: actor.userId, ...c.req.valid('json') };
          const row = await decideVendor(trx, audit, org, decision);
          const reason = row.state_reason ?? '';
          await tellParties(deps, trx, {
            about: 'vendor',
            orgId: org.id,
            decision: command,
            reason,
          });
          return { status: 200, body: await fullView(c, trx, row) };
        });
      },
    );
  return app;
}
