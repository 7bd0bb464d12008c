import type { Kysely } from 'kysely';
import type { MemberRole } from '#src/kernel/actor.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { Db } from './deps.ts';
import { personIn, vendorOf } from './queries.ts';
import type { VendorRole, VendorTables } from './tables.ts';

/** Where nobody has assigned a role, owners and managers of the organisation manage its annotation. */
export function effectiveRole(
  assigned: VendorRole | null,
  orgRole: MemberRole,
): VendorRole | undefined {
  if (assigned) return assigned;
  return orgRole === 'member' ? undefined : 'manager';
}

export interface VendorStanding {
  readonly orgId: string;
  /** The profile is approved and so is the organisation: it may claim, bid and be awarded work. */
  readonly approved: boolean;
  readonly modalities: readonly string[];
  readonly languages: readonly string[];
  /** People it states to have; what it can take on at once is a multiple of this. */
  readonly headcount: number;
}

/**
 * For packages: what a vendor may and can do; undefined where the actor of `db` sees no
 * profile (none, or one that was never approved).
 */
export async function vendorStanding<T extends VendorTables & IdentityTables>(
  db: Kysely<T>,
  orgId: string,
): Promise<VendorStanding | undefined> {
  const row = await vendorOf(db as unknown as Db, orgId);
  return (
    row && {
      orgId,
      approved: row.state === 'approved' && row.org_status === 'approved',
      modalities: row.modalities,
      languages: row.languages,
      headcount: row.headcount,
    }
  );
}

/**
 * For the queue and the review: a person's annotation role and skills in a vendor; undefined
 * for who is no member, or is one without an annotation role.
 */
export async function personStanding<T extends VendorTables & IdentityTables>(
  db: Kysely<T>,
  orgId: string,
  userId: string,
): Promise<{ readonly role: VendorRole; readonly skills: readonly string[] } | undefined> {
  const row = await personIn(db, orgId, userId);
  const role = row && effectiveRole(row.role, row.org_role);
  return role && { role, skills: row.skills ?? [] };
}
