import { useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { PackageList } from '#src/annotation/packages/schema.ts';
import { load } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Empty } from '../../ui/notice.tsx';
import { annotationApi } from '../annotation-paths.ts';
import { MoreLink, queryOf } from '../more-link.tsx';
import { useProject } from '../projects/project-frame.tsx';
import { PackageRow } from './package-row.tsx';

type Page = typeof PackageList.infer;

export const loader = ({ params, context, request }: LoaderFunctionArgs): Promise<Page> =>
  load(context, annotationApi.projectPackages(params['id'] ?? '', `?${queryOf(request)}`));

/** The packages the project's tasks go out in. */
export function Component() {
  const { items, next } = useLoaderData<Page>();
  const project = useProject();
  const create = project.may.distribute && (
    <ButtonLink look="primary" icon="plus" to={`/annotation/projects/${project.id}/packages/new`}>
      {m.annotation_new_package()}
    </ButtonLink>
  );
  if (items.length === 0)
    return (
      <Empty icon="archive" title={m.annotation_packages_none()} action={create}>
        {m.annotation_packages_none_hint()}
      </Empty>
    );
  return (
    <div className="max-w-4xl">
      <div className="mb-4 flex justify-end">{create}</div>
      <ul className="card divide-y divide-line">
        {items.map((one) => (
          <PackageRow key={one.id} of={one} />
        ))}
      </ul>
      <MoreLink next={next} />
    </div>
  );
}
