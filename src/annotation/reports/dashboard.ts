import type { UserActor } from '#src/kernel/actor.ts';
import { AppError } from '#src/kernel/errors.ts';
import type { Db } from '../deps.ts';
import { annotationErrors } from '../errors.ts';
import { awardFor } from '../packages/award-queries.ts';
import { packageById, type PackageRow } from '../packages/queries.ts';
import { demandSide, isMember, visible } from '../policy.ts';
import { meanAgreement } from '../queue/compare-results.ts';
import { countWaiting } from '../review/queries.ts';
import { mayInspect } from '../review/review-place.ts';
import {
  awardCounts,
  hourlyPace,
  latestAnswered,
  lotCounts,
  personCounts,
  settledFen,
  type AwardCounts,
  type PersonCounts,
} from './dashboard-queries.ts';
import { forecastOf } from './forecast.ts';
import type { Counts, Dashboard } from './schema.ts';

export interface Seat {
  readonly role: Dashboard['role'];
  /** The vendor whose work alone is shown; null: everybody's. */
  readonly vendorOrgId: string | null;
}

/** As what a person looks at a package; hub.notFound for who has no part in it. */
export async function seatOf(db: Db, actor: UserActor, row: PackageRow): Promise<Seat> {
  const award = await awardFor(
    db,
    row.id,
    actor.orgs.map((m) => m.orgId),
  );
  const vendor = award && isMember(actor, award.vendor_org_id) ? award.vendor_org_id : undefined;
  const own =
    vendor ?? (row.mode === 'own_team' && isMember(actor, row.org_id) ? row.org_id : undefined);
  if (own === undefined) {
    if (!isMember(actor, row.org_id)) {
      if (actor.orgs.length > 0 && !actor.staff.length)
        throw new AppError(annotationErrors.noAward);
      demandSide(actor, row);
    }
    return { role: 'demand', vendorOrgId: null };
  }
  const leads = actor.orgs.some((m) => m.orgId === own && m.role !== 'member');
  if (leads) return { role: row.org_id === own ? 'demand' : 'manager', vendorOrgId: own };
  const role = (await mayInspect(db, actor, own)) ? 'inspector' : 'annotator';
  return { role, vendorOrgId: own };
}

type Summed = Pick<AwardCounts, 'held' | 'accepted' | 'returned' | 'skipped' | 'orphaned'>;
const countsOf = (row: Summed, total: bigint, leased: bigint): Counts => ({
  total: Number(total),
  leased: Number(leased),
  submitted: Number(row.held),
  accepted: Number(row.accepted),
  returned: Number(row.returned),
  skipped: Number(row.skipped),
  orphaned: Number(row.orphaned),
});
const goldOf = (rows: readonly Pick<AwardCounts, 'gold_graded' | 'gold_score'>[]) => {
  const graded = rows.reduce((sum, r) => sum + Number(r.gold_graded), 0);
  const score = rows.reduce((sum, r) => sum + r.gold_score, 0);
  return { graded, accuracy: graded === 0 ? null : score / graded };
};
const personOf = (row: PersonCounts, named: boolean) => {
  const made = Number(row.submitted) + Number(row.skipped) + Number(row.returned);
  return {
    id: row.person_id,
    name: named ? (row.name ?? '') : '',
    progress: countsOf(row, row.held, 0n),
    gold: goldOf([row]),
    meanLeadMs: made === 0 ? null : Math.round(Number(row.lead_time_ms) / made),
  };
};

const addCounts = (all: readonly Counts[]): Counts =>
  all.reduce(
    (sum, one) => ({
      total: sum.total + one.total,
      leased: sum.leased + one.leased,
      submitted: sum.submitted + one.submitted,
      accepted: sum.accepted + one.accepted,
      returned: sum.returned + one.returned,
      skipped: sum.skipped + one.skipped,
      orphaned: sum.orphaned + one.orphaned,
    }),
    { total: 0, leased: 0, submitted: 0, accepted: 0, returned: 0, skipped: 0, orphaned: 0 },
  );

/** How a package goes, as the actor may know it: progress from counters, pace from the last 24 hours. */
export async function dashboardOf(db: Db, actor: UserActor, packageId: string): Promise<Dashboard> {
  const row = visible(await packageById(db, packageId));
  const seat = await seatOf(db, actor, row);
  const { role, vendorOrgId } = seat;
  const awards = await awardCounts(db, packageId, vendorOrgId);
  const each = awards.map((a) => countsOf(a, a.slot_count, a.leased));
  const progress = addCounts(each);
  const { hours, first } = await hourlyPace(db, packageId, vendorOrgId);
  const pairs = (await latestAnswered(db, packageId, vendorOrgId)).map(
    (r) => meanAgreement(r) ?? 1,
  );
  const lots = await lotCounts(db, packageId, vendorOrgId);
  const [fresh, passed] = [Number(lots?.fresh ?? 0n), Number(lots?.passed ?? 0n)];
  const leads = role === 'demand' || role === 'manager';
  const people = role === 'annotator' ? [] : await personCounts(db, packageId, { vendorOrgId });
  const [me] = await personCounts(db, packageId, { vendorOrgId, personId: actor.userId });
  const open = awards.reduce((sum, a) => sum + (a.held - a.accepted) * a.price_fen, 0n);
  return {
    role,
    progress,
    ...forecastOf(
      { hours, first, left: progress.total - progress.submitted, deadline: row.deadline },
      new Date(),
    ),
    agreement: {
      tasks: pairs.length,
      mean: pairs.length === 0 ? null : pairs.reduce((sum, p) => sum + p, 0) / pairs.length,
    },
    gold: role === 'annotator' ? goldOf(me ? [me] : []) : goldOf(awards),
    acceptance: {
      lots: Number(lots?.lots ?? 0n),
      waiting: Number(lots?.waiting ?? 0n),
      accepted: Number(lots?.accepted ?? 0n),
      returned: Number(lots?.returned ?? 0n),
      firstPass: fresh === 0 ? null : passed / fresh,
      reviewWaiting:
        role === 'annotator' ? 0 : await countWaiting(db, packageId, vendorOrgId ?? undefined),
    },
    ...(leads
      ? {
          money: {
            settledFen: (await settledFen(db, packageId, vendorOrgId)).toString(),
            openFen: open.toString(),
          },
        }
      : {}),
    ...(role === 'demand'
      ? {
          vendors: awards.map((a, n) => ({
            awardId: a.id,
            vendor: { id: a.vendor_org_id, nameZh: a.name_zh, nameEn: a.name_en },
            state: a.state,
            progress: each[n] as Counts,
            gold: goldOf([a]),
          })),
        }
      : {}),
    ...(role === 'annotator'
      ? {}
      : { people: people.map((p) => personOf(p, vendorOrgId !== null)) }),
    mine: me ? countsOf(me, me.held, 0n) : null,
  };
}
