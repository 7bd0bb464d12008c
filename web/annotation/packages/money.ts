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

/** Fen with sign as people read money: `¥1,234.50`, `-¥0.05`. */
export const moneyOf = (fen: string): string =>
  fen.startsWith('-') ? `-¥${yuanOf(fen.slice(1))}` : `¥${yuanOf(fen)}`;

/** What was typed as yuan with a sign, in fen; undefined where it is no amount. */
export function signedFenOf(yuan: string): string | undefined {
  const typed = yuan
    .trim()
    .replace(/^[+\uff0b]/u, '')
    .replace(/^[\u2212\uff0d]/u, '-');
  const fen = fenOf(typed.replace(/^-/u, ''));
  return fen !== undefined && fen !== '0' && typed.startsWith('-') ? `-${fen}` : fen;
}
