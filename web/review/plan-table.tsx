import type { PlanView } from '#src/review/assignment/schema.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';

/** Each item with its reviewers and the sentence that says why. */
export function PlanTable({ plan }: { readonly plan: PlanView }) {
  const names = new Map(plan.loads.map((l) => [l.expertId, l.name]));
  const ofItem = Map.groupBy(plan.pairs, (p) => p.itemId);
  return (
    <ul className="card divide-y divide-line" aria-label={m.review_preview()}>
      {plan.items
        .filter((item) => ofItem.has(item.id))
        .map((item) => (
          <li key={item.id} className="grid gap-x-8 gap-y-2 px-5 py-4 md:grid-cols-[16rem_1fr]">
            <p className="min-w-0">
              <span className="font-semibold">{item.title}</span>
              <span className="block text-sm text-muted">{item.field}</span>
            </p>
            <ul className="space-y-2">
              {ofItem.get(item.id)?.map((pair) => (
                <li key={pair.expertId} className="text-[0.9375rem]">
                  <span className="flex flex-wrap items-center gap-2">
                    <span className="font-medium">{names.get(pair.expertId)}</span>
                    {pair.kept && <Badge>{m.review_kept()}</Badge>}
                  </span>
                  <span className="block text-sm text-muted">
                    {pick(pair.sentence.zh, pair.sentence.en)}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
    </ul>
  );
}
