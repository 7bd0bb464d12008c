import { useState } from 'react';
import { Link, useLoaderData, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import type { FileList } from '#src/catalog/schema.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { archiveHref, downloadHref } from '../paths.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { orgName } from '../ui/dataset-row.tsx';
import { Notice } from '../ui/notice.tsx';
import { apa, bibtex, gbt7714, type Citable } from './citation.ts';
import { useDataset, type DatasetData } from './dataset-data.ts';
import { FileChooser } from './file-chooser.tsx';
import { firstShown, loadChoice } from './load-choice.ts';
import { snippetFor, type SnippetLanguage } from './snippets.ts';

const languages: readonly (readonly [SnippetLanguage, string])[] = [
  ['python', 'Python'],
  ['r', 'R'],
  ['javascript', 'JavaScript'],
  ['curl', 'curl'],
];

export function loader({ params, request, context }: LoaderFunctionArgs): Promise<FileList> {
  const { org = '', name = '', version = 'latest' } = params;
  const { searchParams } = new URL(request.url);
  return loadChoice(context, { org, name, semver: version }, searchParams);
}

/** Load it, cite it, know its licence. */
export function Component() {
  const data = useDataset();
  return (
    <div className="space-y-12">
      <LoadIt data={data} />
      <CiteIt data={data} />
      <Licence data={data} />
    </div>
  );
}

function LoadIt({ data }: { readonly data: DatasetData }) {
  const { page, origin } = data;
  const { dataset, version } = page;
  const files = useLoaderData<FileList>();
  const [query] = useSearchParams();
  const [language, setLanguage] = useState<SnippetLanguage>('python');
  if (!version || files.fileCount === 0) return null;
  const needsToken = dataset.visibility !== 'public';
  const asked = query.get('file');
  const file =
    files.items.find((one) => one.path === (asked ?? firstShown(files))) ?? files.items[0];
  const { org, name } = dataset;
  const whole = snippetFor('curl', {
    url: `${origin}${archiveHref(org.slug, name, version.semver)}`,
    name: `${org.slug}-${name}-${version.semver}.zip`,
    format: 'zip',
    needsToken,
  });
  return (
    <section aria-labelledby="load">
      <h2 id="load" className="text-xl">
        {m.use_load()}
      </h2>
      <p className="mt-1 text-sm text-muted">{m.use_load_hint({ version: version.semver })}</p>
      {needsToken && (
        <Notice className="mt-3">
          {m.use_token_hint()}{' '}
          <Link to="/account/tokens" className="link">
            {m.use_token_create()}
          </Link>
        </Notice>
      )}
      {files.fileCount > 1 && (
        <div className="mt-4">
          <FileChooser files={files} path={file?.path} label={m.use_file()} />
        </div>
      )}
      <div role="group" aria-label={m.use_language()} className="mt-4 flex gap-1 noscript:hidden">
        {languages.map(([id, label]) => (
          <button
            key={id}
            type="button"
            aria-pressed={id === language}
            onClick={() => setLanguage(id)}
            className="min-h-9 rounded-md px-3 text-sm text-muted hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:font-semibold aria-pressed:text-ink"
          >
            {label}
          </button>
        ))}
      </div>
      {file &&
        languages.map(([id, label]) => (
          <div key={id} className={`mt-2 ${id === language ? '' : 'hidden noscript:block'}`}>
            <CodeBlock
              what={label}
              text={snippetFor(id, {
                url: `${origin}${downloadHref(org.slug, name, version.semver, file.path)}`,
                name: file.path.slice(file.path.lastIndexOf('/') + 1),
                format: file.format,
                needsToken,
              })}
            />
          </div>
        ))}
      {file && (
        <div className="mt-4">
          <h3 className="mb-1 text-sm font-medium text-muted">{m.use_verify()}</h3>
          <CodeBlock
            what={m.use_verify()}
            text={`echo "${file.sha256}  ${file.path.slice(file.path.lastIndexOf('/') + 1)}" | sha256sum -c`}
          />
        </div>
      )}
      <div className="mt-4">
        <h3 className="mb-1 text-sm font-medium text-muted">{m.use_whole()}</h3>
        <CodeBlock what={m.use_whole()} text={whole} />
      </div>
    </section>
  );
}

function CiteIt({ data: { page, card, origin, today } }: { readonly data: DatasetData }) {
  const { dataset, version } = page;
  if (!version) return null;
  const citable: Citable = {
    author: card.publisher ?? orgName(dataset.org),
    title: pick(card.title.zh, card.title.en) || dataset.name,
    publisher: m.site_name(),
    version: version.semver,
    publishedAt: version.publishedAt,
    url: `${origin}/d/${dataset.org.slug}/${dataset.name}/v/${version.semver}`,
    accessedOn: today,
    key: `${dataset.org.slug}/${dataset.name}`,
  };
  const styles = [
    { label: m.cite_gbt(), text: gbt7714(citable), prose: true },
    { label: m.cite_apa(), text: apa(citable), prose: true },
    { label: m.cite_bibtex(), text: bibtex(citable), prose: false },
  ];
  return (
    <section aria-labelledby="cite">
      <h2 id="cite" className="text-xl">
        {m.use_cite()}
      </h2>
      {card.citation && (
        <div className="mt-4">
          <h3 className="mb-1 text-sm font-medium text-muted">{m.use_cite_given()}</h3>
          <CodeBlock prose what={m.use_cite_given()} text={card.citation} />
        </div>
      )}
      {styles.map((style) => (
        <div key={style.label} className="mt-4">
          <h3 className="mb-1 text-sm font-medium text-muted">{style.label}</h3>
          <CodeBlock what={style.label} text={style.text} prose={style.prose} />
        </div>
      ))}
    </section>
  );
}

function Licence({ data: { card } }: { readonly data: DatasetData }) {
  const { licence } = card;
  if (!licence) return null;
  const href =
    licence.spdx === undefined ? licence.url : `https://spdx.org/licenses/${licence.spdx}.html`;
  return (
    <section aria-labelledby="licence">
      <h2 id="licence" className="text-xl">
        {m.use_licence()}
      </h2>
      <p className="mt-2 font-medium">{licence.spdx ?? licence.name}</p>
      {href !== undefined && (
        <p>
          <a href={href} rel="noopener license" className="link">
            {m.use_licence_text()}
          </a>
        </p>
      )}
      {licence.text !== undefined && (
        <div
          className="card mt-3 max-h-80 overflow-y-auto p-4 text-sm whitespace-pre-wrap"
          tabIndex={0}
          role="region"
          aria-label={m.use_licence_text()}
        >
          {licence.text}
        </div>
      )}
    </section>
  );
}
