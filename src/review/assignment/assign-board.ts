import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { AppError } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import {
  assignmentsOfBoard,
  itemsOfBoard,
  type BoardAssignment,
  type BoardRow,
} from '../boards/queries.ts';
import { conflictPersons, ruleToday } from '../conflicts/check-conflict.ts';
import { holdExperts } from '../conflicts/queries.ts';
import type { Db, Trx } from '../deps.ts';
import { reviewErrors } from '../errors.ts';
import { planAssignment, type AssignmentPlan, type PlanFacts } from './plan-assignment.ts';
import {
  availableExperts,
  explainKept,
  holdAssignments,
  invitePairs,
  loadsElsewhere,
  pastReviews,
  withdrawInvitation,
  type AvailableExpert,
} from './queries.ts';
import type { CommitAssignment, Committed, PlanView, PreviewAssignment } from './schema.ts';

/** Kept as the reason of an invitation that a later assignment took back; such a pair may come again. */
const reassigned = 'reassigned';

const kindOf = (a: BoardAssignment) => {
  if (a.state === 'invited') return 'invited';
  if (a.state === 'declined' || a.state === 'recused' || a.state === 'invalidated') return 'never';
  return 'begun';
};

interface Gathered {
  readonly facts: PlanFacts;
  readonly experts: readonly AvailableExpert[];
  /** Names of the experts of begun reviews too. */
  readonly existing: readonly BoardAssignment[];
  readonly conflicts: number;
}

/** Everything the plan rests on, as it is in this transaction. */
async function gather(db: Db, board: BoardRow): Promise<Gathered> {
  const items = await itemsOfBoard(db, board.id);
  const experts = await availableExperts(db);
  const existing = (await assignmentsOfBoard(db, board.id)).filter(
    (a) => a.state_reason !== reassigned || a.state !== 'invalidated',
  );
  const past = Map.groupBy(await pastReviews(db, board.id), (row) => row.expert_id);
  const elsewhere = new Map(
    (await loadsElsewhere(db, board.id)).map((row) => [row.expert_id, row.reviews]),
  );
  const persons = await conflictPersons(
    db,
    experts.map((e) => e.user_id),
  );
  const rule = await ruleToday(db, board.conflict_years);
  const tied = new Uint8Array(items.length * experts.length);
  for (const [i, item] of items.entries()) {
    const prepared = rule.prepare(item);
    for (const [e, { user_id }] of experts.entries()) {
      const person = persons.get(user_id);
      if (!person || rule.find(person, prepared)) tied[i * experts.length + e] = 1;
    }
  }
  return {
    experts,
    existing,
    conflicts: tied.reduce((sum, one) => sum + one, 0),
    facts: {
      items: items.map(({ id, title, field }) => ({
        ...{ id, title, field },
        reviews: board.reviews_per_item,
      })),
      experts: experts.map((e) => ({
        id: e.id,
        name: e.name,
        fields: e.fields,
        past: new Map((past.get(e.id) ?? []).map((row) => [row.field, row.reviews])),
        limit: e.load_limit,
        elsewhere: elsewhere.get(e.id) ?? 0,
      })),
      conflict: (item, expert) => tied[item * experts.length + expert] === 1,
      existing: existing.map((a) => ({
        itemId: a.item_id,
        expertId: a.expert_id,
        kind: kindOf(a),
      })),
    },
  };
}

/** Fingerprint of what the plan rests on and says; another one means that something changed. */
function digestOf(
  { facts }: Gathered,
  options: PreviewAssignment,
  plan: AssignmentPlan,
): Promise<string> {
  const { items, experts, existing, conflict } = facts;
  const tied = items.flatMap((_, i) => experts.flatMap((_, e) => (conflict(i, e) ? [[i, e]] : [])));
  const people = experts.map((e) => ({ ...e, past: [...e.past] }));
  return sha256Hex(
    canonicalJson([items, people, existing, tied, options.outsideField, options.avoid, plan.pairs]),
  );
}

