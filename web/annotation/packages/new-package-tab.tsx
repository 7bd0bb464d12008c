import { useNavigate } from 'react-router';
import type { PackageView } from '#src/annotation/packages/schema.ts';
import { call } from '../../api.ts';
import { m } from '../../i18n/messages.ts';
import { annotationApi } from '../annotation-paths.ts';
import { useProject } from '../projects/project-frame.tsx';
import { PackageForm } from './package-form.tsx';
import { emptyTerms, packageOf } from './package-terms.ts';

/** A new package of the project. */
export function Component() {
  const project = useProject();
  const navigate = useNavigate();
  return (
    <PackageForm
      title={m.annotation_new_package()}
      first={emptyTerms}
      fresh
      done={m.annotation_create_package()}
      cancelTo={`/annotation/projects/${project.id}/packages`}
      send={async (form) => {
        const at = annotationApi.projectPackages(project.id);
        const made = await call<PackageView>('POST', at, packageOf(form));
        await navigate(`/annotation/packages/${made.id}`);
      }}
    />
  );
}
