import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import { parseConfig } from '#src/annotation/labelling/parse-config.ts';
import type { PackageList } from '#src/annotation/packages/schema.ts';
import type { ProjectView } from '#src/annotation/projects/schema.ts';
import { load } from '../../api.ts';
import { formatCount, formatInstant } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/section.tsx';
import { annotationApi } from '../annotation-paths.ts';
import { Markdown } from '../markdown.tsx';
import { PackageRow } from '../packages/package-row.tsx';
import { useProject } from './project-frame.tsx';

type Packages = typeof PackageList.infer;

export const loader = ({ params, context }: LoaderFunctionArgs): Promise<Packages> =>
  load(context, annotationApi.projectPackages(params['id'] ?? '', '?limit=20'));

/** How the project stands and what comes next. */
export function Component() {
  const packages = useLoaderData<Packages>().items;
  const project = useProject();
  const figures = [
    [formatCount(project.taskCount), m.annotation_figure_tasks()],
    [formatCount(project.annotationCount ?? 0), m.annotation_figure_results()],
    [formatCount(project.goldCount), m.annotation_figure_gold()],
    [formatCount(packages.length), m.annotation_tab_packages()],
  ] as const;
  return (
    <div className="grid grid-cols-1 items-start gap-10 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="min-w-0 space-y-10">
        <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          {figures.map(([value, label]) => (
            <div key={label} className="card flex flex-col-reverse px-4 py-3">
              <dt className="text-sm text-muted">{label}</dt>
              <dd className="tabular text-xl font-semibold">{value}</dd>
            </div>
          ))}
        </dl>
        <NextSteps project={project} packages={packages} />
        {packages.length > 0 && (
          <Section title={m.annotation_tab_packages()}>
            <ul className="card divide-y divide-line">
              {packages.map((one) => (
                <PackageRow key={one.id} of={one} />
              ))}
            </ul>
          </Section>
        )}
        {project.description !== '' && (
          <Section title={m.annotation_project_description()}>
            <Markdown text={project.description} />
          </Section>
        )}
      </div>
      <Activity project={project} packages={packages} />
    </div>
  );
}

interface StandProps {
  readonly project: ProjectView;
  readonly packages: Packages['items'];
}

function NextSteps({ project, packages }: StandProps) {
  const base = `/annotation/projects/${project.id}`;
  const steps = [
    { done: parseConfig(project.labelConfig).ok, label: m.annotation_step_labels(), to: 'config' },
    { done: project.taskCount > 0, label: m.annotation_step_tasks(), to: 'tasks' },
    {
      done: project.instructions.trim() !== '',
      label: m.annotation_step_instructions(),
      to: 'instructions',
    },
    { done: project.state === 'active', label: m.annotation_step_active(), to: '' },
    {
      done: packages.some((one) => one.publishedAt !== null),
      label: m.annotation_step_package(),
      to: 'packages',
    },
  ];
  if (steps.every((step) => step.done)) return null;
  return (
    <Section title={m.annotation_steps()}>
      <ol className="card divide-y divide-line">
        {steps.map((step) => (
          <li key={step.label}>
            <Link
              to={step.to === '' ? base : `${base}/${step.to}`}
              className="flex items-center gap-3 px-5 py-3 text-ink no-underline hover:bg-hover"
            >
              <span
                className={`grid size-6 place-items-center rounded-full ${step.done ? 'bg-accent text-on-accent' : 'border border-edge'}`}
              >
                {step.done && <Icon name="check" size={15} title={m.annotation_step_done()} />}
              </span>
              <span className={step.done ? 'text-muted' : 'font-medium'}>{step.label}</span>
            </Link>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** What happened, newest first, as far as the project and its packages tell. */
function Activity({ project, packages }: StandProps) {
  const events = [
    { at: project.createdAt, text: m.annotation_event_created() },
    ...(project.updatedAt === project.createdAt
      ? []
      : [{ at: project.updatedAt, text: m.annotation_event_changed() }]),
    ...packages.map((one) => ({
      at: one.publishedAt ?? one.createdAt,
      text:
        one.publishedAt === null
          ? m.annotation_event_package({ title: one.title })
          : m.annotation_event_published({ title: one.title }),
    })),
  ].toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <section aria-labelledby="activity">
      <h2 id="activity" className="eyebrow border-b border-line pb-2">
        {m.annotation_activity()}
      </h2>
      <ol className="mt-3 space-y-3">
        {events.slice(0, 12).map((event) => (
          <li key={`${event.at}${event.text}`} className="text-sm">
            <span className="block">{event.text}</span>
            <time dateTime={event.at} className="tabular text-faint">
              {formatInstant(event.at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
