import { useId } from 'react';
import type { AssignmentView } from '#src/review/reviews/schema.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';

/** Up to so many steps are buttons of their own; arrow keys and digits move among them. */
const mostSteps = 11;

/** One score: a row of steps for short whole ranges, else a number. */
export function CriterionField({ of, value, missing, set }: CriterionProps) {
  const id = useId();
  const title = pick(of.title.zh, of.title.en);
  const help = pick(of.help.zh, of.help.en);
  const steps = of.max - of.min + 1;
  const short = Number.isInteger(of.min) && Number.isInteger(of.max) && steps <= mostSteps;
  const hint = (
    <p id={`${id}hint`} className="mt-0.5 mb-2 text-sm text-muted">
      {help !== '' && <>{help} </>}
      {m.review_range({ min: of.min, max: of.max, weight: of.weight })}
    </p>
  );
  const error = missing && (
    <p id={`${id}error`} className="mt-1 text-sm font-medium text-danger">
      {m.review_score_missing()}
    </p>
  );
  const described = `${id}hint${missing ? ` ${id}error` : ''}`;
  if (!short)
    return (
      <div>
        <label htmlFor={id} className="block text-[0.9375rem] font-medium">
          {title}
        </label>
        {hint}
        <input
          id={id}
          type="number"
          inputMode="decimal"
          step="any"
          min={of.min}
          max={of.max}
          className="control max-w-32"
          aria-describedby={described}
          aria-invalid={missing || undefined}
          value={value ?? ''}
          onChange={(e) => {
            const score = e.target.valueAsNumber;
            set(Number.isNaN(score) ? undefined : Math.min(of.max, Math.max(of.min, score)));
          }}
        />
        {error}
      </div>
    );
  return (
    <fieldset aria-describedby={described}>
      <legend className="text-[0.9375rem] font-medium">{title}</legend>
      {hint}
      <div className="grid grid-cols-[repeat(auto-fit,minmax(2rem,1fr))] gap-1">
        {Array.from({ length: steps }, (_, n) => of.min + n).map((score) => (
          <label
            key={score}
            className="tabular relative grid min-h-10 cursor-pointer place-items-center rounded-md border border-edge text-[0.9375rem] hover:bg-hover has-checked:border-transparent has-checked:bg-accent has-checked:font-semibold has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={`${id}score`}
              className="absolute inset-0 cursor-pointer opacity-0"
              checked={value === score}
              onChange={() => set(score)}
            />
            {score}
          </label>
        ))}
      </div>
      {error}
    </fieldset>
  );
}

interface CriterionProps {
  readonly of: AssignmentView['rubric'][number];
  readonly value: number | undefined;
  readonly missing: boolean;
  readonly set: (score: number | undefined) => void;
}
