import type { Transaction } from 'kysely';
import type { Actor } from '#src/kernel/actor.ts';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import type { Fen } from '#src/kernel/money.ts';
import { ledgerErrors } from './errors.ts';
import { ensureAccount, entryAt, insertEntry, insertLines, linesOf } from './queries.ts';
import type { Trx } from './deps.ts';
import type { LedgerTables } from './tables.ts';

/** One side of an entry: the account is named by its owner (null: the hub) and kind, and opened when new. */
export interface Posting {
  readonly orgId: string | null;
  /** `[a-z-]`, chosen by the feature that posts, e.g. `annotation-receivable`. */
  readonly kind: string;
  /** Positive is debit, negative is credit; never zero. */
  readonly amount: Fen;
}

export interface EntryToPost {
  /** Names the business event once, e.g. `annotation.settlement:<id>`. */
  readonly reference: string;
  readonly description: { readonly zh: string; readonly en: string };
  readonly lines: readonly Posting[];
  readonly reverses?: string;
}

/** Accounts in one order for all, so that two postings never wait for each other. */
async function resolveAccounts(trx: Transaction<LedgerTables>, lines: readonly Posting[]) {
  const keyOf = (line: Posting): string => `${line.orgId ?? ''}/${line.kind}`;
  const unique = [...new Map(lines.map((line) => [keyOf(line), line]))];
  const accounts = new Map<string, string>();
  for (const [key, { orgId, kind }] of unique.toSorted(([a], [b]) => (a < b ? -1 : 1)))
    accounts.set(key, await ensureAccount(trx, { newId: newId(), orgId, kind }));
  return lines.map((line) => ({
    accountId: accounts.get(keyOf(line)) as string,
    amount: line.amount,
  }));
}

/**
 * Posts one balanced entry in the caller's transaction. Posting the same reference with the same
 * content again answers the first entry; with other content it is ledger.referenceReused. Throws an
 * internal error for lines that do not sum to zero: that is a bug of the caller, and the database
 * refuses it too.
 */
export async function postEntry<T extends LedgerTables>(
  trx: Transaction<T>,
  actor: Actor,
  entry: EntryToPost,
): Promise<{ readonly id: string; readonly posted: boolean }> {
  const own = trx as unknown as Transaction<LedgerTables>;
  const total = entry.lines.reduce((sum, line) => sum + line.amount, 0n);
  if (entry.lines.length < 2 || total !== 0n || entry.lines.some((line) => line.amount === 0n))
    throw new Error(`unbalanced entry ${entry.reference}`);
  const content = entry.lines.map((line) => [line.orgId, line.kind, line.amount.toString()]);
  const digest = await sha256Hex(canonicalJson({ content, reverses: entry.reverses ?? null }));
  const id = newId();
  const inserted = await insertEntry(own, {
    id,
    reference: entry.reference,
    digest,
    line_count: entry.lines.length,
    description_zh: entry.description.zh,
    description_en: entry.description.en,
    reverses: entry.reverses ?? null,
    posted_by: actor.kind === 'user' ? actor.userId : null,
  });
  if (!inserted) {
    const earlier = await entryAt(own, entry.reference);
    if (earlier?.digest !== digest) throw new AppError(ledgerErrors.referenceReused);
    return { id: earlier.id, posted: false };
  }
  await insertLines(own, id, await resolveAccounts(own, entry.lines));
  return { id, posted: true };
}

/**
 * Posts the opposite of an entry; an entry is reversed once at most, and repeating it answers the
 * same reversal. The actor must see every line (staff, system): hub.notFound otherwise.
 */
export async function reverseEntry<T extends LedgerTables>(
  trx: Transaction<T>,
  actor: Actor,
  entryId: string,
  reason: { readonly zh: string; readonly en: string },
): Promise<{ readonly id: string; readonly posted: boolean }> {
  const lines = await linesOf(trx as unknown as Trx, entryId);
  if (lines.length === 0 || lines.length !== lines[0]?.line_count)
    throw new AppError(errors.notFound);
  return postEntry(trx, actor, {
    reference: `reversal:${entryId}`,
    description: reason,
    reverses: entryId,
    lines: lines.map((line) => ({ orgId: line.org_id, kind: line.kind, amount: -line.amount })),
  });
}
