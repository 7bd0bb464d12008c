import { Hono } from 'hono';
import { isStaff } from '#src/kernel/actor.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { badCursor, decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { SelectionDeps } from '../deps.ts';
import { roundEvents } from '../queries/event.ts';
import { listRounds, roundById } from '../queries/round.ts';
import { listProgrammes, ruleSetById } from '../queries/rule-set.ts';
import { countsFor } from '../rounds/seen-by-officer.ts';
import { programmeView, roundSummary, roundView } from '../rounds/view.ts';
import * as schema from '../schema.ts';

const tag = 'selection';

function afterOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const [id] = decodeCursor(cursor, 1);
  if (typeof id !== 'string') throw badCursor();
  return id;
}

/** What everybody reads: the measures and the calls. Nothing here tells how many applied. */
export function publicSelectionRoutes(deps: SelectionDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/selection/programmes',
    route({
      summary: 'The measures with the wording of their clauses',
      ...{ tag, access: 'public', replies: { 200: schema.ProgrammeList } },
    }),
    async (c) => {
      const rows = await deps.store.read(c.var.actor, listProgrammes);
      return c.json({ items: rows.map(programmeView) });
    },
  );
  app.get(
    '/api/v1/selection/rounds',
    route({
      summary: 'Calls, newest first; staff see drafts too',
      ...{ tag, access: 'public', replies: { 200: schema.RoundPage }, errors: [errors.invalid] },
    }),
    valid('query', schema.RoundQuery),
    async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const n = Number(limit ?? 50);
      const rows = await deps.store.read(c.var.actor, (db) =>
        listRounds(db, n + 1, afterOf(cursor)),
      );
      const last = rows[n - 1];
      return c.json({
        items: rows.slice(0, n).map(roundSummary),
        ...(rows.length > n && last ? { next: encodeCursor([last.id]) } : {}),
      });
    },
  );
  app.get(
    '/api/v1/selection/rounds/:id',
    route({
      summary: 'One call with its rules, form and timetable',
      tag,
      access: 'public',
      replies: { 200: schema.RoundView },
      errors: [errors.invalid, errors.notFound],
    }),
    valid('param', schema.RoundPath),
    async (c) => {
      const { actor } = c.var;
      const view = await deps.store.read(actor, async (db) => {
        const row = await roundById(db, c.req.valid('param').id);
        const ruleSet = row && (await ruleSetById(db, row.rule_set_id));
        if (!row || !ruleSet) throw new AppError(errors.notFound);
        const events = await roundEvents(db, row.id);
        const officer = actor.kind === 'user' && isStaff(actor, 'operator');
        const counts = officer ? await countsFor(db, row, actor.userId) : undefined;
        return roundView(row, { ruleSet, events, counts });
      });
      return c.json(view);
    },
  );
  return app;
}
