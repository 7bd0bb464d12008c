/** A stream of uniform 32-bit unsigned integers. */
export type Random = () => number;

/**
 * Deterministic generator for resampling and simulation: xoshiro128** (Blackman and Vigna, 2018),
 * its state filled from `seed` by splitmix32. The same seed gives the same stream on every machine.
 * Never for secrets or for drawing acceptance samples.
 */
export function seededRandom(seed: number): Random {
  let mixed = seed >>> 0;
  const word = (): number => {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let z = mixed ^ (mixed >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let [a, b, c, d] = [word(), word(), word(), word()];
  return () => {
    const x = Math.imul(b, 5);
    const result = Math.imul((x << 7) | (x >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

/** A fraction in [0, 1) from one draw. */
export const fraction = (random: Random): number => random() / 4_294_967_296;
