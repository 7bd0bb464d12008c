import type { ReactNode } from 'react';
import type { FormStep } from '#src/selection/forms/form-schema.ts';
import type { EligibilityBody } from '#src/selection/schema.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { Notice } from '../ui/notice.tsx';
import { factTitle, factValue } from './fact-words.ts';
import { clauseOf, resultLabel, resultTone } from './labels.ts';

type Check = EligibilityBody['checks'][number];

/** Each rule with its clause, its outcome, the facts that decided it, and what would change it. */
export function EligibilityList({ eligibility, form, action }: EligibilityListProps) {
  const { checks, eligible, counterfactual } = eligibility;
  return (
    <div className="space-y-4">
      <Notice
        tone={eligible ? 'good' : 'warn'}
        title={eligible ? m.selection_eligible() : m.selection_not_eligible()}
      >
        {counterfactual && pick(counterfactual.zh, counterfactual.en)}
      </Notice>
      <ul className="card divide-y divide-line">
        {checks.map((check) => (
          <li key={check.rule} className="px-5 py-4">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Badge tone={resultTone(check.result)}>{resultLabel(check.result)}</Badge>
              <span className="font-medium">{pick(check.title.zh, check.title.en)}</span>
            </p>
            <p className="mt-1 text-sm text-muted">{clauseOf(check)}</p>
            <Evidence evidence={check.evidence} form={form as readonly FormStep[] | undefined} />
            {(check.result === 'fail' || check.result === 'unknown') && (
              <p className="mt-2 text-sm">{pick(check.fix.zh, check.fix.en)}</p>
            )}
            {check.waiver && (
              <p className="mt-2 text-sm text-muted">
                {m.selection_waiver_reason({ reason: check.waiver.reason })}
              </p>
            )}
            {action?.(check)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Evidence({
  evidence,
  form,
}: {
  readonly evidence: Check['evidence'];
  readonly form: readonly FormStep[] | undefined;
}) {
  const entries = Object.entries(evidence);
  if (entries.length === 0) return null;
  return (
    <dl className="tabular mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {entries.map(([fact, value]) => (
        <div key={fact} className="flex gap-1.5">
          <dt className="text-muted">{factTitle(fact, form)}</dt>
          <dd className="font-medium break-words">{factValue(fact, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface EligibilityListProps {
  readonly eligibility: EligibilityBody;
  /** Of the round, to name the questions that rules ask about. */
  readonly form?: readonly unknown[] | undefined;
  readonly action?: (check: Check) => ReactNode;
}
