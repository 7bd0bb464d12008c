import type { Kysely } from 'kysely';
import type { IdentityTables } from '#src/identity/index.ts';
import type { AnnotationTables } from './tables.ts';

type Db = Kysely<AnnotationTables & IdentityTables>;

/** Vendors that wait for an operator, oldest first. */
export const waitingVendors = (db: Db, n: number) =>
  db
    .selectFrom('annotation.vendor as v')
    .innerJoin('identity.organisation as o', 'o.id', 'v.org_id')
    .select(['v.org_id', 'o.slug', 'o.name_zh', 'o.name_en'])
    .select((eb) => eb.fn.coalesce('v.submitted_at', 'v.changed_at').as('since'))
    .where('v.state', '=', 'submitted')
    .orderBy('since')
    .orderBy('o.slug')
    .limit(n)
    .execute();

/** Disputes that are not over, oldest first. */
export const waitingDisputes = (db: Db, n: number) =>
  db
    .selectFrom('annotation.dispute as d')
    .innerJoin('annotation.settlement as s', 's.id', 'd.settlement_id')
    .innerJoin('annotation.package as p', 'p.id', 's.package_id')
    .select(['d.id', 'd.org_id', 'd.vendor_org_id', 'd.opened_at', 's.number', 'p.title'])
    .where('d.state', 'in', ['open', 'answered'])
    .orderBy('d.id')
    .limit(n)
    .execute();
