import { Hono } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { isConflicted } from '#src/review/index.ts';
import { decisionErrors } from '../decision/errors.ts';
import { isTiedToRound, subjectOf } from '../decision/deliberation.ts';
import { itemsOf, presentDecision } from '../decision/queries.ts';
import { reading, within, type Db, type OutcomeDeps } from '../outcome-deps.ts';
import { officer } from '../policy.ts';
import { lockRound, roundById } from '../queries/round.ts';
import { directoryEntry, listDirectory, usedSlots } from './queries.ts';
import { publishRound, reviewEntry, revokeEntry } from './publish.ts';
import * as schema from './schema.ts';
import { entryView } from './views.ts';

type Reply = Parameters<typeof route>[0]['replies'];
const described = (summary: string, replies: Reply) =>
  route({
    summary,
    tag: 'selection',
    access: 'staff',
    scope: 'staff',
    replies,
    errors: [
      errors.invalid,
      errors.unauthenticated,
      errors.forbidden,
      errors.notFound,
      errors.conflict,
      errors.wrongState,
      decisionErrors.conflicted,
      decisionErrors.notEffective,
      decisionErrors.directoryFull,
      decisionErrors.alreadyPublished,
    ],
  });

/** What waits to be published, and the slots of the year; 403 for who is tied to one of the round, decided or not. */
async function publicationView(db: Db, roundId: string, userId: string) {
  const round = await roundById(reading(db), roundId);
  if (!round) throw new AppError(errors.notFound);
  if (await isTiedToRound(db, roundId, userId)) throw new AppError(decisionErrors.conflicted);
  const decision = await presentDecision(db, roundId);
  const items = decision ? await itemsOf(db, decision.id) : [];
  const used = await usedSlots(db, round.year);
  const entries = new Map(
    (await listDirectory(db, round.year)).map((row) => [row.application_id, row]),
  );
  return {
    round: {
      id: round.id,
      title: { zh: round.title_zh, en: round.title_en },
      year: round.year,
      state: round.state,
    },
    slots: { used, left: 10 - used },
    ready: decision?.state === 'effective',
    items: items
      .filter((item) => item.outcome === 'selected')
      .map((item) => {
        const entry = entries.get(item.application_id);
        return {
          application: item.application_id,
          number: item.number ?? '',
          title: item.title,
          organisation: { zh: item.lead_zh, en: item.lead_en },
          place: item.place ?? 0,
          ...(entry ? { entry: { id: entry.id, slot: entry.slot } } : {}),
        };
      }),
  };
}

/** The operators' side of the directory: publication, revocation, the yearly look. */
export function operatorDirectoryRoutes(deps: OutcomeDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const at = '/api/v1/operator/selection';
  app.get(
    `${at}/rounds/:id/publication`,
    described('What waits to be published, and the slots of the year', {
      200: schema.PublicationView,
    }),
    valid('param', schema.RoundPath),
    async (c) => {
      const { userId } = officer(c.var.actor);
      const { id } = c.req.valid('param');
      return c.json(await deps.store.read(c.var.actor, (db) => publicationView(db, id, userId)));
    },
  );
  app.post(
    `${at}/rounds/:id/publication`,
    described('Publish the selected: each gets a slot of the year, or none does', {
      200: schema.PublicationView,
    }),
    valid('param', schema.RoundPath),
    valid('json', schema.Publish),
    (c) => {
      const { userId } = officer(c.var.actor);
      const { id } = c.req.valid('param');
      return mutate(c, deps.store, async (trx, audit) => {
        await lockRound(within(trx), id);
        await publicationView(trx, id, userId);
        const { applications } = c.req.valid('json');
        const published = await publishRound(trx, audit, deps, id, userId, applications);
        if (published.length === 0)
          await audit({
            action: 'selection.publish-nothing',
            objectType: 'selection-round',
            objectId: id,
          });
        return { status: 200, body: await publicationView(trx, id, userId) };
      });
    },
  );
  app.post(
    `${at}/directory/entries/:id/revoke`,
    described('Revoke an entry; its slot stays used', { 200: schema.DirectoryEntry }),
    valid('param', schema.EntryPath),
    valid('json', schema.RevokeEntry),
    (c) => {
      const { userId } = officer(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const row = await directoryEntry(trx, c.req.valid('param').id);
        if (!row) throw new AppError(errors.notFound);
        if (await isConflicted(trx, userId, subjectOf(row.application_id)))
          throw new AppError(decisionErrors.conflicted);
        const change = { ...c.req.valid('json'), userId };
        return { status: 200, body: entryView(await revokeEntry(trx, audit, deps, row, change)) };
      });
    },
  );
  app.post(
    `${at}/directory/entries/:id/review`,
    described('Record the yearly look at an entry', { 200: schema.DirectoryEntry }),
    valid('param', schema.EntryPath),
    valid('json', schema.ReviewEntry),
    (c) => {
      const { userId } = officer(c.var.actor);
      return mutate(c, deps.store, async (trx, audit) => {
        const row = await directoryEntry(trx, c.req.valid('param').id);
        if (!row) throw new AppError(errors.notFound);
        if (await isConflicted(trx, userId, subjectOf(row.application_id)))
          throw new AppError(decisionErrors.conflicted);
        const change = { ...c.req.valid('json'), userId };
        return { status: 200, body: entryView(await reviewEntry(trx, audit, row, change)) };
      });
    },
  );
  return app;
}
