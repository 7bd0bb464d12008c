import { Hono, type Context } from 'hono';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { VendorDeps } from './deps.ts';
import { mayLookInside, person } from './policy.ts';
import { deleteMember, membersOf, putMember, vendorOrganisation } from './queries.ts';
import { change, changeErrors, readScope, refusals, writeScope } from './respond.ts';
import * as schema from './schema.ts';
import { memberView } from './views.ts';

const tag = 'annotation';

/** Who does what in a vendor. */
export function teamRoutes(deps: VendorDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const path = '/api/v1/annotation/vendors/:slug/members';
  app.get(
    path,
    route({
      summary: "The vendor's people with their annotation roles and skills",
      tag,
      access: 'member',
      scope: readScope,
      replies: { 200: schema.VendorMemberList },
      errors: refusals,
    }),
    valid('param', schema.VendorPath),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      const rows = await deps.store.read(actor, async (db) => {
        const org = await vendorOrganisation(db, c.req.valid('param').slug);
        return membersOf(db, mayLookInside(actor, org).id);
      });
      return c.json({ items: rows.map(memberView) });
    },
  );
  app.put(
    `${path}/:userId`,
    route({
      summary: 'Give a member an annotation role and skills',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: schema.VendorMemberList },
      errors: changeErrors,
    }),
    valid('param', schema.VendorMemberPath),
    valid('json', schema.AssignMember),
    (c) => assign(c, deps, c.req.valid('param'), c.req.valid('json')),
  );
  app.delete(
    `${path}/:userId`,
    route({
      summary: 'Take the assigned role and skills back',
      tag,
      access: 'manager',
      scope: writeScope,
      replies: { 200: schema.VendorMemberList },
      errors: changeErrors,
    }),
    valid('param', schema.VendorMemberPath),
    (c) => assign(c, deps, c.req.valid('param'), undefined),
  );
  return app;
}

/** Sets or, without a role, clears what a member is in annotation; answers the whole team. */
function assign(
  c: Context<AppEnv>,
  deps: VendorDeps,
  { slug, userId }: { slug: string; userId: string },
  to: typeof schema.AssignMember.infer | undefined,
): Promise<Response> {
  return change(c, deps, slug, async (trx, audit, org, by) => {
    const before = (await membersOf(trx, org.id)).find((m) => m.user_id === userId);
    if (!before) throw new AppError(errors.notFound);
    const skills = [...new Set(to?.skills ?? [])];
    if (to)
      await putMember(trx, {
        org_id: org.id,
        user_id: userId,
        role: to.role,
        skills,
        assigned_by: by,
      });
    else await deleteMember(trx, org.id, userId);
    const after = await membersOf(trx, org.id);
    await audit({
      action: 'annotation.assign-member',
      objectType: 'vendor-member',
      objectId: `${org.id}/${userId}`,
      orgId: org.id,
      before: { role: before.role, skills: before.skills ?? [] },
      after: to ? { role: to.role, skills } : { role: null, skills: [] },
    });
    return { status: 200, body: { items: after.map(memberView) } };
  });
}
