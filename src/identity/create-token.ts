import type { Transaction } from 'kysely';
import { AppError } from '#src/kernel/errors.ts';
import { newId, sha256Hex } from '#src/kernel/ids.ts';
import type { HubTables } from './deps.ts';
import { identityErrors as own } from './errors.ts';
import { insertToken, listTokens, type TokenRow } from './queries/token.ts';
import type { TokenScope } from './scopes.ts';
import { newTokenText } from './token-text.ts';

/** So that a leaked session cannot fill the table, and the list stays readable. */
const tokensMax = 50;

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** 1 to 365. */
  readonly days: number;
}

/** Makes a token; its text is returned this once and kept only as sha256. */
export async function issueToken(
  trx: Transaction<HubTables>,
  userId: string,
  input: NewToken,
): Promise<{ row: TokenRow; token: string }> {
  if ((await listTokens(trx, userId)).length >= tokensMax) throw new AppError(own.tooManyTokens);
  const token = newTokenText();
  const row = await insertToken(
    trx,
    {
      id: newId(),
      user_id: userId,
      name: input.name,
      token_hash: await sha256Hex(token),
      hint: token.slice(0, 11),
      scopes: [...new Set(input.scopes)].toSorted(),
    },
    input.days,
  );
  return { row, token };
}
