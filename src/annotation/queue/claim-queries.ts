import { sql } from 'kysely';
import type { UserActor } from '#src/kernel/actor.ts';
import type { AnnotationDeps, Db, Trx } from '../deps.ts';
import type { PackageRow } from '../packages/queries.ts';
import type { VendorRole } from '../vendors/tables.ts';
import type { PackageMode, PackageState, StoredMedia } from '../tables.ts';

/**
 * The queue. One row a slot; slots are claimed by one call of annotation.claim_slots, which picks each under
 * `for update skip locked`, so that claims never wait for one another: gold where asked, then what was
 * returned to the person, then what is open, then what has expired. The lease's id is the fencing token,
 * the database's clock the only one. A repeated request (same key) gets the leases it was given.
 *
 * Open slots stand in a line by `rank`. A person's cursor lies behind every slot that is barred for it,
 * so that whoever has done nearly everything claims as fast as a newcomer. The cursor may pass a rank
 * only because nothing can appear behind it: the slots of an award become visible together with it,
 * and a slot that opens later gets a new rank at the end, under the award's append lock, so that ranks
 * become visible in their order (see queries.ts). A slot skipped because somebody held its lock
 * stops the cursor.
 *
 * An expired lease can be claimed at once; open slots come first, each kind by its own partial index.
 */
export interface Claim {
  readonly award: string;
  readonly package: string;
  readonly project: string;
  readonly org: string;
  readonly vendor: string;
  readonly mode: 'online' | 'offline';
  readonly seconds: number;
  /** Idempotency-Key of the request. */
  readonly key: string;
  /** Most leases the person may hold in the award. */
  readonly most: number;
}

export interface LeasedSlot {
  readonly lease_id: string;
  readonly slot_id: string;
  readonly task_id: string;
  readonly mode: 'online' | 'offline';
  readonly expires_at: string;
  readonly attempt: number;
  readonly number: number;
  readonly data: Record<string, unknown>;
  readonly media: Record<string, StoredMedia> | null;
  readonly predictions: unknown[] | null;
  readonly draft: unknown[] | null;
  readonly draft_revision: number | null;
}

/** Where the actor would label in a package. */
export interface ClaimContext {
  readonly state: PackageState;
  readonly mode: PackageMode;
  readonly project_id: string;
  readonly qualification: PackageRow['qualification'];
  readonly gold_rate_bp: number;
  /** The share of the actor's organisation; null where it has none. */
  readonly award_id: string | null;
  readonly org_id: string;
  readonly vendor_org_id: string;
  readonly required_skills: readonly string[];
  /** What the vendor's team has assigned to the actor; null where nothing. */
  readonly team_role: VendorRole | null;
  readonly skills: readonly string[];
  /** The actor has passed the package's test. */
  readonly passed: boolean;
  readonly gold_graded: bigint;
  readonly gold_score: number;
}

/**
 * What a claim is judged by; undefined where the actor sees no such package. Whose organisation has a share is
 * answered by that; the row policies answer everybody else.
 */
export async function claimContext(
  deps: Pick<AnnotationDeps, 'store'>,
  actor: UserActor,
  packageId: string,
): Promise<ClaimContext | undefined> {
  const ask = (name: string) => deps.store.call<ClaimContext>(actor, name, [packageId]);
  const [place] = await ask('annotation.claim_place');
  return place ?? (await ask('annotation.claim_context'))[0];
}

/** Claims as many slots as lease ids are given, or fewer; `gold[n]`: the nth is a gold item if there is one. */
export async function claimSlots(
  deps: Pick<AnnotationDeps, 'store'>,
  actor: UserActor,
  claim: Claim,
  leaseIds: readonly string[],
  gold: readonly boolean[],
): Promise<{ leases: LeasedSlot[]; counts: QueueCounts }> {
  const args = [JSON.stringify(claim), [...leaseIds], [...gold]];
  const rows = await deps.store.call<CountsRow & { leases: LeasedSlot[] }>(
    actor,
    'annotation.claim_slots',
    args,
  );
  const row = present(rows[0]);
  return { leases: row.leases, counts: countsOf(row) };
}

/** Locks the person's row in an award, made on first use; other people's claims do not wait for it. */
export async function lockWorker(
  trx: Trx,
  of: Readonly<Record<'awardId' | 'packageId' | 'orgId' | 'vendorOrgId' | 'personId', string>>,
): Promise<void> {
  const { awardId, packageId, orgId, vendorOrgId, personId } = of;
  await sql`insert into annotation.worker (award_id, person_id, package_id, org_id, vendor_org_id)
    values (${awardId}, ${personId}, ${packageId}, ${orgId}, ${vendorOrgId})
    on conflict (award_id, person_id) do update set updated_at = now()`.execute(trx);
}

export interface QueueCounts {
  readonly total: number;
  readonly leased: number;
  /** Of them gold items, which are no part of the total. */
  readonly goldLeased: number;
  readonly mineLeased: number;
  readonly returned: number;
  readonly mineReturned: number;
  readonly submitted: number;
  readonly nextExpiresAt: Date | null;
  /** Something stands open that this person may take. */
  readonly eligible: boolean;
}

interface CountsRow extends Record<
  'total' | 'leased' | 'mine' | 'gold' | 'returned' | 'back' | 'held',
  bigint
> {
  readonly next_at: Date | null;
  readonly eligible: boolean;
}

const countsOf = (row: CountsRow): QueueCounts => ({
  total: Number(row.total),
  leased: Number(row.leased),
  goldLeased: Number(row.gold),
  mineLeased: Number(row.mine),
  returned: Number(row.returned),
  mineReturned: Number(row.back),
  submitted: Number(row.held),
  nextExpiresAt: row.next_at,
  eligible: row.eligible,
});

function present<T>(row: T | undefined): T {
  if (!row) throw new Error('an award that was just read is gone');
  return row;
}

/** Where an award's queue stands for a person: counters and the short indexes, never all slots. */
export async function queueCounts(db: Db, awardId: string, personId: string): Promise<QueueCounts> {
  const { rows } =
    await sql<CountsRow>`select * from annotation.queue_counts(${awardId}, ${personId})`.execute(
      db,
    );
  return countsOf(present(rows[0]));
}
