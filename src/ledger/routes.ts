import { Hono } from 'hono';
import { organisationBySlug } from '#src/identity/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { badCursor, decodeCursor, encodeCursor } from '#src/kernel/page.ts';
import { route, valid } from '#src/kernel/validate.ts';
import type { LedgerDeps } from './deps.ts';
import { mayReadMoney, requireOperator } from './policy.ts';
import {
  accountById,
  accountsOf,
  allBalances,
  statementLines,
  type AccountRow,
  type StatementRow,
} from './queries.ts';
import * as schema from './schema.ts';

const tag = 'ledger';
const refusals = [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound];

const accountView = (row: AccountRow) => ({
  id: row.id,
  kind: row.kind,
  currency: row.currency,
  balance: row.balance.toString(),
  lines: Number(row.lines),
});

const lineView = (row: StatementRow): schema.StatementLineBody => ({
  entryId: row.entry_id,
  reference: row.reference,
  description: { zh: row.description_zh, en: row.description_en },
  amount: row.amount.toString(),
  balance: row.balance.toString(),
  ...(row.reverses ? { reverses: row.reverses } : {}),
  postedAt: row.posted_at.toISOString(),
});

function readCursor(cursor: string | undefined): readonly [string, number] | undefined {
  if (cursor === undefined) return undefined;
  const [entryId, lineNo] = decodeCursor(cursor, 2);
  if (typeof entryId !== 'string' || typeof lineNo !== 'number') throw badCursor();
  return [entryId, lineNo];
}

/** What an organisation is owed and owes, and for operators the whole ledger. */
export function ledgerRoutes(deps: LedgerDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get(
    '/api/v1/organisations/:slug/ledger/accounts',
    route({
      summary: "An organisation's accounts with their balances",
      tag,
      access: 'manager',
      scope: 'org:manage',
      replies: { 200: schema.AccountList },
      errors: refusals,
    }),
    valid('param', schema.OrganisationPath),
    async (c) => {
      const rows = await deps.store.read(c.var.actor, async (db) => {
        const org = await organisationBySlug(db, c.req.valid('param').slug);
        return accountsOf(db, mayReadMoney(c.var.actor, org).id);
      });
      return c.json({ items: rows.map(accountView) });
    },
  );
  app.get(
    '/api/v1/organisations/:slug/ledger/accounts/:id/lines',
    route({
      summary: 'Statement of an account, newest first, with the balance after each line',
      tag,
      access: 'manager',
      scope: 'org:manage',
      replies: { 200: schema.StatementPage },
      errors: refusals,
    }),
    valid('param', schema.AccountPath),
    valid('query', schema.StatementQuery),
    async (c) => {
      const { slug, id } = c.req.valid('param');
      const { cursor, limit } = c.req.valid('query');
      const n = Number(limit ?? 50);
      const before = readCursor(cursor);
      const { account, rows } = await deps.store.read(c.var.actor, async (db) => {
        const org = mayReadMoney(c.var.actor, await organisationBySlug(db, slug));
        const account = await accountById(db, org.id, id);
        if (!account) throw new AppError(errors.notFound);
        return { account, rows: await statementLines(db, account.id, { before, n: n + 1 }) };
      });
      const items = rows.slice(0, n);
      const last = items.at(-1);
      return c.json({
        account: accountView(account),
        items: items.map(lineView),
        ...(rows.length > n && last ? { next: encodeCursor([last.entry_id, last.line_no]) } : {}),
      });
    },
  );
  app.get(
    '/api/v1/operator/ledger/trial-balance',
    route({
      summary: 'Every account with its balance; the total is zero',
      tag: 'operator',
      access: 'staff',
      scope: 'staff',
      replies: { 200: schema.TrialBalance },
      errors: refusals,
    }),
    async (c) => {
      requireOperator(c.var.actor);
      const rows = await deps.store.read(c.var.actor, (db) => allBalances(db));
      const total = rows.reduce((sum, row) => sum + row.balance, 0n);
      return c.json({
        total: total.toString(),
        items: rows.map(({ id, kind, balance, slug, name_zh, name_en }) => ({
          id,
          kind,
          balance: balance.toString(),
          ...(slug === null
            ? {}
            : { organisation: { slug, name: { zh: name_zh ?? '', en: name_en ?? '' } } }),
        })),
      });
    },
  );
  return app;
}
