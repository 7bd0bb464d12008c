import { Link } from 'react-router';
import type { PackageSummary } from '#src/annotation/packages/schema.ts';
import { formatCount, formatDay } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { packageModes, packageStates } from '../annotation-paths.ts';
import { yuanOf } from './money.ts';

/** A package in a list: how much work, for how much, until when. */
export function PackageRow({ of }: { readonly of: PackageSummary }) {
  const state = packageStates[of.state];
  return (
    <li>
      <Link
        to={`/annotation/packages/${of.id}`}
        className="flex flex-wrap items-center gap-x-5 gap-y-1 px-5 py-3.5 text-ink no-underline hover:bg-hover"
      >
        <span className="min-w-0 flex-1 basis-60">
          <span className="flex flex-wrap items-center gap-2 font-medium">
            {of.title}
            <Badge tone={state.tone}>{state.name()}</Badge>
          </span>
          <span className="block text-sm text-muted">
            {pick(of.org.nameZh, of.org.nameEn)} · {packageModes[of.mode].name()}
          </span>
        </span>
        <span className="tabular text-sm whitespace-nowrap text-muted">
          {m.annotation_tasks_count({ count: formatCount(of.taskCount) })}
        </span>
        {of.mode !== 'own_team' && (
          <span className="tabular text-sm font-medium whitespace-nowrap">
            {m.annotation_price_unit({ yuan: yuanOf(of.priceFen) })}
          </span>
        )}
        <span className="tabular w-32 text-right text-sm whitespace-nowrap text-faint max-sm:w-auto">
          {of.deadline === null
            ? m.annotation_no_deadline()
            : m.annotation_until({ day: formatDay(of.deadline) })}
        </span>
      </Link>
    </li>
  );
}
