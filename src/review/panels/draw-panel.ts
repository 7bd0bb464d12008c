import type { Audit } from '#src/audit/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { commitmentOf, drawSample, lotDigest, newSeed } from '#src/kernel/draw-sample.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import type { Subject } from '../boards/queries.ts';
import { conflictPersons, ruleToday } from '../conflicts/check-conflict.ts';
import { itemFacts, today } from '../conflicts/queries.ts';
import type { Db, ReviewDeps, Trx } from '../deps.ts';
import { reviewErrors } from '../errors.ts';
import type { Words } from '../tables.ts';
import {
  candidates,
  insertPanel,
  lockPanel,
  markDrawn,
  membersOf,
  panelById,
  panelBySubject,
  seedOf,
  type PanelRow,
} from './queries.ts';

export interface NewPanel {
  readonly subject: Subject;
  readonly title: Words;
  readonly fields: readonly string[];
  readonly size: number;
  readonly quorum: number;
  /** Days, both counted. */
  readonly term: { readonly from: string; readonly to: string };
}

/** Sets up a panel: the hash of the seed is published here, before anybody can be drawn. */
export async function makePanel(trx: Trx, audit: Audit, of: NewPanel): Promise<string> {
  if (of.term.to < of.term.from || of.quorum > of.size)
    throw new AppError(errors.invalid, {
      errors: [
        {
          field: 'quorum',
          code: 'range',
          message: 'must not exceed size; the term ends after it begins',
        },
      ],
    });
  if (await panelBySubject(trx, of.subject)) throw new AppError(errors.duplicate);
  const id = newId();
  const seed = newSeed();
  const commitment = await commitmentOf(seed);
  const row = {
    id,
    subject_kind: of.subject.kind,
    subject_id: of.subject.id,
    title: JSON.stringify(of.title),
    fields: [...of.fields],
    size: of.size,
    quorum: of.quorum,
    term_from: of.term.from,
    term_to: of.term.to,
    commitment,
  };
  const undrawn = { seed: null, candidates: null, candidates_digest: null, drawn_at: null };
  await insertPanel(trx, { ...row, ...undrawn }, seed);
  await audit({
    action: 'review.set-up-panel',
    objectType: 'review.panel',
    objectId: id,
    after: { ...of, commitment },
  });
  return id;
}

/** Experts who may sit on the panel: none who is tied to an item of the board of the same subject. */
async function eligible(trx: Trx, panel: PanelRow, boardId: string | undefined) {
  const found = await candidates(trx, {
    fields: panel.fields,
    from: panel.term_from,
    to: panel.term_to,
  });
  if (boardId === undefined || found.length === 0) return found;
  const items = await itemFacts(trx, { boardId });
  const years = items[0]?.conflict_years ?? 0;
  const rule = await ruleToday(trx, years);
  const prepared = items.map((item) => rule.prepare(item));
  const persons = await conflictPersons(
    trx,
    found.map((e) => e.user_id),
  );
  return found.filter((expert) => {
    const person = persons.get(expert.user_id);
    return person && !prepared.some((item) => rule.find(person, item));
  });
}

/**
 * Draws the members with the seed whose hash stood before; seed, candidates and result are published, so
 * that anyone can repeat the draw (`drawSample` of src/kernel/draw-sample.ts over `candidates`).
 * Errors: hub.wrongState when drawn before, review.fewCandidates.
 */
export async function makeDraw(
  trx: Trx,
  audit: Audit,
  store: ReviewDeps['store'],
  panelId: string,
  boardId?: string,
): Promise<PanelRow> {
  const panel = await lockPanel(trx, panelId);
  if (!panel) throw new AppError(errors.notFound);
  if (panel.drawn_at)
    throw new AppError(errors.wrongState, { extra: { state: 'drawn', command: 'draw' } });
  const hub = systemActor('panel-draw');
  const secret = await store.read(hub, (db) => seedOf(db, panelId));
  if (!secret) throw new AppError(errors.notFound);
  const experts = await eligible(trx, panel, boardId);
  if (experts.length < panel.size)
    throw new AppError(reviewErrors.fewCandidates, {
      extra: { candidates: experts.length, size: panel.size },
    });
  const units = await Promise.all(
    experts.map(async ({ id, fields }) => ({ id, digest: await sha256Hex(canonicalJson(fields)) })),
  );
  const drawn = {
    seed: secret.seed,
    candidates: units,
    digest: await lotDigest(units),
    members: await drawSample(secret.seed, units, panel.size),
  };
  await markDrawn(trx, panelId, drawn);
  await audit({
    action: 'review.draw-panel',
    objectType: 'review.panel',
    objectId: panelId,
    after: drawn,
  });
  return (await panelById(trx, panelId)) as PanelRow;
}

/** Whether enough of the members are present: active experts, within the term, each counted once. */
export async function quorumReached(
  db: Db,
  panelId: string,
  presentUserIds: readonly string[],
): Promise<boolean> {
  const panel = await panelById(db, panelId);
  if (!panel?.drawn_at) return false;
  const day = await today(db);
  if (day < panel.term_from || day > panel.term_to) return false;
  const present = new Set(presentUserIds);
  const members = await membersOf(db, panelId);
  return (
    members.filter((m) => m.state === 'active' && present.has(m.user_id)).length >= panel.quorum
  );
}
