import {
  data,
  NavLink,
  Outlet,
  useLoaderData,
  useRouteLoaderData,
  type LoaderFunctionArgs,
} from 'react-router';
import type { UploadList } from '#src/catalog/files/schema.ts';
import type { DatasetPage, DatasetView, DraftFileList } from '#src/catalog/schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { requireSession } from '../shell/require-session.ts';
import { Icon } from '../ui/icon.tsx';

export interface DraftData {
  readonly dataset: DatasetView;
  readonly files: DraftFileList;
  readonly unfinished: typeof UploadList.infer;
}

export async function loader({ params, context, request }: LoaderFunctionArgs): Promise<DraftData> {
  await requireSession(context, request);
  const at = `/datasets/${params['org'] ?? ''}/${params['name'] ?? ''}`;
  const page = await load<DatasetPage>(context, at);
  if (!page.may.edit) throw data({ status: 403 }, { status: 403 });
  const [files, unfinished] = await Promise.all([
    load<DraftFileList>(context, `${at}/draft/files?limit=100`),
    load<typeof UploadList.infer>(context, `${at}/uploads?state=receiving&limit=100`),
  ]);
  return { dataset: page.dataset, files, unfinished };
}

export const handle: PageHandle<DraftData> = {
  head: ({ dataset }) => ({
    title: pick(dataset.card.title.zh, dataset.card.title.en) || m.publish_title(),
    noindex: true,
  }),
};

/** The draft that the steps work on. */
export function useDraft(): DraftData & { readonly at: string; readonly base: string } {
  const draft = useRouteLoaderData<DraftData>('publish/draft-frame.tsx');
  if (!draft) throw new Error('a publishing step outside its frame');
  const { org, name } = draft.dataset;
  return { ...draft, at: `/datasets/${org.slug}/${name}`, base: `/publish/${org.slug}/${name}` };
}

export function Component() {
  const { dataset } = useLoaderData<DraftData>();
  const base = `/publish/${dataset.org.slug}/${dataset.name}`;
  const steps = [
    { to: base, label: m.publish_step_files() },
    { to: `${base}/card`, label: m.publish_step_card() },
    { to: `${base}/check`, label: m.publish_step_check() },
  ];
  return (
    <div className="page max-w-4xl pt-8">
      <p className="text-sm text-muted">{m.publish_title()}</p>
      <h1 className="text-2xl">
        {pick(dataset.card.title.zh, dataset.card.title.en) || dataset.name}
      </h1>
      <nav aria-label={m.publish_steps()} className="mt-5">
        <ol className="flex flex-wrap gap-2">
          {steps.map((step, index) => (
            <li key={step.to} className="flex items-center gap-2">
              {index > 0 && (
                <Icon name="chevron" size={15} className="hidden text-faint sm:block" />
              )}
              <NavLink
                to={step.to}
                end
                className={({ isActive }) =>
                  `flex min-h-10 items-center gap-2 rounded-full border px-3.5 text-sm no-underline ${isActive ? 'border-accent bg-accent-soft font-semibold text-ink' : 'border-line text-muted hover:bg-hover'}`
                }
              >
                <span className="tabular grid size-5 place-items-center rounded-full bg-sunken text-xs">
                  {index + 1}
                </span>
                {step.label}
              </NavLink>
            </li>
          ))}
        </ol>
      </nav>
      <div className="mt-7">
        <Outlet />
      </div>
    </div>
  );
}
