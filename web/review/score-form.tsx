import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { AssignmentView } from '#src/review/reviews/schema.ts';
import { call } from '../api.ts';
import { formatInstant } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { CriterionField } from './criterion-field.tsx';
import { points, reviewApi } from './review-words.ts';
import { useDraft } from './use-draft.ts';

/** Points so far, 0 to 100; undefined while a score is missing. */
function totalSoFar(rubric: AssignmentView['rubric'], scores: Readonly<Record<string, number>>) {
  let [sum, weights] = [0, 0];
  for (const { key, weight, min, max } of rubric) {
    const score = scores[key];
    if (score === undefined) return undefined;
    sum += (weight * (score - min)) / (max - min);
    weights += weight;
  }
  return (100 * sum) / weights;
}

/** Scores and words, saved by themselves; Ctrl and Enter submits. */
export function ScoreForm({ of }: { readonly of: AssignmentView }) {
  const { content, change, flush, phase, savedAt, problem } = useDraft(of);
  const submit = useSubmit();
  const { revalidate } = useRevalidator();
  const [checked, setChecked] = useState(false);
  const total = totalSoFar(of.rubric, content.scores);
  const missing = of.rubric.filter((c) => content.scores[c.key] === undefined);
  const send = (): void => {
    setChecked(true);
    if (missing.length > 0) return;
    void submit.run(async () => {
      const revision = await flush();
      await call('POST', `${reviewApi.assignment(of.id)}/submit`, { revision });
      await revalidate();
    });
  };
  const state = {
    saved: savedAt === undefined ? '' : m.review_saved({ at: formatInstant(savedAt) }),
    changed: m.review_unsaved(),
    saving: m.review_saving(),
    failed: m.review_not_saved(),
  }[phase];
  return (
    <form
      noValidate
      className="space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send();
        }
      }}
    >
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="text-lg">{m.review_scores()}</h2>
        <output className="tabular text-2xl font-semibold" aria-label={m.review_total()}>
          {points(total ?? null)}
          <span className="text-sm font-normal text-muted"> / 100</span>
        </output>
      </div>
      {of.rubric.map((criterion) => (
        <CriterionField
          key={criterion.key}
          of={criterion}
          value={content.scores[criterion.key]}
          missing={checked && content.scores[criterion.key] === undefined}
          set={(score) => {
            const { [criterion.key]: _, ...rest } = content.scores;
            change({ scores: score === undefined ? rest : { ...rest, [criterion.key]: score } });
          }}
        />
      ))}
      <TextArea
        label={m.review_opinion()}
        hint={m.review_opinion_hint()}
        maxLength={20_000}
        value={content.opinion}
        onChange={(e) => change({ opinion: e.target.value })}
      />
      <TextArea
        label={m.review_note()}
        hint={m.review_note_hint()}
        maxLength={20_000}
        value={content.note}
        onChange={(e) => change({ note: e.target.value })}
      />
      {(submit.message ?? problem) !== undefined && (
        <Notice tone="bad" live>
          {submit.message ?? problem}
        </Notice>
      )}
      <div className="sticky bottom-0 -mx-1 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-canvas px-1 py-3">
        <Button type="submit" look="primary" busy={submit.busy} title="Ctrl + Enter">
          {m.review_submit()}
        </Button>
        <span role="status" className="text-sm text-muted">
          {checked && missing.length > 0 ? m.review_missing({ count: missing.length }) : state}
        </span>
      </div>
    </form>
  );
}
