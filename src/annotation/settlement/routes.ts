import { Hono, type Context } from 'hono';
import { mutate } from '#src/audit/index.ts';
import { contentDisposition } from '#src/kernel/content-disposition.ts';
import { AppError, errors, type ErrorCode } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { badCursor, decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import { documentErrors } from '#src/ports/documents.ts';
import { tellParties } from '../notices/tell-parties.ts';
import { answerDispute, openDispute, resolveDispute, withdrawDispute } from './dispute.ts';
import type { SettlementDeps } from './deps.ts';
import { settlementErrors } from './errors.ts';
import { mayReadMoney, mayStep, person, sideOf } from './policy.ts';
import { awardParties, lockDispute, settlementById, submissionsOf } from './queries.ts';
import * as schema from './schema.ts';
import { disputeView, statementCsv, statementDocument, statementOf } from './statement.ts';

type Reply = Parameters<typeof route>[0]['replies'];
const read = 'annotation:read';
const write = 'annotation:write';
const refusals = [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound];
const described = (
  summary: string,
  scope: string,
  replies: Reply,
  more: readonly ErrorCode[] = [],
  media?: string,
) =>
  route({
    summary,
    tag: 'annotation',
    access: 'manager',
    scope,
    replies,
    errors: [...refusals, ...more],
    ...(media ? { media } : {}),
  });

function statement(c: Context<AppEnv>, deps: SettlementDeps, awardId: string) {
  const actor = person(c.var.actor, read);
  return deps.store.read(actor, async (db) =>
    statementOf(db, mayReadMoney(actor, await awardParties(db, awardId))),
  );
}

/** Statements of an award, and disputes between its two sides. */
export function settlementRoutes(deps: SettlementDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const at = '/api/v1/annotation/awards/:id/statement';
  app.get(
    at,
    described('What was settled under an award', read, { 200: schema.StatementView }),
    valid('param', schema.AwardPath),
    async (c) => c.json(await statement(c, deps, c.req.valid('param').id)),
  );
  app.get(
    `${at}.csv`,
    described('The statement as CSV', read, { 200: undefined }, [], 'text/csv'),
    valid('param', schema.AwardPath),
    valid('query', schema.StatementQuery),
    async (c) => {
      const { id } = c.req.valid('param');
      const language = c.req.valid('query').lang ?? c.var.language;
      return c.body(statementCsv(await statement(c, deps, id), language), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': contentDisposition('attachment', `statement-${id}.csv`),
        'cache-control': 'private, no-store',
      });
    },
  );
  app.get(
    `${at}.pdf`,
    described(
      'The statement as PDF',
      read,
      { 200: undefined },
      [documentErrors.absent],
      'application/pdf',
    ),
    valid('param', schema.AwardPath),
    valid('query', schema.StatementQuery),
    async (c) => {
      const { id } = c.req.valid('param');
      const language = c.req.valid('query').lang ?? c.var.language;
      const view = await statement(c, deps, id);
      if (!deps.documents) throw new AppError(documentErrors.absent);
      const url = `${deps.config.publicUrl}${at.replace(':id', id)}`;
      const model = statementDocument(view, language, { url, now: new Date() });
      return c.body(deps.documents.render(model), 200, {
        'content-type': 'application/pdf',
        'content-disposition': contentDisposition('attachment', `statement-${id}.pdf`),
        'cache-control': 'private, no-store',
      });
    },
  );
  app.get(
    '/api/v1/annotation/settlements/:id/submissions',
    described('The results behind each line of a settlement', read, {
      200: schema.SubmissionPage,
    }),
    valid('param', schema.SettlementPath),
    valid('query', schema.SubmissionQuery),
    async (c) => {
      const actor = person(c.var.actor, read);
      const { cursor, limit } = c.req.valid('query');
      const n = Number(limit ?? 50);
      const rows = await deps.store.read(actor, async (db) => {
        const found = mayReadMoney(actor, await settlementById(db, c.req.valid('param').id));
        return submissionsOf(db, found.id, { after: afterOf(cursor), n: n + 1 });
      });
      const items = rows.slice(0, n);
      const last = items.at(-1);
      return c.json({
        items: items.map((row) => ({
          line: row.line_no,
          annotationId: row.annotation_id,
          kind: row.kind,
          units: row.units,
        })),
        ...(rows.length > n && last
          ? { next: encodeCursor([last.line_no, last.annotation_id]) }
          : {}),
      });
    },
  );
  app.route('/', disputeRoutes(deps));
  return app;
}

function afterOf(cursor: string | undefined): readonly [number, string] | undefined {
  if (cursor === undefined) return undefined;
  const [line, id] = decodeCursor(cursor, 2);
  if (typeof line !== 'number' || !Number.isInteger(line) || typeof id !== 'string')
    throw badCursor();
  return [line, id];
}

function disputeRoutes(deps: SettlementDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const refused = [
    errors.wrongState,
    settlementErrors.otherSide,
    settlementErrors.disputeOpen,
    settlementErrors.amount,
  ];
  app.post(
    '/api/v1/annotation/settlements/:id/disputes',
    described('Dispute a settlement', write, { 201: schema.DisputeView }, refused),
    valid('param', schema.SettlementPath),
    valid('json', schema.OpenDispute),
    (c) => {
      const actor = person(c.var.actor, write);
      return mutate(c, deps.store, async (trx, audit) => {
        const settlement = await settlementById(trx, c.req.valid('param').id);
        const side = sideOf(actor, settlement);
        if (!settlement) throw new AppError(errors.notFound);
        const claim = { side, ...c.req.valid('json') };
        const row = await openDispute(trx, actor, audit, settlement, claim);
        await tellParties(deps, trx, { about: 'dispute', disputeId: row.id, event: 'opened' });
        return { status: 201, body: disputeView(row) };
      });
    },
  );
  app.post(
    '/api/v1/annotation/disputes/:id/answer',
    described("Answer the other side's dispute", write, { 200: schema.DisputeView }, refused),
    valid('param', schema.DisputePath),
    valid('json', schema.AnswerDispute),
    (c) => {
      const actor = person(c.var.actor, write);
      return mutate(c, deps.store, async (trx, audit) => {
        const found = await lockDispute(trx, c.req.valid('param').id);
        const dispute = mayStep(actor, found, 'answer');
        const row = await answerDispute(trx, actor, audit, dispute, c.req.valid('json'));
        await tellParties(deps, trx, { about: 'dispute', disputeId: row.id, event: 'answered' });
        return { status: 200, body: disputeView(row) };
      });
    },
  );
  for (const step of ['accept', 'withdraw'] as const)
    app.post(
      `/api/v1/annotation/disputes/:id/${step}`,
      described(
        step === 'accept' ? 'Accept what the other side offers' : 'Take the dispute back',
        write,
        { 200: schema.DisputeView },
        refused,
      ),
      valid('param', schema.DisputePath),
      (c) => {
        const actor = person(c.var.actor, write);
        return mutate(c, deps.store, async (trx, audit) => {
          const dispute = mayStep(actor, await lockDispute(trx, c.req.valid('param').id), step);
          const row =
            step === 'accept'
              ? await resolveDispute(trx, actor, audit, dispute, { command: 'accept' })
              : await withdrawDispute(trx, actor, audit, dispute);
          const event = step === 'accept' ? 'accepted' : 'withdrawn';
          await tellParties(deps, trx, { about: 'dispute', disputeId: row.id, event });
          return { status: 200, body: disputeView(row) };
        });
      },
    );
  return app;
}
