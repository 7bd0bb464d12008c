import { useEffect } from 'react';
import { useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { FileProfile } from '#src/catalog/files/schema.ts';
import type { FileList } from '#src/catalog/schema.ts';
import { loadOptional } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { api } from '../paths.ts';
import { Empty, Notice } from '../ui/notice.tsx';
import { AccessBox } from './access-box.tsx';
import { useDataset } from './dataset-data.ts';
import { rowsPerPage } from './data-table.tsx';
import { FileChooser } from './file-chooser.tsx';
import { previewable } from './file-kinds.ts';
import { FileView } from './file-view.tsx';
import { firstShown, loadChoice } from './load-choice.ts';

interface ViewerData {
  readonly files: FileList;
  readonly path: string | null;
  readonly profile: FileProfile | null;
  readonly page: number;
}

/** Without `?file=` the first file that can be shown; what nobody may preview is not asked for. */
export async function loader({
  params,
  request,
  context,
}: LoaderFunctionArgs): Promise<ViewerData> {
  const { org = '', name = '', version } = params;
  const query = new URL(request.url).searchParams;
  const page = pageOf(query.get('page'));
  const semver = version ?? 'latest';
  const files = await loadChoice(context, { org, name, semver }, query);
  const path = query.get('file') ?? firstShown(files);
  if (path === undefined) return { files, path: null, profile: null, page };
  // The preview is there within a second; the profile says how far it is.
  const [preview, profile] = await Promise.all([
    loadOptional<FileProfile>(
      context,
      api.preview(org, name, semver, path, rowsPerPage * (page - 1)),
      [401, 403],
    ),
    loadOptional<FileProfile>(context, api.profile(org, name, semver, path), [401, 403]),
  ]);
  const both = preview && profile ? { ...profile, preview: preview.preview } : null;
  return { files, path, profile: both, page };
}

/** A page number from 1; what is none is the first page. */
const pageOf = (text: string | null): number =>
  /^[1-9]\d{0,8}$/u.test(text ?? '') ? Number(text) : 1;

const pollMs = 2000;

export function Component() {
  const { page } = useDataset();
  const { files, path, profile, page: shownPage } = useLoaderData<ViewerData>();
  useProgress(profile);
  if (path === null && files.folders.length === 0)
    return (
      <Empty icon="table" title={m.viewer_none()}>
        {m.viewer_none_hint()}
      </Empty>
    );
  return (
    <div className="space-y-4">
      <FileChooser
        files={files}
        path={path ?? undefined}
        label={m.viewer_file()}
        wanted={(file) => previewable(file.format)}
      />
      {path === null ? (
        <Notice>{m.viewer_none_here()}</Notice>
      ) : page.access.preview.verdict === 'deny' || profile === null ? (
        <div className="card max-w-md p-6">
          <p className="mb-3 font-semibold">{m.viewer_denied()}</p>
          <AccessBox page={page} />
        </div>
      ) : (
        <FileView profile={profile} path={path} shownPage={shownPage} dataset={page} />
      )}
    </div>
  );
}

/** While the profile is being made the page looks again every two seconds. */
function useProgress(profile: FileProfile | null): void {
  const { revalidate } = useRevalidator();
  const running = profile?.state === 'queued' || profile?.state === 'running';
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => void revalidate(), pollMs);
    return () => clearInterval(timer);
  }, [running, revalidate]);
}
