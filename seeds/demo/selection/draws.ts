import { fraction, seededRandom } from '#src/kernel/seeded-random.ts';
import { demoExperts } from './experts.ts';

/** The seed of all that is drawn: every installation gets the same marks. */
const seed = 20_260_605;

const between = (random: () => number, low: number, high: number): number =>
  low + fraction(random) * (high - low);

const severities = (() => {
  const random = seededRandom(seed);
  return new Map(
    demoExperts.map((expert) => {
      const drawn = between(random, -3, 3);
      return [expert.email, expert.severity ?? drawn] as const;
    }),
  );
})();

/** FNV-1a of a text, the seed of what is drawn for it alone. */
function seedOf(text: string): number {
  let hash = 2_166_136_261;
  for (const character of text)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return (hash ^ seed) >>> 0;
}

/** How good an item is, 55 to 84 points. */
export const qualityOf = (item: string): number =>
  between(seededRandom(seedOf(`quality ${item}`)), 55, 84);

/** Points above or below what others give. */
export const severityOf = (email: string): number => severities.get(email) ?? 0;

/** What an expert gives an item by criterion: its quality, the expert's severity, and a little chance. */
export function scoresOf(
  item: string,
  email: string,
  criteria: readonly { readonly key: string; readonly min: number; readonly max: number }[],
): Record<string, number> {
  const random = seededRandom(seedOf(`${item} ${email}`));
  const level = qualityOf(item) + severityOf(email) + between(random, -2, 2);
  return Object.fromEntries(
    criteria.map(({ key, min, max }) => [
      key,
      Math.min(max, Math.max(min, Math.round(level + between(random, -3, 3)))),
    ]),
  );
}
