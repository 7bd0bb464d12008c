import { Link } from 'react-router';
import { formatBytes, formatCount } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { textLang } from '../ui/dataset-row.tsx';
import { Icon } from '../ui/icon.tsx';
import { useBase, useDataset } from './dataset-data.ts';
import { fileIcon, previewable } from './file-kinds.ts';

const filesShown = 6;

/** What it is, in the provider's words, and what it consists of. */
export function Component() {
  const { page, card } = useDataset();
  const base = useBase();
  const description = card.description ?? {};
  const text = pick(description.zh, description.en);
  return (
    <div className="space-y-10">
      {text !== '' && (
        <section aria-label={m.overview_description()}>
          <p
            className="max-w-[46rem] text-[1.0625rem] leading-[1.85] whitespace-pre-line"
            lang={textLang(description)}
          >
            {text}
          </p>
        </section>
      )}
      {page.files.items.length > 0 && (
        <section aria-labelledby="main-files">
          <h2 id="main-files" className="eyebrow">
            {m.overview_files()}
          </h2>
          <ul className="card mt-2 divide-y divide-line">
            {page.files.items.slice(0, filesShown).map((file) => (
              <li key={file.path} className="flex min-h-12 items-center gap-3 px-4 py-2">
                <Icon name={fileIcon(file.format)} size={18} className="text-faint" />
                <span className="min-w-0 flex-1 truncate font-mono text-sm">{file.path}</span>
                <span className="tabular text-sm text-faint">{formatBytes(file.sizeBytes)}</span>
                {previewable(file.format) && (
                  <Link
                    to={`${base}/viewer?file=${encodeURIComponent(file.path)}`}
                    className="link text-sm"
                    aria-label={`${m.files_preview()} ${file.path}`}
                  >
                    {m.files_preview()}
                  </Link>
                )}
              </li>
            ))}
          </ul>
          {page.files.fileCount > Math.min(filesShown, page.files.items.length) && (
            <p className="mt-2 text-sm">
              <Link to={`${base}/files`} className="link">
                {m.overview_all_files({ count: formatCount(page.files.fileCount) })}
              </Link>
            </p>
          )}
        </section>
      )}
      <section aria-label={m.overview_readme()}>
        {page.readmeHtml === '' ? (
          // Of an older version only the source is at hand.
          <div className="max-w-[46rem] whitespace-pre-wrap">
            {card.readme ?? (text === '' && <p className="text-muted">{m.overview_no_readme()}</p>)}
          </div>
        ) : (
          // Sanitised by the server; the content security policy stops what might be left.
          <div className="prose" dangerouslySetInnerHTML={{ __html: page.readmeHtml }} />
        )}
      </section>
      <Words title={m.overview_provenance()} text={card.provenance} />
      <Words title={m.overview_collection()} text={card.collectionMethod} />
    </div>
  );
}

function Words({ title, text }: { readonly title: string; readonly text: string | undefined }) {
  if (!text) return null;
  return (
    <section aria-label={title}>
      <h2 className="text-lg">{title}</h2>
      <p className="mt-2 max-w-[46rem] whitespace-pre-line">{text}</p>
    </section>
  );
}
