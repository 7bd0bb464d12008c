import { type, type Type } from 'arktype';
import { fen } from '#src/kernel/money.ts';
import { cursor, id as uuid, instant, limit, slug } from '#src/kernel/schema.ts';

/** Ids are plain text in types; the pattern stays in the document. */
const id = uuid as unknown as Type<string>;

export const OrganisationPath = type({ slug });
export const AccountPath = type({ slug, id });
export const StatementQuery = type({ 'cursor?': cursor, 'limit?': limit });

/** `balance` is the sum of the account's lines: positive is debit (owed to it), negative credit. */
const AccountView = type({
  id,
  kind: 'string',
  currency: "'CNY'",
  balance: fen,
  lines: 'number.integer',
});
export const AccountList = type({ items: AccountView.array() });

const StatementLine = type({
  entryId: id,
  reference: 'string',
  description: { zh: 'string', en: 'string' },
  amount: fen,
  /** Of the account, after this line. */
  balance: fen,
  'reverses?': 'string',
  postedAt: instant,
});
export const StatementPage = type({
  account: AccountView,
  items: StatementLine.array(),
  'next?': 'string',
});

/** Every account; `total` is "0" as long as the ledger is sound. */
export const TrialBalance = type({
  total: fen,
  items: type({
    id,
    kind: 'string',
    balance: fen,
    'organisation?': { slug: 'string', name: { zh: 'string', en: 'string' } },
  }).array(),
});

export type StatementLineBody = typeof StatementLine.infer;
