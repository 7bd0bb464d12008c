import { Form, Link } from 'react-router';
import type { FileList, FileView } from '#src/catalog/schema.ts';
import { formatBytes } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { FolderPath } from './folder-path.tsx';

interface FileChooserProps {
  readonly files: FileList;
  /** The file that is shown now; one that is not in the list can be shown too. */
  readonly path: string | undefined;
  readonly label: string;
  readonly wanted?: (file: FileView) => boolean;
}

/**
 * Chooses one file of a version, in folders too: all of them in one list where they are few, folder by
 * folder where they are many. A GET form, so it works without JavaScript; with it, choosing is enough.
 */
export function FileChooser({ files, path, label, wanted = () => true }: FileChooserProps) {
  const choices = files.items.filter(wanted);
  const whole = files.items.length === files.fileCount;
  const listed = choices.some((file) => file.path === path);
  return (
    <div className="space-y-3">
      {!whole && <Levels files={files} />}
      <Form className="flex flex-wrap items-end gap-3" preventScrollReset>
        {!whole && <input type="hidden" name="folder" value={files.folder} />}
        <label className="min-w-0 flex-1 sm:max-w-xl">
          <span className="mb-1 block text-sm font-medium text-muted">{label}</span>
          <select
            key={`${files.folder}|${path}`}
            name="file"
            defaultValue={path}
            className="control font-mono text-ellipsis"
            onChange={(event) => event.currentTarget.form?.requestSubmit()}
          >
            {!listed && path !== undefined && <option value={path}>{path}</option>}
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
      </Form>
    </div>
  );
}

/** Where one is, the folders below, and the next hundred files. */
function Levels({ files }: { readonly files: FileList }) {
  const to = (query: Record<string, string>): string => `?${new URLSearchParams(query).toString()}`;
  return (
    <div className="space-y-2">
      <FolderPath folder={files.folder} hrefOf={(folder) => to({ folder })} />
      {(files.folders.length > 0 || files.next !== undefined) && (
        <ul className="scroll-thin flex max-h-40 flex-wrap gap-2 overflow-y-auto">
          {files.folders.map((folder) => (
            <li key={folder.path}>
              <Link
                to={to({ folder: folder.path })}
                preventScrollReset
                className={buttonClass('plain', 'sm')}
              >
                <Icon name="folder" size={15} />
                {folder.path.slice(files.folder === '' ? 0 : files.folder.length + 1)}
              </Link>
            </li>
          ))}
          {files.next !== undefined && (
            <li>
              <Link
                to={to({ folder: files.folder, cursor: files.next })}
                preventScrollReset
                className={buttonClass('plain', 'sm')}
              >
                {m.files_next()}
              </Link>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
