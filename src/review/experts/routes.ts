import { Hono, type Context } from 'hono';
import { mutate, type Audit } from '#src/audit/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { ReviewDeps, Trx } from '../deps.ts';
import { reviewErrors } from '../errors.ts';
import { person } from '../policy.ts';
import { readScope, refusals, writeScope } from '../respond.ts';
import {
  addAffiliation,
  addRelation,
  changeExpert,
  closeAffiliation,
  moveExpert,
} from './keep-register.ts';
import { expertOfUser, lockExpert, type ExpertRow } from './queries.ts';
import * as schema from './schema.ts';
import { expertView } from './view.ts';

const base = '/api/v1/review/expert';
const write = {
  tag: 'review',
  access: 'user',
  scope: writeScope,
  replies: { 200: schema.ExpertView },
  errors: [...refusals, errors.conflict, errors.wrongState, reviewErrors.notExpert],
} as const;

/** The caller's own entry in the register. */
export function expertRoutes(deps: ReviewDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const change = (
    c: Context<AppEnv>,
    run: (trx: Trx, audit: Audit, row: ExpertRow) => Promise<schema.ExpertView>,
  ) => {
    const actor = person(c.var.actor, writeScope);
    return mutate(c, deps.store, async (trx, audit) => {
      const row = await lockExpert(trx, { userId: actor.userId });
      if (!row) throw new AppError(reviewErrors.notExpert);
      return { status: 200, body: await run(trx, audit, row) };
    });
  };
  app.get(
    base,
    route({
      summary: 'The caller’s own entry in the expert register, null without one',
      tag: 'review',
      access: 'user',
      scope: readScope,
      replies: { 200: schema.OwnExpert },
      errors: refusals,
    }),
    async (c) => {
      const actor = person(c.var.actor, readScope);
      return c.json(
        await deps.store.read(actor, async (db) => {
          const row = await expertOfUser(db, actor.userId);
          return { expert: row ? await expertView(db, row) : null };
        }),
      );
    },
  );
  app.post(
    `${base}/answer`,
    route({ summary: 'Accept or decline the invitation to the register', ...write }),
    valid('json', schema.AnswerInvitation),
    (c) =>
      change(c, async (trx, audit, row) => {
        const { accept, revision } = c.req.valid('json');
        const after = await moveExpert(trx, audit, row, accept ? 'accept' : 'decline', {
          revision,
        });
        return expertView(trx, after);
      }),
  );
  app.put(
    base,
    route({ summary: 'Change the caller’s own fields and load limit', ...write }),
    valid('json', schema.SaveExpert),
    (c) =>
      change(c, async (trx, audit, row) =>
        expertView(trx, await changeExpert(trx, audit, row, c.req.valid('json'))),
      ),
  );
  app.post(
    `${base}/affiliations`,
    route({ summary: 'Enter where the caller works or worked', ...write }),
    valid('json', schema.AddAffiliation),
    (c) => change(c, (trx, audit, row) => addAffiliation(trx, audit, row, c.req.valid('json'))),
  );
  app.post(
    `${base}/affiliations/end`,
    route({ summary: 'Say when an affiliation ended', ...write }),
    valid('json', schema.EndAffiliation),
    (c) => change(c, (trx, audit, row) => closeAffiliation(trx, audit, row, c.req.valid('json'))),
  );
  app.post(
    `${base}/relations`,
    route({ summary: 'Declare a tie to an organisation or a person', ...write }),
    valid('json', schema.AddRelation),
    (c) => change(c, (trx, audit, row) => addRelation(trx, audit, row, c.req.valid('json'))),
  );
  return app;
}
