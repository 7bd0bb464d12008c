import {
  Link,
  Outlet,
  useLoaderData,
  useRevalidator,
  useRouteLoaderData,
  type LoaderFunctionArgs,
} from 'react-router';
import type { ProjectView } from '#src/annotation/projects/schema.ts';
import { call, load } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { requireSession } from '../../shell/require-session.ts';
import { Badge } from '../../ui/badge.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { TabBar } from '../annotation-frame.tsx';
import { annotationApi, projectStates } from '../annotation-paths.ts';

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<ProjectView> {
  await requireSession(context, request);
  return load<ProjectView>(context, annotationApi.project(params['id'] ?? ''));
}

export const handle: PageHandle<ProjectView> = {
  head: ({ title }) => ({ title, noindex: true }),
};

/** The project whose tab this is. */
export function useProject(): ProjectView {
  const project = useRouteLoaderData<ProjectView>('annotation/projects/project-frame.tsx');
  if (!project) throw new Error('a tab of a project outside its frame');
  return project;
}

export function Component() {
  const project = useLoaderData<ProjectView>();
  const base = `/annotation/projects/${project.id}`;
  const state = projectStates[project.state];
  const tabs = [
    { to: base, label: m.annotation_tab_overview() },
    { to: `${base}/config`, label: m.annotation_tab_config() },
    { to: `${base}/tasks`, label: m.annotation_tab_tasks(), count: project.taskCount },
    { to: `${base}/packages`, label: m.annotation_tab_packages() },
    { to: `${base}/exports`, label: m.annotation_tab_exports() },
    { to: `${base}/instructions`, label: m.annotation_tab_instructions() },
    { to: `${base}/settings`, label: m.annotation_tab_settings() },
  ];
  return (
    <div className="page pt-8 pb-16">
      <p className="text-sm">
        <Link to="/annotation/projects" className="link">
          {m.annotation_nav_projects()}
        </Link>
      </p>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="text-2xl">{project.title}</h1>
          <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-muted">
            <Badge tone={state.tone}>{state.name()}</Badge>
            {pick(project.org.nameZh, project.org.nameEn)}
            <span className="tabular text-faint">#{project.number}</span>
          </p>
        </div>
        {project.may.distribute && <StateButton project={project} />}
      </div>
      <TabBar label={m.annotation_tabs()} tabs={tabs} />
      <div className="mt-8">
        <Outlet />
      </div>
    </div>
  );
}

function StateButton({ project }: { readonly project: ProjectView }) {
  const { revalidate } = useRevalidator();
  const move = async (command: 'activate' | 'archive'): Promise<void> => {
    const at = `${annotationApi.project(project.id)}/${command}`;
    await call('POST', at, { revision: project.revision });
    await revalidate();
  };
  return project.state === 'active' ? (
    <ConfirmButton
      label={m.annotation_archive()}
      ask={m.annotation_archive_ask()}
      act={() => move('archive')}
    />
  ) : (
    <ConfirmButton
      label={m.annotation_activate()}
      look="primary"
      ask={m.annotation_activate_ask()}
      act={() => move('activate')}
    />
  );
}
