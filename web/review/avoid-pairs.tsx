import { useState } from 'react';
import type { PlanView, PreviewAssignment } from '#src/review/assignment/schema.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';

export type AvoidedPair = PreviewAssignment['avoid'][number];
type Experts = PlanView['loads'];

const same = (x: AvoidedPair, a: string, b: string) =>
  (x.a === a && x.b === b) || (x.a === b && x.b === a);

/** Experts who must not review the same item together, such as teacher and student. */
export function AvoidPairs({
  experts,
  pairs,
  change,
}: {
  readonly experts: Experts;
  readonly pairs: readonly AvoidedPair[];
  readonly change: (pairs: readonly AvoidedPair[]) => void;
}) {
  const [a, setA] = useState('');
  const [b, setB] = useState('');
  const names = new Map(experts.map((one) => [one.expertId, one.name]));
  const known = pairs.some((pair) => same(pair, a, b));
  return (
    <details className="mt-5" open={pairs.length > 0 || undefined}>
      <summary className="link w-fit cursor-pointer">{m.review_avoid()}</summary>
      <p className="mt-2 max-w-prose text-sm text-muted">{m.review_avoid_hint()}</p>
      {pairs.length > 0 && (
        <ul className="mt-3 flex flex-wrap gap-2">
          {pairs.map((pair) => {
            const label = m.review_avoid_pair({
              a: names.get(pair.a) ?? '–',
              b: names.get(pair.b) ?? '–',
            });
            return (
              <li
                key={`${pair.a}${pair.b}`}
                className="flex items-center gap-1 rounded-md border border-line bg-raised pl-3 text-[0.9375rem]"
              >
                {label}
                <button
                  type="button"
                  aria-label={m.review_avoid_remove({ pair: label })}
                  className="grid size-9 place-items-center rounded-md text-muted hover:bg-hover"
                  onClick={() => change(pairs.filter((one) => one !== pair))}
                >
                  <Icon name="close" size={16} />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <div className="mt-3 grid max-w-2xl items-end gap-3 sm:grid-cols-[1fr_1fr_auto]">
        <Choice label={m.review_avoid_one()} value={a} set={setA} experts={experts} />
        <Choice label={m.review_avoid_other()} value={b} set={setB} experts={experts} />
        <Button
          icon="plus"
          disabled={a === '' || b === '' || a === b || known}
          onClick={() => {
            change([...pairs, { a, b }]);
            setA('');
            setB('');
          }}
        >
          {m.review_add()}
        </Button>
      </div>
    </details>
  );
}

function Choice(of: {
  readonly label: string;
  readonly value: string;
  readonly set: (id: string) => void;
  readonly experts: Experts;
}) {
  return (
    <SelectField label={of.label} value={of.value} onChange={(e) => of.set(e.target.value)}>
      <option value="">{m.review_choose()}</option>
      {of.experts.map((one) => (
        <option key={one.expertId} value={one.expertId}>
          {one.name}
        </option>
      ))}
    </SelectField>
  );
}
