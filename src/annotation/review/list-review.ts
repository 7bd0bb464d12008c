import type { UserActor } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { encodeCursor } from '#src/kernel/page.ts';
import type { Db } from '../deps.ts';
import { isMember, type Side } from '../policy.ts';
import { resultAgreement } from '../queue/compare-results.ts';
import { afterNumber } from '../tasks/routes.ts';
import { countWaiting, reviewRows, type ReviewRow } from './queries.ts';
import type { ReviewItem, ReviewList, ReviewQuery } from './schema.ts';

/** Rows read at most for one page of contradicted results, most of which may agree after all. */
const mostRead = 1_000;

/** Mean agreement of a result with the others of its task; null without others. */
function agreementWithOthers(row: ReviewRow): number | null {
  const others = row.others ?? [];
  if (others.length === 0 || row.state === 'skipped') return null;
  return others.reduce((sum, other) => sum + resultAgreement(row.result, other), 0) / others.length;
}

const item =
  (actor: UserActor, side: Side, insider: boolean) =>
  (row: ReviewRow): ReviewItem => ({
    id: row.id,
    number: Number(row.number),
    taskId: row.task_id,
    taskNumber: Number(row.task_number),
    awardId: row.award_id,
    person: { id: row.person_id, name: insider ? (row.person_name ?? '') : '' },
    state: row.state === 'skipped' ? 'skipped' : 'submitted',
    skipReason: row.skip_reason,
    leadTimeMs: Number(row.lead_time_ms),
    attempt: row.attempt,
    agreement: agreementWithOthers(row),
    ...(side === 'demand' && row.gold_score !== null ? { goldScore: row.gold_score } : {}),
    reviewedAt: row.reviewed_at?.toISOString() ?? null,
    own: row.person_id === actor.userId,
    revision: row.revision,
    createdAt: row.created_at.toISOString(),
  });

/**
 * What waits to be reviewed, oldest first. Where only contradicted results are wanted, a page may be
 * short although there are more: `next` then leads on. hub.forbidden when a vendor asks for gold items.
 */
export async function listReview(
  db: Db,
  actor: UserActor,
  at: { readonly packageId: string; readonly vendorOrgId: string | undefined; readonly side: Side },
  query: ReviewQuery,
): Promise<ReviewList> {
  if (query.gold && at.side !== 'demand') throw new AppError(errors.forbidden);
  const limit = Number(query.limit ?? 50);
  const contradicted = query.disagreement === 'yes';
  const read = contradicted ? mostRead : limit;
  const filter = {
    packageId: at.packageId,
    vendorOrgId: at.vendorOrgId,
    person: query.person,
    label: query.label,
    contradicted,
    goldFailed: query.gold === 'failed',
    all: query.reviewed === 'all',
    after: query.cursor === undefined ? undefined : afterNumber(query.cursor),
  };
  const rows = await reviewRows(db, filter, read + 1);
  const insider = at.vendorOrgId !== undefined && isMember(actor, at.vendorOrgId);
  const items: ReviewItem[] = [];
  let last: ReviewRow | undefined;
  for (const row of rows.slice(0, read)) {
    if (items.length === limit) break;
    last = row;
    const made = item(actor, at.side, insider)(row);
    if (!contradicted || (made.agreement !== null && made.agreement < 1)) items.push(made);
  }
  const more = last !== undefined && last !== rows.at(-1);
  return {
    side: at.side,
    waiting: await countWaiting(db, at.packageId, at.vendorOrgId),
    items,
    ...(more && last ? { next: encodeCursor([Number(last.number)]) } : {}),
  };
}
