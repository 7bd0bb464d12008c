import { useEffect, useState } from 'react';
import { useRevalidator } from 'react-router';
import type { FileProfile } from '#src/catalog/files/schema.ts';
import type { DraftFileList } from '#src/catalog/schema.ts';
import { call } from '../api.ts';
import { shownColumns, type PreviewView, type ProfileView } from '../dataset/profile-view.ts';
import { fileIcon, previewable } from '../dataset/file-kinds.ts';
import { filesCount, formatBytes, formatCount } from '../i18n/format.ts';
import { m } from '../i18n/messages.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Empty } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import type { LocalRows } from './local-rows.ts';
import { RowsGlance } from './rows-glance.tsx';
import { useDraft } from './draft-frame.tsx';

/** What the draft holds, and what was found in each file. */
export function DraftFiles() {
  const { files, dataset, at } = useDraft();
  const { revalidate } = useRevalidator();
  const remove = async (path: string): Promise<void> => {
    await call('POST', `${at}/draft/files/remove`, { revision: dataset.revision, paths: [path] });
    await revalidate();
  };
  return (
    <Section
      title={m.draft_files()}
      hint={
        files.fileCount > 0 &&
        m.draft_files_total({
          files: filesCount(files.fileCount),
          size: formatBytes(files.sizeBytes),
        })
      }
    >
      {files.items.length === 0 ? (
        <Empty icon="folder" title={m.draft_files_none()}>
          {m.draft_files_none_hint()}
        </Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {files.items.map((file, index) => (
            <Row
              key={`${file.path} ${file.sha256}`}
              file={file}
              at={at}
              glance={index < glanced}
              remove={remove}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

const pollMs = 1000;
/** Files whose first rows are shown; the others are a click away in the preview of the version. */
const glanced = 5;

type DraftFile = DraftFileList['items'][number];

interface RowProps {
  readonly file: DraftFile;
  readonly at: string;
  readonly glance: boolean;
  readonly remove: (path: string) => Promise<void>;
}

function Row({ file, at, glance, remove }: RowProps) {
  const { profile, first } = useFinding(file, at, glance);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-2.5">
      <Icon name={fileIcon(file.format)} size={18} className="text-faint" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-mono text-sm">{file.path}</p>
        {profile && <Facts profile={profile} />}
      </div>
      <span className="tabular text-sm text-faint">{formatBytes(file.sizeBytes)}</span>
      <ConfirmButton
        label={m.draft_remove()}
        look="quiet"
        ask={m.draft_remove_ask({ name: file.path })}
        act={() => remove(file.path)}
      />
      {first && (
        <div className="w-full min-w-0 pb-1">
          <RowsGlance table={first} name={file.path} />
        </div>
      )}
    </li>
  );
}

/** First rows of one file at once; rows, columns and warnings as soon as they are known. */
function useFinding(file: DraftFile, at: string, glance: boolean) {
  const [profile, setProfile] = useState<FileProfile>();
  const [first, setFirst] = useState<LocalRows>();
  const wanted = previewable(file.format);
  useEffect(() => {
    if (!wanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const path = file.path.split('/').map(encodeURIComponent).join('/');
    const show = async (): Promise<void> => {
      const found = await call<FileProfile>('GET', `${at}/draft/files/${path}/preview`).catch(
        () => undefined,
      );
      const { columns, rows } = (found?.preview ?? {}) as Partial<PreviewView>;
      if (current && columns && rows && rows.length > 0) setFirst({ columns, rows });
    };
    if (glance) void show();
    const look = async (): Promise<void> => {
      const found = await call<FileProfile>('GET', `${at}/draft/files/${path}/profile`).catch(
        () => undefined,
      );
      if (!current) return;
      setProfile(found);
      if (found?.state === 'queued' || found?.state === 'running')
        timer = setTimeout(() => void look(), pollMs);
    };
    void look();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [file.path, at, glance, wanted]);
  return { profile, first };
}

/** Size of the table and what to look at, once the whole file has been read. */
function Facts({ profile }: { readonly profile: FileProfile }) {
  if (profile.state === 'none') return null;
  if (profile.state === 'queued' || profile.state === 'running')
    return <p className="text-sm text-faint">{m.draft_checking()}…</p>;
  const result = (profile.result ?? undefined) as ProfileView | undefined;
  const { rows, columnCount, columns } = shownColumns(
    result,
    (profile.preview ?? undefined) as PreviewView | undefined,
  );
  const broken = profile.error !== null || result?.error !== undefined;
  const sensitive = columns.some((column) => column.sensitive !== undefined);
  return (
    <p className="flex flex-wrap gap-x-3 text-sm text-muted">
      {rows !== undefined && columnCount !== undefined && (
        <span className="tabular">
          {m.draft_table({ rows: formatCount(rows), columns: formatCount(columnCount) })}
        </span>
      )}
      {sensitive && <span className="font-medium text-amber">{m.draft_sensitive()}</span>}
      {broken && <span className="font-medium text-danger">{m.draft_broken()}</span>}
    </p>
  );
}
