import { useEffect } from 'react';
import { Form, useLoaderData, useRevalidator, type LoaderFunctionArgs } from 'react-router';
import type { FileProfile } from '#src/catalog/files/schema.ts';
import type { FileList } from '#src/catalog/schema.ts';
import { load, loadOptional } from '../api.ts';
import { formatBytes } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { api } from '../paths.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Notice } from '../ui/notice.tsx';
import { AccessBox } from './access-box.tsx';
import { useDataset } from './dataset-data.ts';
import { fileIcon, previewable } from './file-kinds.ts';
import { FileView } from './file-view.tsx';

interface ViewerData {
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
  const page = Math.max(1, Math.trunc(Number(query.get('page') ?? '1')) || 1);
  const asked = query.get('file');
  const semver = version ?? 'latest';
  const path =
    asked ?? firstPreviewable(await load<FileList>(context, api.files(org, name, semver)));
  if (path === undefined) return { path: null, profile: null, page };
  // The preview is there within a second; the profile says how far it is.
  const [preview, profile] = await Promise.all([
    loadOptional<FileProfile>(context, api.preview(org, name, semver, path), [401, 403]),
    loadOptional<FileProfile>(context, api.profile(org, name, semver, path), [401, 403]),
  ]);
  const both = preview && profile ? { ...profile, preview: preview.preview } : null;
  return { path, profile: both, page };
}

/** A table before anything else: README.md sorts first, but the data are what one came for. */
const firstPreviewable = (files: FileList): string | undefined =>
  (
    files.items.find((file) => fileIcon(file.format) === 'table') ??
    files.items.find((file) => previewable(file.format))
  )?.path;

const pollMs = 2000;

export function Component() {
  const { page } = useDataset();
  const { path, profile, page: shownPage } = useLoaderData<ViewerData>();
  useProgress(profile);
  if (path === null)
    return (
      <Empty icon="table" title={m.viewer_none()}>
        {m.viewer_none_hint()}
      </Empty>
    );
  return (
    <div className="space-y-4">
      <FilePicker files={page.files} path={path} />
      {page.access.preview.verdict === 'deny' || profile === null ? (
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

/** A GET form, so it works without JavaScript; with it, choosing is enough. */
function FilePicker({ files, path }: { readonly files: FileList; readonly path: string }) {
  const choices = files.items.filter((file) => previewable(file.format));
  const listed = choices.some((file) => file.path === path);
  return (
    <Form className="flex flex-wrap items-end gap-3">
      <label className="min-w-0 flex-1 sm:max-w-xl">
        <span className="mb-1 block text-sm font-medium text-muted">{m.viewer_file()}</span>
        <select
          key={path}
          name="file"
          defaultValue={path}
          className="control font-mono"
          onChange={(event) => event.currentTarget.form?.requestSubmit()}
        >
          {!listed && <option value={path}>{path}</option>}
          {choices.map((file) => (
            <option key={file.path} value={file.path}>
              {file.path} · {formatBytes(file.sizeBytes)}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit" className="not-noscript:hidden">
        {m.viewer_show()}
      </Button>
      {files.next !== undefined && <Notice>{m.viewer_more_in_files()}</Notice>}
    </Form>
  );
}
