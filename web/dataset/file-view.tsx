import type { FileProfile } from '#src/catalog/files/schema.ts';
import type { DatasetPage } from '#src/catalog/schema.ts';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatList,
  inBrackets,
} from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { embeddedHref } from '../paths.ts';
import { FactLine } from '../ui/fact-line.tsx';
import { Notice } from '../ui/notice.tsx';
import { DataTable, rowsPerPage } from './data-table.tsx';
import {
  shownColumns,
  type PreviewView,
  type ProfileView,
  type Statement,
} from './profile-view.ts';

interface FileViewProps {
  readonly profile: FileProfile;
  readonly path: string;
  readonly shownPage: number;
  readonly dataset: DatasetPage;
}

const imageKinds = new Set(['png', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'bmp']);

/** One file as far as it is known: facts, what is wrong with it, and its content. */
export function FileView({ profile, path, shownPage, dataset }: FileViewProps) {
  const preview = (profile.preview ?? undefined) as PreviewView | undefined;
  const result = (profile.result ?? undefined) as ProfileView | undefined;
  const { columns, rows, columnCount } = shownColumns(result, preview);
  const { org, name } = dataset.dataset;
  const address = embeddedHref(org.slug, name, dataset.version?.semver ?? 'latest', path);
  const facts = [
    rows !== undefined && m.viewer_rows({ count: formatCount(rows) }),
    columnCount !== undefined &&
      columnCount > 0 &&
      m.viewer_columns({ count: formatCount(columnCount) }),
    (result?.encoding ?? preview?.encoding)?.toUpperCase(),
    preview?.image && m.viewer_image(preview.image),
    preview?.audio?.seconds !== undefined &&
      m.viewer_audio({ duration: formatDuration(preview.audio.seconds) }),
    preview?.zip && m.viewer_zip({ count: formatCount(preview.zip.entries) }),
  ].filter((fact) => typeof fact === 'string');
  return (
    <>
      <Progress profile={profile} />
      <Troubles profile={profile} preview={preview} result={result} />
      {facts.length > 0 && <FactLine facts={facts} className="text-muted" />}
      {preview?.columns && preview.rows && (
        <DataTable
          names={preview.columns}
          rows={preview.rows}
          columns={columns}
          total={rows}
          shownPage={shownPage}
          more={preview.partial === true && preview.rows.length === rowsPerPage}
          path={path}
        />
      )}
      {preview?.text !== undefined && (
        <pre
          tabIndex={0}
          aria-label={m.viewer_text()}
          className="card scroll-thin max-h-[70vh] overflow-auto p-5 font-mono text-sm leading-relaxed whitespace-pre-wrap"
        >
          {preview.text}
        </pre>
      )}
      {preview?.image && imageKinds.has(preview.format) && dataset.version && (
        <img
          src={address}
          alt={path}
          width={preview.image.width}
          height={preview.image.height}
          loading="lazy"
          className="card h-auto max-h-[70vh] w-auto max-w-full object-contain"
        />
      )}
      {preview?.kind === 'audio' && dataset.version && (
        <audio
          controls
          preload="metadata"
          aria-label={path}
          src={address}
          className="w-full max-w-xl"
        />
      )}
      {preview?.zip && (
        <ul
          className="card scroll-thin max-h-[70vh] divide-y divide-line overflow-y-auto"
          tabIndex={0}
        >
          {preview.zip.files.map((file) => (
            <li
              key={file.path}
              className="flex justify-between gap-4 px-4 py-1.5 font-mono text-sm"
            >
              <span className="min-w-0">{file.path}</span>
              <span className="tabular text-faint">{formatBytes(file.sizeBytes)}</span>
            </li>
          ))}
        </ul>
      )}
      {!preview?.columns && result?.json && result.json.keys.length > 0 && (
        <JsonKeys keys={result.json.keys} />
      )}
    </>
  );
}

function Progress({ profile: { state, progress } }: { readonly profile: FileProfile }) {
  if (state === 'none') return <Notice>{m.viewer_profile_none()}</Notice>;
  if (state === 'queued') return <Notice>{m.viewer_profile_queued()}</Notice>;
  if (state !== 'running' || !progress) return null;
  const share = progress.totalBytes > 0 ? progress.bytes / progress.totalBytes : 0;
  return (
    <Notice>
      {m.viewer_profile_running({ part: `${Math.floor(share * 100)}%` })}
      <progress max={1} value={share} className="mt-1 block h-1.5 w-full max-w-sm" />
    </Notice>
  );
}

interface TroublesProps {
  readonly profile: FileProfile;
  readonly preview: PreviewView | undefined;
  readonly result: ProfileView | undefined;
}

/** What is wrong with the file, in words and with the line; the file itself stays available. */
function Troubles({ profile, preview, result }: TroublesProps) {
  const error = profile.error ?? result?.error ?? preview?.error;
  const warnings = result?.warnings ?? preview?.warnings ?? [];
  const ragged = result?.ragged;
  return (
    <>
      {error && (
        <Notice tone="bad" title={m.viewer_profile_failed()}>
          {sentence(error)}
        </Notice>
      )}
      {(warnings.length > 0 || (ragged && ragged.total > 0)) && (
        <Notice tone="warn" title={m.viewer_warnings()}>
          <ul className="list-disc pl-5">
            {ragged && ragged.total > 0 && (
              <li>
                {m.viewer_ragged({ count: formatCount(ragged.total) })}
                {ragged.first.length > 0 &&
                  inBrackets(
                    formatList(
                      ragged.first.slice(0, 5).map((one) => m.viewer_line({ line: one.line })),
                    ),
                  )}
              </li>
            )}
            {warnings.map((warning) => (
              <li key={`${warning.code}${warning.line ?? ''}`}>{sentence(warning)}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

const sentence = (of: Statement | NonNullable<FileProfile['error']>): string =>
  `${pick(of.zh, of.en)}${of.line === undefined ? '' : inBrackets(m.viewer_line({ line: of.line }))}`;

function JsonKeys({ keys }: { readonly keys: NonNullable<ProfileView['json']>['keys'] }) {
  return (
    <section aria-label={m.viewer_json_keys()}>
      <h2 className="eyebrow">{m.viewer_json_keys()}</h2>
      <ul className="card mt-2 divide-y divide-line">
        {keys.map((key) => (
          <li key={key.path} className="flex justify-between gap-4 px-4 py-1.5 font-mono text-sm">
            <span className="min-w-0">{key.path}</span>
            <span className="tabular text-faint">
              {Object.entries(key.types)
                .map(([type, count]) => `${type} ${formatCount(count)}`)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
