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
        {of.donePpm !== null && <Done ppm={of.donePpm} title={of.title} />}
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

/** How much of the work stands as done; one that is not quite done never shows 100 %. */
const Done = ({ ppm, title }: { readonly ppm: number; readonly title: string }) => (
  <span className="flex items-center gap-2 text-sm whitespace-nowrap text-muted">
    <progress
      className="meter w-20"
      aria-label={m.annotation_done_of({ title })}
      value={ppm}
      max={1_000_000}
    />
    <span className="tabular w-10 text-right">{`${Math.floor(ppm / 10_000)}%`}</span>
  </span>
);
