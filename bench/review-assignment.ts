import { planAssignment, type PlanFacts } from '#src/review/assignment/plan-assignment.ts';
import { fraction, seededRandom } from '#src/kernel/seeded-random.ts';

/**
 * The assignment of a board from its facts, exact, with the gap to the lower bound. Run:
 * `npx node bench/review-assignment.ts`. Experts know 1 to 3 of 12 fields, 5 % of the pairs are conflicts,
 * limits leave about a third of the seats free; the last line of each size repairs pairs to avoid.
 */
const fields = Array.from({ length: 12 }, (_, n) => `field-${n}`);

function facts(items: number, experts: number, reviews: number): PlanFacts {
  const random = seededRandom(20_261_123);
  const field = () => fields[random() % fields.length] as string;
  const limit = Math.ceil((items * reviews * 1.5) / experts);
  const tied = Uint8Array.from({ length: items * experts }, () =>
    fraction(random) < 0.05 ? 1 : 0,
  );
  return {
    items: Array.from({ length: items }, (_, n) => ({
      id: `i${n}`,
      title: `Item ${n}`,
      field: field(),
      reviews,
    })),
    experts: Array.from({ length: experts }, (_, n) => ({
      id: `e${n}`,
      name: `Expert ${n}`,
      fields: [...new Set(Array.from({ length: 1 + (random() % 3) }, field))],
      past: new Map([[field(), random() % 6]]),
      limit: limit + (random() % 3),
      elsewhere: random() % 2,
    })),
    conflict: (item, expert) => tied[item * experts + expert] === 1,
    existing: [],
  };
}

for (const [items, experts, reviews, target] of [
  [200, 50, 3, 1],
  [2000, 500, 3, 20],
] as const)
  for (const outsideField of [false, true])
    for (const pairs of [0, 20]) {
      const of = facts(items, experts, reviews);
      const avoid = Array.from(
        { length: pairs },
        (_, n) => [`e${n * 2}`, `e${n * 2 + 1}`] as const,
      );
      const cpu = process.cpuUsage();
      const from = performance.now();
      const plan = planAssignment(of, { outsideField, avoid });
      const seconds = (performance.now() - from) / 1000;
      const used = process.cpuUsage(cpu);
      console.log(
        `${items} x ${experts} x ${reviews}, ${outsideField ? 'any' : 'own'} field, ${pairs} pairs to avoid: ` +
          `${seconds.toFixed(2)} s (target ${target}), ${((used.user + used.system) / 1e6).toFixed(2)} s of processor; ` +
          `${plan.pairs.length} pairs, ${plan.shortfalls.length} items short, cost ${plan.cost}, ` +
          `lower bound ${plan.lowerBound}, gap ${plan.cost - plan.lowerBound}, ${plan.repaired} repaired`,
      );
    }
