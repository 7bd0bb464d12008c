import { Hono, type Context } from 'hono';
import type { Type } from 'arktype';
import { mutate, type Audit } from '#src/audit/index.ts';
import { errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { NoticeDeps, NoticeListener, Trx } from '../deps.ts';
import { noticeErrors } from '../errors.ts';
import { maySettle, operator } from '../policy.ts';
import { tellObjection } from '../tell.ts';
import { openObjectionStates, type ObjectionCommand } from '../transitions.ts';
import { caseById, casesOfStates, evidenceOf, type CaseRow } from './queries.ts';
import { objectionPage } from './routes.ts';
import * as schema from './schema.ts';
import { admitObjection, answerObjection, decideObjection } from './settle-objection.ts';
import { objectionView } from './views.ts';

type Reply = Parameters<typeof route>[0]['replies'];
const described = (summary: string, replies: Reply) =>
  route({
    summary,
    tag: 'operator',
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
      noticeErrors.concerned,
      noticeErrors.samePerson,
    ],
  });

type Settled = ReturnType<typeof maySettle<CaseRow>>;
type Settle<T> = (
  trx: Trx,
  audit: Audit,
  objection: Settled,
  change: T & { readonly by: string },
) => Promise<CaseRow>;

/** Objections as the operators handle them. */
export function operatorObjectionRoutes(
  deps: NoticeDeps,
  listeners: readonly NoticeListener[],
): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/operator/objections',
    described('Objections of a state, oldest first; those waiting unless told', {
      200: schema.ObjectionPage,
    }),
    valid('query', schema.OperatorObjectionQuery),
    async (c) => {
      operator(c.var.actor);
      const { state = 'waiting', ...page } = c.req.valid('query');
      const states = state === 'waiting' ? openObjectionStates : [state];
      return c.json(
        await objectionPage(c, deps, page, (db, cursor, n) => casesOfStates(db, states, cursor, n)),
      );
    },
  );
  const settle = async <T>(
    c: Context<AppEnv>,
    name: ObjectionCommand,
    id: string,
    change: T,
    run: Settle<T>,
  ) => {
    const { userId } = operator(c.var.actor);
    return mutate(c, deps.store, async (trx, audit) => {
      const objection = maySettle(c.var.actor, await caseById(trx, id), name);
      const row = await run(trx, audit, objection, { ...change, by: userId });
      await tellObjection(trx, deps.jobs, listeners, row, name);
      const evidence = await evidenceOf(trx, [id]);
      return { status: 200, body: objectionView(c.var.actor, row, evidence) };
    });
  };
  const command = <T>(name: ObjectionCommand, summary: string, body: Type<any>, run: Settle<T>) =>
    app.post(
      `/api/v1/operator/objections/:id/${name}`,
      described(summary, { 200: schema.ObjectionView }),
      valid('param', schema.ObjectionPath),
      valid('json', body),
      (c) => settle(c, name, c.req.valid('param').id, c.req.valid('json') as T, run),
    );
  command<typeof schema.AdmitObjection.infer>(
    'admit',
    'Take an objection up',
    schema.AdmitObjection,
    admitObjection,
  );
  command<typeof schema.AnswerObjection.infer>(
    'answer',
    'Answer an objection; the answer is public',
    schema.AnswerObjection,
    answerObjection,
  );
  for (const name of ['uphold', 'dismiss'] as const)
    command<typeof schema.DecideObjection.infer>(
      name,
      name === 'uphold'
        ? 'Uphold an objection, which opens a new decision about its subject'
        : 'Dismiss an objection',
      schema.DecideObjection,
      (trx, audit, objection, change) =>
        decideObjection(trx, audit, { jobs: deps.jobs, listeners }, objection, {
          ...change,
          command: name,
        }),
    );
  return app;
}
