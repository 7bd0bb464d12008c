import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { PackageList } from '#src/annotation/packages/schema.ts';
import type { ProjectList } from '#src/annotation/projects/schema.ts';
import type { Overview } from '#src/annotation/reports/schema.ts';
import { load } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Empty } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { annotationApi } from './annotation-paths.ts';
import { PackageRow } from './packages/package-row.tsx';
import { qualityApi } from './quality/quality-paths.ts';
import { WaitingWork } from './quality/waiting-work.tsx';
import { ProjectRow } from './projects/project-row.tsx';

interface WorkData {
  readonly invited: typeof PackageList.infer;
  readonly given: typeof PackageList.infer;
  readonly projects: typeof ProjectList.infer;
  readonly overview: Overview;
}

export async function loader({ context }: LoaderFunctionArgs): Promise<WorkData> {
  const [invited, given, projects, overview] = await Promise.all([
    load<typeof PackageList.infer>(context, annotationApi.packages('for=invited&limit=20')),
    load<typeof PackageList.infer>(context, annotationApi.packages('for=mine&limit=20')),
    load<typeof ProjectList.infer>(context, `${annotationApi.projects}?limit=6`),
    load<Overview>(context, qualityApi.overview),
  ]);
  return { invited, given, projects, overview };
}

/** What waits for the person who is signed in, whichever side they are on. */
export function Component() {
  const { invited, given, projects, overview } = useLoaderData<WorkData>();
  const mine = given.items;
  if (mine.length === 0 && invited.items.length === 0 && projects.items.length === 0)
    return (
      <Empty
        icon="table"
        title={m.annotation_work_none()}
        action={
          <>
            <ButtonLink look="primary" to="/annotation/projects/new">
              {m.annotation_new_project()}
            </ButtonLink>
            <ButtonLink to="/annotation/market">{m.annotation_nav_market()}</ButtonLink>
          </>
        }
      >
        {m.annotation_work_none_hint()}
      </Empty>
    );
  return (
    <div className="max-w-4xl space-y-12">
      {invited.items.length > 0 && (
        <Section title={m.annotation_work_invited()} hint={m.annotation_work_invited_hint()}>
          <ul className="card divide-y divide-line">
            {invited.items.map((one) => (
              <PackageRow key={one.id} of={one} />
            ))}
          </ul>
        </Section>
      )}
      <WaitingWork of={overview.items} />
      {mine.length > 0 && (
        <Section title={m.annotation_work_label()} hint={m.annotation_work_label_hint()}>
          <ul className="card divide-y divide-line">
            {mine.map((one) => (
              <PackageRow key={one.id} of={one} />
            ))}
          </ul>
        </Section>
      )}
      {projects.items.length > 0 && (
        <Section
          title={m.annotation_nav_projects()}
          action={
            <Link to="/annotation/projects" className="link text-sm">
              {m.annotation_work_all_projects()}
            </Link>
          }
        >
          <ul className="card divide-y divide-line">
            {projects.items.map((one) => (
              <ProjectRow key={one.id} of={one} />
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
