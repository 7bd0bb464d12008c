import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { TaskAnswers } from '#src/annotation/review/schema.ts';
import { call } from '../../api.ts';
import { formatInstant, formatShare } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { LabelStore } from '../../workbench/model/label-store.ts';
import { qualityApi } from './quality-paths.ts';
import { ResultView } from './result-view.tsx';

interface AdjudicationProps {
  readonly of: TaskAnswers;
  settled(after: TaskAnswers): void;
}

/** The answers to one task; one of them, as it is or corrected, becomes the answer that counts. */
export function Adjudication({ of, settled }: AdjudicationProps) {
  const [at, setAt] = useState(0);
  const [fixing, setFixing] = useState<LabelStore>();
  const [reason, setReason] = useState('');
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  const answer = of.answers[at];
  const settle = () =>
    submit.run(async () => {
      if (!answer) return;
      const body = {
        packageId: of.packageId,
        reason: reason.trim(),
        ...(fixing
          ? { result: fixing.get().items }
          : { result: answer.result, annotationId: answer.annotationId }),
      };
      settled(await call<TaskAnswers>('POST', qualityApi.adjudication(of.task.id), body));
      setFixing(undefined);
      setReason('');
      await revalidate();
    });
  if (!answer) return <Notice tone="warn">{m.quality_answers_none()}</Notice>;
  return (
    <section aria-label={m.quality_answers()} className="min-w-0 space-y-4">
      {of.adjudication && (
        <Notice tone="good" title={m.quality_adjudicated()}>
          {of.adjudication.reason} · {of.adjudication.adjudicator.name} ·{' '}
          {formatInstant(of.adjudication.createdAt)}
        </Notice>
      )}
      <div role="group" aria-label={m.quality_answers()} className="flex flex-wrap gap-2">
        {of.answers.map((one, n) => (
          <button
            key={one.annotationId}
            type="button"
            aria-pressed={n === at}
            onClick={() => {
              setAt(n);
              setFixing(undefined);
            }}
            className={`rounded-md border px-3 py-1.5 text-left text-sm ${n === at ? 'border-accent bg-accent-soft font-semibold text-accent' : 'border-edge hover:bg-hover'}`}
          >
            {m.quality_answer({ number: n + 1 })} ·{' '}
            {one.person.name === '' ? pick(one.vendor.nameZh, one.vendor.nameEn) : one.person.name}
            {of.adjudication?.annotationId === one.annotationId && (
              <>
                {' '}
                <Badge tone="accent">{m.quality_adjudicated()}</Badge>
              </>
            )}
          </button>
        ))}
      </div>
      <p className="tabular text-sm text-muted">
        {answer.agreement
          .flatMap((share, n) =>
            share === null
              ? []
              : [
                  m.quality_agrees_with({
                    number: n + 1,
                    share: formatShare(Math.round(share * 1000), 1000),
                  }),
                ],
          )
          .join(' · ')}
      </p>
      <div className="rounded-lg border border-line bg-sunken p-4">
        <ResultView
          key={`${answer.annotationId}:${String(fixing !== undefined)}`}
          labelConfig={of.labelConfig}
          task={of.task}
          result={answer.result}
          editing={fixing}
        />
      </div>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      {of.mayAdjudicate && (
        <div className="card space-y-3 p-4">
          <TextArea
            label={m.quality_settle_reason()}
            hint={m.quality_settle_reason_hint()}
            rows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div className="flex flex-wrap gap-2">
            <Button
              look="primary"
              busy={submit.busy}
              disabled={reason.trim() === ''}
              onClick={() => void settle()}
            >
              {fixing ? m.quality_settle_fixed() : m.quality_settle({ number: at + 1 })}
            </Button>
            {!fixing && (
              <Button onClick={() => setFixing(new LabelStore())}>{m.quality_fix()}</Button>
            )}
          </div>
        </div>
      )}
    </section>
  );
}
