import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { boardById } from '../boards/queries.ts';
import { BoardPath } from '../boards/schema.ts';
import type { Db, ReviewDeps } from '../deps.ts';
import { reviewErrors } from '../errors.ts';
import { operator } from '../policy.ts';
import { refusals } from '../respond.ts';
import { makeDraw, makePanel } from './draw-panel.ts';
import { memberIds, membersOf, panelById, panelBySubject, type PanelRow } from './queries.ts';
import * as schema from './schema.ts';

const staff = { tag: 'operator', access: 'staff', scope: 'staff' } as const;

async function panelView(db: Db, row: PanelRow): Promise<schema.PanelView> {
  const members = (await memberIds(db, row.id)).map((m) => m.expert_id);
  return {
    id: row.id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    title: row.title,
    fields: row.fields,
    ...{ size: row.size, quorum: row.quorum, commitment: row.commitment },
    term: { from: row.term_from, to: row.term_to },
    draw:
      row.drawn_at && row.seed && row.candidates && row.candidates_digest
        ? {
            at: row.drawn_at.toISOString(),
            seed: row.seed,
            candidates: row.candidates.map((c) => ({ ...c })),
            candidatesDigest: row.candidates_digest,
            members,
          }
        : null,
  };
}

/** Panels: set up and drawn by operators; the draw is open to everybody, by number and not by name. */
export function panelRoutes(deps: ReviewDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/review/panels/:id',
    route({
      summary: 'A panel and all that repeats its draw',
      tag: 'review',
      access: 'public',
      replies: { 200: schema.PanelView },
      errors: refusals,
    }),
    valid('param', schema.PanelPath),
    async (c) =>
      c.json(
        await deps.store.read(c.var.actor, async (db) => {
          const row = await panelById(db, c.req.valid('param').id);
          if (!row) throw new AppError(errors.notFound);
          return panelView(db, row);
        }),
      ),
  );
  app.get(
    '/api/v1/operator/review/boards/:id/panel',
    route({
      summary: 'The panel that decides on what a board reviews, with its members by name',
      ...staff,
      replies: { 200: schema.BoardPanel },
      errors: refusals,
    }),
    valid('param', BoardPath),
    async (c) => {
      const actor = operator(c.var.actor);
      return c.json(
        await deps.store.read(actor, async (db) => {
          const board = await boardById(db, c.req.valid('param').id);
          if (!board) throw new AppError(errors.notFound);
          const row = await panelBySubject(db, { kind: board.subject_kind, id: board.subject_id });
          if (!row) return { panel: null, members: [] };
          const members = await membersOf(db, row.id);
          return {
            panel: await panelView(db, row),
            members: members.map((one) => ({
              ...{ id: one.expert_id, name: one.name, active: one.state === 'active' },
            })),
          };
        }),
      );
    },
  );
  app.post(
    '/api/v1/operator/review/panels',
    route({
      summary: 'Set up a panel; the hash of its seed is published',
      ...staff,
      replies: { 201: schema.PanelView },
      errors: [...refusals, errors.duplicate],
    }),
    valid('json', schema.SetUpPanel),
    (c) => {
      operator(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const id = await makePanel(trx, audit, c.req.valid('json'));
        return { status: 201, body: await panelView(trx, (await panelById(trx, id)) as PanelRow) };
      });
    },
  );
  app.post(
    '/api/v1/operator/review/panels/:id/draw',
    route({
      summary: 'Draw the members, once',
      ...staff,
      replies: { 200: schema.PanelView },
      errors: [...refusals, errors.wrongState, reviewErrors.fewCandidates],
    }),
    valid('param', schema.PanelPath),
    valid('json', schema.DrawPanel),
    (c) => {
      operator(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        const row = await makeDraw(trx, audit, deps.store, id, c.req.valid('json').boardId);
        return { status: 200, body: await panelView(trx, row) };
      });
    },
  );
  return app;
}
