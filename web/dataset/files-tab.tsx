import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { FileList } from '#src/catalog/schema.ts';
import { load } from '../api.ts';
import { filesCount, formatBytes } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { api, downloadHref } from '../paths.ts';
import { buttonClass } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Empty } from '../ui/notice.tsx';
import { FolderPath } from './folder-path.tsx';
import { useBase, useDataset } from './dataset-data.ts';
import { fileIcon, previewable } from './file-kinds.ts';

/** The folder the address asks for; undefined where it is the one the page already has. */
export async function loader({
  params,
  request,
  context,
}: LoaderFunctionArgs): Promise<FileList | null> {
  const query = new URL(request.url).searchParams;
  const asked = new URLSearchParams();
  for (const name of ['folder', 'cursor']) {
    const value = query.get(name);
    if (value) asked.set(name, value);
  }
  const { org = '', name = '', version } = params;
  if (asked.size === 0) return null;
  return load<FileList>(context, api.files(org, name, version ?? 'latest', asked.toString()));
}

export function Component() {
  const { page } = useDataset();
  const base = useBase();
  const list = useLoaderData<FileList | null>() ?? page.files;
  const { dataset, version } = page;
  if (!version || (list.items.length === 0 && list.folders.length === 0))
    return (
      <Empty icon="folder" title={m.files_empty()}>
        {m.files_empty_hint()}
      </Empty>
    );
  const allowed = page.access.download.verdict === 'permit';
  const hrefOf = (path: string) =>
    downloadHref(dataset.org.slug, dataset.name, version.semver, path);
  return (
    <div>
      <FolderPath
        folder={list.folder}
        hrefOf={(folder) =>
          folder === '' ? `${base}/files` : `${base}/files?folder=${encodeURIComponent(folder)}`
        }
      />
      <div className="card mt-3 overflow-hidden">
        <table className="w-full text-[0.9375rem]">
          <thead className="bg-sunken text-left text-sm text-faint">
            <tr>
              <th scope="col" className="px-4 py-2 font-medium">
                {m.files_name()}
              </th>
              <th scope="col" className="px-4 py-2 text-right font-medium max-sm:hidden">
                {m.files_size()}
              </th>
              <th scope="col" className="px-4 py-2 text-right font-medium">
                {m.files_actions()}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {list.folders.map((folder) => (
              <tr key={folder.path} className="hover:bg-hover">
                <td className="px-4 py-2.5">
                  <Link
                    to={`${base}/files?folder=${encodeURIComponent(folder.path)}`}
                    className="flex items-center gap-3 text-ink no-underline hover:underline"
                  >
                    <Icon name="folder" size={18} className="text-accent" />
                    {lastPart(folder.path)}
                  </Link>
                </td>
                <td className="tabular px-4 py-2.5 text-right text-sm whitespace-nowrap text-muted max-sm:hidden">
                  {formatBytes(folder.sizeBytes)}
                </td>
                <td className="tabular px-4 py-2.5 text-right text-sm text-muted">
                  {filesCount(folder.fileCount)}
                </td>
              </tr>
            ))}
            {list.items.map((file) => (
              <tr key={file.path} className="hover:bg-hover">
                <td className="px-4 py-2.5">
                  <span className="flex items-center gap-3">
                    <Icon name={fileIcon(file.format)} size={18} className="text-faint" />
                    <span className="min-w-0">
                      <span className="font-mono text-sm">{lastPart(file.path)}</span>
                      <span className="tabular block text-xs text-faint sm:hidden">
                        {formatBytes(file.sizeBytes)}
                      </span>
                    </span>
                  </span>
                </td>
                <td className="tabular px-4 py-2.5 text-right text-sm whitespace-nowrap text-muted max-sm:hidden">
                  {formatBytes(file.sizeBytes)}
                </td>
                <td className="px-3 py-1.5">
                  <span className="flex items-center justify-end gap-1">
                    {previewable(file.format) && (
                      <Link
                        to={`${base}/viewer?file=${encodeURIComponent(file.path)}`}
                        aria-label={`${m.files_preview()} ${file.path}`}
                        className={buttonClass('quiet', 'sm')}
                      >
                        <Icon name="table" size={16} />
                        <span className="max-sm:sr-only">{m.files_preview()}</span>
                      </Link>
                    )}
                    <span className="max-sm:hidden">
                      <CopyButton
                        compact
                        text={file.sha256}
                        what={m.files_checksum_of({ name: file.path })}
                      />
                    </span>
                    {allowed && (
                      <a
                        href={hrefOf(file.path)}
                        download
                        aria-label={m.download_file({ name: file.path })}
                        className={buttonClass('quiet', 'sm')}
                      >
                        <Icon name="download" size={16} />
                        <span className="max-sm:sr-only">{m.download()}</span>
                      </a>
                    )}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {list.next !== undefined && (
        <p className="mt-4 text-center">
          <Link
            to={`${base}/files?${new URLSearchParams({ folder: list.folder, cursor: list.next }).toString()}`}
            className={buttonClass('plain', 'md')}
          >
            {m.files_next()}
          </Link>
        </p>
      )}
    </div>
  );
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
