import { type, type Type } from 'arktype';

/** Money is whole fen (1/100 yuan, CNY) in bigint; on the wire it is a decimal string of fen. */
export type Fen = bigint;

/** Fen on the wire: a whole number as text, at most 15 digits (far below the limit of int8). */
export const fen = type('/^(0|-?[1-9][0-9]{0,14})$/').describe(
  'whole fen (1/100 yuan) as text, such as "12345" for ¥123.45',
) as unknown as Type<string>;
/** Fen on the wire that may not be negative. */
export const positiveFen = type('/^(0|[1-9][0-9]{0,14})$/').describe(
  'whole fen (1/100 yuan) as text, not negative',
) as unknown as Type<string>;

/** Fen of a text that `fen` has validated. */
export const readFen = (text: string): Fen => BigInt(text);

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/**
 * `amount` × `numerator` / `denominator` in whole fen; a half fen is rounded away from zero
 * (四舍五入, as invoices are). Throws RangeError unless `denominator` is positive.
 */
export function timesRatio(amount: Fen, numerator: bigint, denominator: bigint): Fen {
  if (denominator <= 0n) throw new RangeError('the denominator must be positive');
  const product = amount * numerator;
  const rounded = (2n * magnitude(product) + denominator) / (2n * denominator);
  return product < 0n ? -rounded : rounded;
}

/** Yuan with two decimals and no separators, for tables that programs read: 123456n → "1234.56". */
export function plainYuan(amount: Fen): string {
  const abs = magnitude(amount);
  return `${amount < 0n ? '-' : ''}${abs / 100n}.${(abs % 100n).toString().padStart(2, '0')}`;
}

/** Yuan as people read it in Chinese and in English: 123456n → "¥1,234.56", -5n → "-¥0.05". */
export function formatMoney(amount: Fen): string {
  const [yuan = '', cents = ''] = plainYuan(magnitude(amount)).split('.');
  return `${amount < 0n ? '-' : ''}¥${yuan.replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}
