import { fraction, type Random } from '#src/kernel/seeded-random.ts';

/**
 * One draw of a binomial count: n trials of chance p. Small means by waiting times between successes
 * (Devroye 1986, ch. X.4), others by transformed rejection (Hörmann 1993, algorithm BTRS).
 */
export function drawBinomial(random: Random, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p);
  return n * p < 10 ? byWaiting(random, n, p) : byRejection(random, n, p);
}

/** A fraction in (0, 1): its logarithm is finite. */
const open = (random: Random): number => fraction(random) + 2 ** -33;

function byWaiting(random: Random, n: number, p: number): number {
  const logMiss = Math.log1p(-p);
  let [trials, successes] = [0, -1];
  while (trials <= n) {
    trials += Math.floor(Math.log(open(random)) / logMiss) + 1;
    successes += 1;
  }
  return successes;
}

function byRejection(random: Random, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const inner = 0.92 - 4.2 / b;
  const odds = p / (1 - p);
  const alpha = (2.83 + 5.1 / b) * spread;
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const u = open(random) - 0.5;
    const v = open(random);
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= inner) return k;
    if (k < 0 || k > n) continue;
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
      stirlingTail(mode) +
      stirlingTail(n - mode) -
      stirlingTail(k) -
      stirlingTail(n - k);
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

/** ln k! − ((k + ½) ln(k + 1) − (k + 1) + ½ ln 2π): exact below 10, by its series from there on. */
function stirlingTail(k: number): number {
  if (k < 10) {
    let factorial = 1;
    for (let i = 2; i <= k; i += 1) factorial *= i;
    return (
      Math.log(factorial) - ((k + 0.5) * Math.log(k + 1) - (k + 1) + Math.log(2 * Math.PI) / 2)
    );
  }
  const square = (k + 1) ** 2;
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}
