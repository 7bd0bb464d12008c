import { Link } from 'react-router';
import type { Overview } from '#src/annotation/reports/schema.ts';
import { formatCount } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Section } from '../../ui/section.tsx';

/** Packages in which results or lots wait for the reader; nothing where none do. */
export function WaitingWork({ of }: { readonly of: Overview['items'] }) {
  const waiting = of.filter((one) => one.toReview > 0 || one.lotsWaiting > 0);
  if (waiting.length === 0) return null;
  return (
    <Section title={m.quality_waiting_work()} hint={m.quality_waiting_work_hint()}>
      <ul className="card divide-y divide-line">
        {waiting.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-5 gap-y-1 px-5 py-3">
            <span className="min-w-0 flex-1 basis-48">
              <Link to={`/annotation/packages/${one.id}`} className="font-medium text-ink">
                {one.title}
              </Link>
              <span className="block text-sm text-muted">
                {pick(one.org.nameZh, one.org.nameEn)} ·{' '}
                {m.quality_progress({
                  done: formatCount(one.submitted),
                  total: formatCount(one.total),
                })}
              </span>
            </span>
            {one.toReview > 0 && (
              <Link to={`/annotation/packages/${one.id}/review`} className="link text-sm">
                {m.quality_waiting({ count: formatCount(one.toReview) })}
              </Link>
            )}
            {one.lotsWaiting > 0 && (
              <Link to={`/annotation/packages/${one.id}/acceptance`} className="link text-sm">
                {m.quality_lots_waiting({ count: formatCount(one.lotsWaiting) })}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
