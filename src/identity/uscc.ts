/** GB 32100-2015 §4.1: digits and capitals without I, O, S, V and Z; the index is the value. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Pattern of a code: two category characters, six digits of the region, nine of the body, one check. */
const shape = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/**
 * The check character of the first 17 characters, GB 32100-2015 Annex A (after GB/T 17710):
 * C18 = 31 − (Σ Cᵢ·3^(i−1) mod 31) mod 31, where 31 counts as 0.
 * Returns undefined when a character is outside the alphabet or there are not 17.
 */
export function usccCheckCharacter(first17: string): string | undefined {
  if (first17.length !== 17) return undefined;
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31];
}

/** True for a valid unified social credit code; lower-case letters are not accepted. */
export function isUscc(code: string): boolean {
  return shape.test(code) && usccCheckCharacter(code.slice(0, 17)) === code[17];
}
