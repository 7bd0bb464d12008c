import { Link, useLoaderData, useNavigate, type LoaderFunctionArgs } from 'react-router';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import { call, load } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { m } from '../../i18n/messages.ts';
import { requireSession } from '../../shell/require-session.ts';
import { Notice } from '../../ui/notice.tsx';
import { annotationApi, packageModes } from '../annotation-paths.ts';
import { PackageForm } from './package-form.tsx';
import { packageOf, termsOf } from './package-terms.ts';

export async function loader({
  params,
  context,
  request,
}: LoaderFunctionArgs): Promise<PackageView> {
  await requireSession(context, request);
  return load<PackageView>(context, annotationApi.package(params['id'] ?? ''));
}

export const handle: PageHandle<PackageView> = {
  head: ({ title }) => ({ title, noindex: true }),
};

/** The terms of a draft, until it is published. */
export function Component() {
  const of = useLoaderData<PackageView>();
  const navigate = useNavigate();
  const back = `/annotation/packages/${of.id}`;
  return (
    <div className="page pt-8 pb-16">
      <p className="text-sm">
        <Link to={back} className="link">
          {of.title}
        </Link>
      </p>
      <h1 className="mb-6 text-2xl">{m.annotation_edit_package()}</h1>
      {of.state === 'draft' && of.may.distribute ? (
        <PackageForm
          title={packageModes[of.mode].name()}
          first={termsOf(of)}
          fresh={false}
          done={m.annotation_save()}
          cancelTo={back}
          send={async (form) => {
            const { mode: _mode, tasks: _tasks, ...terms } = packageOf(form);
            const body = { revision: of.revision, ...terms };
            await call('PATCH', annotationApi.package(of.id), body);
            await navigate(back);
          }}
        />
      ) : (
        <Notice tone="info">{m.annotation_edit_package_not()}</Notice>
      )}
    </div>
  );
}
