import type { AssignmentView } from '#src/review/reviews/schema.ts';
import { formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { points } from './review-words.ts';

/** What the expert submitted, newest version first. */
export function Submitted({ of }: { readonly of: AssignmentView }) {
  const [newest, ...older] = of.versions.toReversed();
  if (!newest) return <Notice tone="warn">{m.review_cannot_write()}</Notice>;
  return (
    <section aria-labelledby="own-review">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="own-review" className="text-lg">
          {m.review_own()}
        </h2>
        <span className="tabular text-2xl font-semibold">
          {points(newest.total)}
          <span className="text-sm font-normal text-muted"> / 100</span>
        </span>
      </div>
      <p className="tabular text-sm text-muted">
        {m.review_version({ number: newest.number, at: formatInstant(newest.submittedAt) })}
      </p>
      <dl className="tabular mt-4 divide-y divide-line border-y border-line text-[0.9375rem]">
        {of.rubric.map((c) => (
          <div key={c.key} className="flex justify-between gap-4 py-2">
            <dt>{pick(c.title.zh, c.title.en)}</dt>
            <dd className="font-medium">
              {newest.scores[c.key]} <span className="text-muted">/ {c.max}</span>
            </dd>
          </div>
        ))}
      </dl>
      {newest.opinion !== '' && <p className="mt-4 whitespace-pre-wrap">{newest.opinion}</p>}
      {newest.note !== '' && (
        <p className="mt-3 text-sm whitespace-pre-wrap text-muted">{newest.note}</p>
      )}
      {older.length > 0 && (
        <ul className="tabular mt-4 text-sm text-muted">
          {older.map((v) => (
            <li key={v.number}>
              {m.review_version({ number: v.number, at: formatInstant(v.submittedAt) })} ·{' '}
              {points(v.total)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
