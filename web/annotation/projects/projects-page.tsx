import { Link, useLoaderData, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import type { ProjectList } from '#src/annotation/projects/schema.ts';
import { load } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Empty } from '../../ui/notice.tsx';
import { annotationApi, projectStates } from '../annotation-paths.ts';
import { MoreLink, queryOf } from '../more-link.tsx';
import { ProjectRow } from './project-row.tsx';

type Page = typeof ProjectList.infer;

export const loader = ({ context, request }: LoaderFunctionArgs): Promise<Page> =>
  load(context, `${annotationApi.projects}?${queryOf(request, ['state'])}`);

/** Every project of the person's organisations. */
export function Component() {
  const { items, next } = useLoaderData<Page>();
  const [search] = useSearchParams();
  const state = search.get('state');
  const states = Object.entries(projectStates);
  return (
    <div className="max-w-4xl">
      <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
        <nav aria-label={m.annotation_filter_state()} className="flex flex-wrap gap-1.5">
          <Filter to="?" on={state === null} label={m.annotation_filter_all()} />
          {states.map(([key, { name }]) => (
            <Filter key={key} to={`?state=${key}`} on={state === key} label={name()} />
          ))}
        </nav>
        <ButtonLink look="primary" icon="plus" to="/annotation/projects/new">
          {m.annotation_new_project()}
        </ButtonLink>
      </div>
      {items.length === 0 ? (
        <Empty icon="folder" title={m.annotation_projects_none()}>
          {m.annotation_projects_none_hint()}
        </Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {items.map((one) => (
            <ProjectRow key={one.id} of={one} />
          ))}
        </ul>
      )}
      <MoreLink next={next} />
    </div>
  );
}

const Filter = ({
  to,
  on,
  label,
}: {
  readonly to: string;
  readonly on: boolean;
  readonly label: string;
}) => (
  <Link
    to={to}
    aria-current={on ? 'true' : undefined}
    className={`flex min-h-9 items-center rounded-full border px-3.5 text-sm no-underline ${on ? 'border-accent bg-accent-soft font-semibold text-ink' : 'border-line text-muted hover:bg-hover'}`}
  >
    {label}
  </Link>
);
