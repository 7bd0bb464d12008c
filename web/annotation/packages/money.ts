/** Fen as yuan, `1,234.50`; exact at any size. */
export function yuanOf(fen: string): string {
  const digits = fen.padStart(3, '0');
  const whole = digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/gu, ',');
  return `${whole}.${digits.slice(-2)}`;
}

/** What was typed as yuan, in fen; undefined where it is no amount. */
export function fenOf(yuan: string): string | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/u.exec(yuan.trim());
  if (!match) return undefined;
  return String(BigInt(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`));
}
