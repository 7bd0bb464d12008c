import type { SensitiveKind } from '#src/ports/profiler.ts';

/** GB 11643-1999: weights 2^(18-i) mod 11 of the first 17 digits, and the check characters. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** Counts cells of one column that look like personal data. */
export class SensitiveCounter {
  #ids = 0;
  #phones = 0;
  #cards = 0;

  /** `bytes[from, to)` begins with a digit or `+`. */
  add(bytes: Buffer, from: number, to: number): void {
    const length = to - from;
    if (length < 11 || length > 23) return;
    if (length === 18 && isIdNumber(bytes, from)) this.#ids++;
    else if (length <= 17 && isPhone(bytes, from, to)) this.#phones++;
    if (length >= 16 && isCard(bytes, from, to)) this.#cards++;
  }

  /**
   * Shares a chance column does not reach: 18 random digits pass the identity check about once in
   * 25,000, 11 random digits as a phone once in 14, 16 random digits the Luhn check once in 10.
   */
  verdict(values: number): SensitiveKind | undefined {
    if (this.#ids > 0 && this.#ids >= values * 0.01) return 'id-number';
    if (this.#phones > 0 && this.#phones >= values * 0.2) return 'phone';
    if (this.#cards > 0 && this.#cards >= values * 0.5) return 'bank-card';
    return undefined;
  }
}

const value = (bytes: Buffer, at: number): number => (bytes[at] as number) - 48;

/** Region 1-8, a date of birth since 1880, and the check character. */
function isIdNumber(bytes: Buffer, from: number): boolean {
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const digit = value(bytes, from + i);
    if (digit < 0 || digit > 9) return false;
    sum += digit * (WEIGHTS[i] as number);
  }
  const check = String.fromCharCode(bytes[from + 17] as number).toUpperCase();
  if (check !== CHECKS[sum % 11]) return false;
  const region = value(bytes, from);
  const birth = bytes.toString('latin1', from + 6, from + 14);
  const [year, month, day] = [birth.slice(0, 4), birth.slice(4, 6), birth.slice(6)].map(Number) as [
    number,
    number,
    number,
  ];
  const when = new Date(Date.UTC(year, month - 1, day));
  const real = when.getUTCMonth() === month - 1 && when.getUTCDate() === day;
  return region >= 1 && region <= 8 && real && year >= 1880 && year <= 2100;
}

/** 1[3-9] and nine digits, perhaps after 86 or +86, perhaps grouped by blanks or dashes. */
function isPhone(bytes: Buffer, from: number, to: number): boolean {
  if (to - from === 11) {
    if (bytes[from] !== 49 || value(bytes, from + 1) < 3) return false;
    for (let i = 1; i < 11; i++) {
      const digit = value(bytes, from + i);
      if (digit < 0 || digit > 9) return false;
    }
    return true;
  }
  const lead = bytes[from];
  if (lead !== 43 && lead !== 49 && lead !== 56) return false;
  return /^(\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}$/u.test(bytes.toString('latin1', from, to));
}

/** 16 to 19 digits beginning with 3-6 or 9, perhaps in groups of four, passing ISO/IEC 7812 (Luhn). */
function isCard(bytes: Buffer, from: number, to: number): boolean {
  const lead = value(bytes, from);
  if (!((lead >= 3 && lead <= 6) || lead === 9)) return false;
  let digits = 0;
  let sum = 0;
  for (let at = to - 1; at >= from; at--) {
    const digit = value(bytes, at);
    if (digit === -16 || digit === -3) continue;
    if (digit < 0 || digit > 9) return false;
    const weighted = digits % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
    digits++;
  }
  return digits >= 16 && digits <= 19 && sum % 10 === 0;
}
