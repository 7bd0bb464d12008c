import { Form, Link, useLoaderData, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import type { EntryPage, RegisterViewBody } from '#src/registers/schema.ts';
import { load } from '../../api.ts';
import type { PageHandle } from '../../head.ts';
import { formatCount } from '../../i18n/format.ts';
import { language, pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty } from '../../ui/notice.tsx';
import { MoreLink, queryOf } from '../more-link.tsx';
import { PublicBar } from '../public-bar.tsx';
import { EntryFacts } from './entry-facts.tsx';

interface BasesData {
  readonly register: RegisterViewBody;
  readonly page: typeof EntryPage.infer;
}

const at = '/registers/annotation-bases';

export async function loader({ context, request }: LoaderFunctionArgs): Promise<BasesData> {
  const [register, page] = await Promise.all([
    load<RegisterViewBody>(context, at),
    load<typeof EntryPage.infer>(context, `${at}/entries?limit=20&${queryOf(request, ['q'])}`),
  ]);
  return { register, page };
}

export const handle: PageHandle<BasesData> = {
  head: ({ register }) => ({
    title: pick(register.name.zh, register.name.en),
    description: pick(register.about.zh, register.about.en) || m.bases_lead(),
    canonical: '/annotation/bases',
  }),
};

/** The register of annotation bases as everybody reads it. */
export function Component() {
  const { register, page } = useLoaderData<BasesData>();
  const [search] = useSearchParams();
  const q = search.get('q') ?? '';
  const files = `/api/v1${at}/entries`;
  return (
    <div className="page pt-8 pb-16">
      <h1 className="text-2xl">{pick(register.name.zh, register.name.en)}</h1>
      <PublicBar />
      <p className="mt-6 max-w-3xl text-muted">
        {pick(register.about.zh, register.about.en) || m.bases_lead()}
      </p>
      <div className="mt-5 flex flex-wrap items-end justify-between gap-4">
        <Form
          role="search"
          aria-label={m.bases_search()}
          className="flex min-w-0 flex-1 basis-72 gap-2 sm:max-w-md"
        >
          <input
            type="search"
            name="q"
            defaultValue={q}
            maxLength={100}
            aria-label={m.bases_search()}
            placeholder={m.bases_search()}
            className="control min-w-0"
          />
          <Button type="submit" icon="search">
            {m.bases_find()}
          </Button>
        </Form>
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <span className="tabular mr-1 text-muted">
            {m.bases_count({ count: formatCount(register.listed) })}
          </span>
          <FileLink href={`${files}.csv?lang=${language()}`} name="CSV" />
          <FileLink href={files} name="JSON" />
          <FileLink href={`${files}.pdf?lang=${language()}`} name="PDF" />
        </p>
      </div>
      <div className="mt-6 max-w-4xl">
        {page.items.length === 0 ? (
          <Empty icon="building" title={q === '' ? m.bases_none() : m.bases_not_found()}>
            {q === '' ? m.bases_none_hint() : m.bases_not_found_hint()}
          </Empty>
        ) : (
          <ul className="card divide-y divide-line">
            {page.items.map((entry) => (
              <li key={entry.id} className="px-5 py-4">
                <h2 className="flex flex-wrap items-baseline gap-x-3 text-lg">
                  {pick(entry.name.zh, entry.name.en)}
                  <span className="tabular text-sm font-normal text-faint">
                    {m.bases_number({ number: String(entry.number) })}
                  </span>
                </h2>
                <p className="tabular flex flex-wrap gap-x-4 text-sm text-muted">
                  {entry.organisation && (
                    <Link to={`/o/${entry.organisation.slug}`} className="link">
                      {pick(entry.organisation.name.zh, entry.organisation.name.en)}
                    </Link>
                  )}
                  {entry.validFrom !== undefined && (
                    <span>
                      {entry.validTo === undefined
                        ? m.bases_since({ day: entry.validFrom })
                        : m.bases_between({ from: entry.validFrom, to: entry.validTo })}
                    </span>
                  )}
                </p>
                <EntryFacts fields={register.fields} attributes={entry.attributes} />
              </li>
            ))}
          </ul>
        )}
        <MoreLink next={page.next} />
      </div>
    </div>
  );
}

/** A file of the whole list. */
export const FileLink = ({ href, name }: { readonly href: string; readonly name: string }) => (
  <a href={href} className={buttonClass('plain', 'sm')}>
    <Icon name="download" size={16} />
    {name}
  </a>
);
