import type { Kysely } from 'kysely';
import type { Audit } from '#src/audit/index.ts';
import type { Authorized } from '#src/kernel/authorized.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { transition } from '#src/kernel/transition.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { NoticeListener, Trx } from '../deps.ts';
import { closeJob } from '../notices/keep-notice.ts';
import { takeTurn } from '../notices/queries.ts';
import { objectionStates, type ObjectionCommand } from '../transitions.ts';
import { caseById, now, updateCase, updateObjection, type CaseRow } from './queries.ts';

type Settled = Authorized<CaseRow, 'settle'>;

async function changed(
  trx: Trx,
  audit: Audit,
  command: ObjectionCommand,
  before: Settled,
): Promise<CaseRow> {
  const after = await caseById(trx, before.id);
  if (!after) throw new AppError(errors.notFound);
  const recorded = ({ state, answer, outcome }: CaseRow) => ({ state, answer, outcome });
  await audit({
    action: `notice.${command}-objection`,
    objectType: 'objection',
    objectId: before.id,
    before: recorded(before),
    after: recorded(after),
  });
  return after;
}

/** Takes an objection up: it was filed in time and is about this notice. */
export async function admitObjection(
  trx: Trx,
  audit: Audit,
  before: Settled,
  change: { readonly revision: number; readonly by: string },
): Promise<CaseRow> {
  const state = transition(objectionStates, before.state, 'admit');
  const row = { state, admitted_at: now() };
  if (!(await updateObjection(trx, before.id, change.revision, row)))
    throw new AppError(errors.conflict);
  await updateCase(trx, before.id, { admitted_by: change.by });
  return changed(trx, audit, 'admit', before);
}

/** Answers an objection; the answer is public at once. */
export async function answerObjection(
  trx: Trx,
  audit: Audit,
  before: Settled,
  change: { readonly revision: number; readonly answer: string; readonly by: string },
): Promise<CaseRow> {
  const state = transition(objectionStates, before.state, 'answer');
  const row = { state, answer: change.answer, answered_at: now() };
  if (!(await updateObjection(trx, before.id, change.revision, row)))
    throw new AppError(errors.conflict);
  await updateCase(trx, before.id, { answered_by: change.by });
  return changed(trx, audit, 'answer', before);
}

/**
 * Upholds or dismisses an objection, by somebody else than who answered it. Whoever listens to the subject
 * of the notice acts on an upheld one in the same transaction; the notice closes by itself when its end has
 * passed and this was the last.
 */
export async function decideObjection(
  trx: Trx,
  audit: Audit,
  deps: { readonly jobs: Jobs<Kysely<any>>; readonly listeners: readonly NoticeListener[] },
  before: Settled,
  change: {
    readonly command: 'uphold' | 'dismiss';
    readonly revision: number;
    readonly outcome: string;
    readonly by: string;
  },
): Promise<CaseRow> {
  await takeTurn(trx, before.notice_id);
  const state = transition(objectionStates, before.state, change.command);
  const row = { state, outcome: change.outcome, decided_at: now() };
  if (!(await updateObjection(trx, before.id, change.revision, row)))
    throw new AppError(errors.conflict);
  await updateCase(trx, before.id, { decided_by: change.by });
  const after = await changed(trx, audit, change.command, before);
  const subject = { kind: before.subject_kind, id: before.subject_id };
  const item = before.item === null ? null : (before.items[before.item]?.subject ?? null);
  if (change.command === 'uphold')
    for (const listener of deps.listeners)
      if (listener.subjectKind === subject.kind)
        await listener.onUpheld(
          trx,
          audit,
          { id: before.notice_id, subject },
          { id: before.id, number: before.number, state, item, outcome: change.outcome },
        );
  await deps.jobs.add(trx as unknown as Kysely<any>, {
    name: closeJob,
    payload: { id: before.notice_id },
    key: `${closeJob}:${before.notice_id}`,
    ...(before.ends_at ? { runAt: before.ends_at } : {}),
  });
  return after;
}
