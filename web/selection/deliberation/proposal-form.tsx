import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { DeliberationViewBody } from '#src/selection/decision/schema.ts';
import { call } from '../../api.ts';
import { formatList } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { points } from '../../review/review-words.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField, TextArea } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSubmit } from '../../ui/use-submit.ts';

type Item = DeliberationViewBody['items'][number];

/** Who is selected, in the order of merit, and why everybody else is not. */
export function ProposalForm({ view }: { readonly view: DeliberationViewBody }) {
  const { items, suggestion, round, places } = view;
  const { revalidate } = useRevalidator();
  const submit = useSubmit();
  const [selected, setSelected] = useState<readonly string[]>(suggestion.selected);
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(items.map((item) => [item.application, item.minutes?.reason ?? ''])),
  );
  const may = (item: Item): boolean => item.state !== 'under_review' && item.state !== 'withdrawn';
  const chosen = items.filter((item) => selected.includes(item.application));
  const tied = items.filter((item) => suggestion.tied.includes(item.application));
  const untold = submit.problem?.problem['applications'] as readonly string[] | undefined;
  const errorOf = (item: Item): string | undefined =>
    submit.problem?.fieldError(`reasons/${item.application}`) === undefined
      ? undefined
      : m.selection_reason_needed();
  const send = (): void =>
    void submit.run(async () => {
      const others = items.filter((item) => !selected.includes(item.application));
      await call('POST', `/operator/selection/rounds/${round.id}/decisions`, {
        selected: chosen.map((item) => item.application),
        reasons: Object.fromEntries(
          others.flatMap((item) => {
            const reason = (reasons[item.application] ?? '').trim();
            return reason === '' ? [] : [[item.application, reason]];
          }),
        ),
      });
      await revalidate();
    });
  return (
    <form
      noValidate
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {suggestion.empty > 0 && (
        <Notice tone="warn" title={m.selection_tie_empty({ n: suggestion.empty })}>
          {formatList(tied.map((item) => item.title))}
        </Notice>
      )}
      <ol className="card divide-y divide-line">
        {items.map((item) => {
          const on = selected.includes(item.application);
          return (
            <li key={item.application} className="space-y-3 px-5 py-4">
              <CheckField
                label={<span className="font-medium">{item.title}</span>}
                hint={
                  may(item)
                    ? `${m.review_rank()} ${item.rank ?? '–'} · ${points(item.adjusted ?? item.raw ?? null)}`
                    : m.selection_not_shortlisted()
                }
                checked={on}
                disabled={!may(item)}
                error={
                  untold?.includes(item.application) === true ? m.selection_tied_here() : undefined
                }
                onChange={(event) =>
                  setSelected(
                    event.target.checked
                      ? [...selected, item.application]
                      : selected.filter((id) => id !== item.application),
                  )
                }
              />
              {!on && (
                <TextArea
                  className="ml-7"
                  label={m.selection_reason_of({ number: item.number })}
                  value={reasons[item.application] ?? ''}
                  maxLength={2000}
                  rows={2}
                  error={errorOf(item)}
                  onChange={(event) =>
                    setReasons({ ...reasons, [item.application]: event.target.value })
                  }
                />
              )}
            </li>
          );
        })}
      </ol>
      {submit.message !== undefined && (
        <Notice tone="bad" live>
          {submit.message}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-4">
        <Button look="primary" type="submit" busy={submit.busy}>
          {m.selection_propose()}
        </Button>
        <span className="tabular text-muted">
          {m.selection_chosen_of({ n: chosen.length, places })}
        </span>
      </div>
    </form>
  );
}
