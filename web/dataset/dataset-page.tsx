import {
  Outlet,
  redirect,
  useLocation,
  type LoaderFunctionArgs,
  type ShouldRevalidateFunctionArgs,
} from 'react-router';
import type { DatasetPage, FileList, VersionView } from '#src/catalog/schema.ts';
import { load, serverContext } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { pick } from '../i18n/language.ts';
import { api } from '../paths.ts';
import { useDataset, type DatasetData } from './dataset-data.ts';
import { DatasetHeader } from './dataset-header.tsx';
import { DatasetTabs } from './dataset-tabs.tsx';
import { datasetJsonLd } from './json-ld.ts';
import { SidePanel } from './side-panel.tsx';

const shanghaiMs = 8 * 3_600_000;

export async function loader({
  params,
  request,
  context,
}: LoaderFunctionArgs): Promise<DatasetData> {
  const { org = '', name = '', version } = params;
  const latest = await load<DatasetPage>(context, api.dataset(org, name));
  const { dataset } = latest;
  const url = new URL(request.url);
  if (latest.moved) {
    const rest = url.pathname.slice(`/d/${org}/${name}`.length);
    throw redirect(`/d/${dataset.org.slug}/${dataset.name}${rest}${url.search}`, 301);
  }
  return {
    ...(version === undefined
      ? { page: latest, card: dataset.card }
      : await atVersion(context, latest, version)),
    today: new Date(Date.now() + shanghaiMs).toISOString().slice(0, 10),
    origin: serverContext(context)?.origin ?? url.origin,
  };
}

/** The page as it looks for one version: its own card and files. */
async function atVersion(
  context: unknown,
  page: DatasetPage,
  semver: string,
): Promise<Pick<DatasetData, 'page' | 'card'>> {
  const { org, name } = page.dataset;
  const [version, files] = await Promise.all([
    load<VersionView>(context, api.version(org.slug, name, semver)),
    load<FileList>(context, api.files(org.slug, name, semver)),
  ]);
  const sameReadme = version.card.readme === page.dataset.card.readme;
  const readmeHtml = sameReadme ? page.readmeHtml : '';
  return { page: { ...page, version, files, readmeHtml }, card: version.card };
}

/** Moving between tabs and files needs no second look at the dataset. */
export const shouldRevalidate = (change: ShouldRevalidateFunctionArgs): boolean =>
  change.currentUrl.pathname === change.nextUrl.pathname &&
  change.currentUrl.search === change.nextUrl.search
    ? change.defaultShouldRevalidate
    : JSON.stringify(change.currentParams) !== JSON.stringify(change.nextParams);

export const handle: PageHandle<DatasetData> = {
  head: ({ page, card }, { origin }) => {
    const { dataset } = page;
    const description = pick(card.description?.zh, card.description?.en);
    return {
      title: pick(card.title.zh, card.title.en) || dataset.name,
      ...(description === '' ? {} : { description: description.slice(0, 200) }),
      // Tabs and old versions are views of one dataset.
      canonical: `/d/${dataset.org.slug}/${dataset.name}`,
      noindex: dataset.state !== 'published',
      openGraphType: 'article',
      jsonLd: datasetJsonLd(page, card, origin),
    };
  },
};

export function Component() {
  const { page, card } = useDataset();
  const { pathname } = useLocation();
  const wide = /\/(viewer|files)$/u.test(pathname);
  return (
    <div className="page pt-6 sm:pt-8">
      <DatasetHeader page={page} title={card.title} />
      <DatasetTabs page={page} />
      <div
        className={
          wide
            ? 'mt-6'
            : 'mt-8 grid grid-cols-1 gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_19rem]'
        }
      >
        <div className={wide ? '' : 'min-w-0 max-lg:order-2'}>
          <Outlet />
        </div>
        {!wide && <SidePanel page={page} card={card} />}
      </div>
    </div>
  );
}
