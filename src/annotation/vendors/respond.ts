import type { Context } from 'hono';
import { mutate, type Audit, type MutationReply } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import type { Db, Trx, VendorDeps } from './deps.ts';
import { vendorErrors } from './errors.ts';
import { mayManage, person } from './policy.ts';
import {
  certificatesOf,
  listVendors,
  vendorOrganisation,
  type VendorFilter,
  type VendorOrganisation,
  type VendorRow,
} from './queries.ts';
import { personStanding } from './standing.ts';
import { vendorSummary, vendorView } from './views.ts';

export const readScope = 'annotation:read';
export const writeScope = 'annotation:write';
export const refusals = [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound];
/** What every change of a vendor may answer. */
export const changeErrors = [
  ...refusals,
  errors.conflict,
  errors.wrongState,
  vendorErrors.otherKind,
];

/** One page of vendors by slug, as the actor of `c` sees them. */
export async function vendorPage(
  c: Context<AppEnv>,
  deps: VendorDeps,
  query: { readonly cursor?: string; readonly limit?: string },
  filter: VendorFilter,
) {
  const n = Number(query.limit ?? 50);
  const afterSlug = query.cursor ? String(decodeCursor(query.cursor, 1)[0]) : undefined;
  const rows = await deps.store.read(c.var.actor, (db) =>
    listVendors(db, { ...filter, afterSlug }, n + 1),
  );
  const items = rows.slice(0, n);
  const last = items.at(-1);
  return {
    items: items.map((row) => vendorSummary(c.var.actor, row)),
    ...(rows.length > n && last ? { next: encodeCursor([last.slug]) } : {}),
  };
}

/** The whole profile as the actor of `c` sees it. */
export async function fullView(c: Context<AppEnv>, db: Db, row: VendorRow | undefined) {
  if (!row) throw new AppError(errors.notFound);
  const actor = c.var.actor;
  const standing =
    actor.kind === 'user' ? await personStanding(db, row.org_id, actor.userId) : undefined;
  return vendorView(actor, row, await certificatesOf(db, row.org_id), standing?.role);
}

/** One mutation by a vendor's manager. */
export function change(
  c: Context<AppEnv>,
  deps: VendorDeps,
  slug: string,
  run: (
    trx: Trx,
    audit: Audit,
    org: Authorized<VendorOrganisation, 'manage'>,
    by: string,
  ) => Promise<MutationReply>,
): Promise<Response> {
  const actor = person(c.var.actor, writeScope);
  return mutate(c, deps.store, async (trx, audit) => {
    const org = await vendorOrganisation(trx, slug);
    const standing = org && (await personStanding(trx, org.id, actor.userId));
    return run(trx, audit, mayManage(actor, org, standing?.role), actor.userId);
  });
}