async function planned(db: Db, board: BoardRow, options: PreviewAssignment) {
  const gathered = await gather(db, board);
  const plan = planAssignment(gathered.facts, {
    outsideField: options.outsideField,
    avoid: options.avoid.map(({ a, b }) => [a, b] as const),
  });
  return { gathered, plan, digest: await digestOf(gathered, options, plan) };
}

/** The assignment as it would be committed; nothing is written. */
export async function previewAssignment(
  db: Db,
  board: Authorized<BoardRow, 'assign'>,
  options: PreviewAssignment,
): Promise<PlanView> {
  const { gathered, plan, digest } = await planned(db, board, options);
  const names = new Map(gathered.experts.map((e) => [e.id, e.name]));
  return {
    digest,
    pairs: plan.pairs.map((p) => ({ ...p })),
    dropped: plan.dropped.map((p) => ({ ...p })),
    shortfalls: plan.shortfalls.map((s) => ({ ...s, raise: s.raise.map((r) => ({ ...r })) })),
    loads: plan.loads.map((l) => ({ ...l, name: names.get(l.expertId) ?? '' })),
    begun: gathered.facts.existing.filter((e) => e.kind === 'begun').length,
    conflicts: gathered.conflicts,
    ...{ cost: plan.cost, lowerBound: plan.lowerBound, repaired: plan.repaired },
    items: gathered.facts.items.map(({ id, title, field }) => ({ id, title, field })),
  };
}

/**
 * Commits what was previewed. Facts are read again under locks: an expert who declared a tie meanwhile, a
 * new item or an answered invitation makes it review.stalePreview. Errors: review.boardClosed,
 * review.shortfall unless `partial`. Returns whom to tell.
 */
export async function commitAssignment(
  trx: Trx,
  audit: Audit,
  board: Authorized<BoardRow, 'assign'>,
  by: string,
  body: CommitAssignment,
): Promise<{ readonly done: Committed; readonly invited: readonly string[] }> {
  if (board.state === 'closed') throw new AppError(reviewErrors.boardClosed);
  await holdAssignments(trx, board.id);
  const available = (await availableExperts(trx)).map((e) => e.user_id);
  if (available.length > 0) await holdExperts(trx, available);
  const { gathered, plan, digest } = await planned(trx, board, body);
  if (digest !== body.digest) throw new AppError(reviewErrors.stalePreview);
  if (plan.shortfalls.length > 0 && !body.partial) throw new AppError(reviewErrors.shortfall);
  const userOf = new Map(gathered.experts.map((e) => [e.id, e.user_id]));
  for (const pair of plan.dropped)
    await withdrawInvitation(trx, pair.itemId, pair.expertId, reassigned);
  const fresh = plan.pairs.filter((p) => !p.kept);
  for (const pair of plan.pairs)
    if (pair.kept) await explainKept(trx, pair.itemId, pair.expertId, pair.sentence);
  const rows = fresh.map((pair) => ({
    id: newId(),
    board_id: board.id,
    item_id: pair.itemId,
    expert_id: pair.expertId,
    user_id: userOf.get(pair.expertId) as string,
    explanation: JSON.stringify(pair.sentence),
    ...{ state_reason: null, invited_by: by, declared_at: null, submitted_at: null },
  }));
  for (let at = 0; at < rows.length; at += 1000) await invitePairs(trx, rows.slice(at, at + 1000));
  const done = {
    invited: fresh.length,
    kept: plan.pairs.length - fresh.length,
    dropped: plan.dropped.length,
  };
  await audit({
    action: 'review.assign',
    objectType: 'review.board',
    objectId: board.id,
    after: { ...done, digest, pairs: fresh.map((p) => [p.itemId, p.expertId]) },
  });
  return { done, invited: [...new Set(rows.map((row) => row.user_id))] };
}
