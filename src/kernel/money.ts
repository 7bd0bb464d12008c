/** Money is whole fen (1/100 yuan) in bigint; on the wire it is a decimal string of fen. */
export type Fen = bigint;

/** Formats fen as yuan with two decimals and thousands separators: 123456n → "1,234.56". */
export function formatYuan(fen: Fen): string {
  const sign = fen < 0n ? '-' : '';
  const abs = fen < 0n ? -fen : fen;
  const yuan = (abs / 100n).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${sign}${yuan}.${(abs % 100n).toString().padStart(2, '0')}`;
}
