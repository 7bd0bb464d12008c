import { Hono } from 'hono';
import { draftForEditing, readVersion } from '#src/catalog/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { QualityDeps } from './deps.ts';
import { qualityErrors } from './errors.ts';
import { factsOfDraft } from './gather-facts.ts';
import * as schema from './schema.ts';
import { scoreFacts } from './scorecard.ts';
import { scorecardOf } from './score-version.ts';

const tag = 'catalog';

/** Scorecards of published versions for everybody who sees them, of drafts for who edits them. */
export function qualityRoutes(deps: QualityDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/datasets/:org/:name/versions/:semver/scorecard',
    route({
      summary: 'Quality scorecard of a version: six families, evidence, and what would raise it',
      tag,
      access: 'public',
      replies: { 200: schema.ScorecardView },
      errors: [errors.invalid, errors.notFound, qualityErrors.pending],
    }),
    valid('param', schema.ScorecardPath),
    async (c) => {
      const card = await deps.store.read(c.var.actor, async (db) => {
        const { version } = await readVersion(db, c.var.actor, c.req.valid('param'));
        return scorecardOf(db, version.id);
      });
      if (!card) throw new AppError(qualityErrors.pending);
      return c.json(card);
    },
  );
  app.get(
    '/api/v1/datasets/:org/:name/draft/scorecard',
    route({
      summary: 'What the scorecard of the draft would be, and what would raise it',
      tag,
      access: 'member',
      scope: 'catalog:write',
      replies: { 200: schema.DraftScorecard },
      errors: [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound],
    }),
    valid('param', schema.DraftScorecardPath),
    async (c) => {
      const { org, name } = c.req.valid('param');
      const facts = await deps.store.read(c.var.actor, async (db) =>
        factsOfDraft(db, await draftForEditing(db, c.var.actor, org, name), deps.clock.now()),
      );
      return c.json(await scoreFacts(facts));
    },
  );
  return app;
}
