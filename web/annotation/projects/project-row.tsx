import { Link } from 'react-router';
import type { ProjectSummary } from '#src/annotation/projects/schema.ts';
import { formatCount, formatDay } from '../../i18n/format.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Badge } from '../../ui/badge.tsx';
import { projectStates } from '../annotation-paths.ts';

/** A project in a list. */
export function ProjectRow({ of }: { readonly of: ProjectSummary }) {
  const state = projectStates[of.state];
  return (
    <li>
      <Link
        to={`/annotation/projects/${of.id}`}
        className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3.5 text-ink no-underline hover:bg-hover"
      >
        <span className="min-w-0 flex-1 basis-60">
          <span className="flex flex-wrap items-center gap-2 font-medium">
            {of.title}
            <Badge tone={state.tone}>{state.name()}</Badge>
          </span>
          <span className="block text-sm text-muted">{pick(of.org.nameZh, of.org.nameEn)}</span>
        </span>
        <span className="tabular text-sm whitespace-nowrap text-muted">
          {m.annotation_tasks_count({ count: formatCount(of.taskCount) })}
        </span>
        <span className="tabular w-28 text-right text-sm whitespace-nowrap text-faint max-sm:hidden">
          {formatDay(of.updatedAt)}
        </span>
      </Link>
    </li>
  );
}
