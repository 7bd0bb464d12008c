import { Link, useLoaderData, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import type { OwnExpert } from '#src/review/experts/schema.ts';
import type { AssignmentPage } from '#src/review/reviews/schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { requireSession } from '../shell/require-session.ts';
import { Badge } from '../ui/badge.tsx';
import { Empty } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { OwnEntry } from './own-entry.tsx';
import { reviewApi, stateWords } from './review-words.ts';

interface ListData extends OwnExpert {
  readonly page: AssignmentPage;
  readonly all: boolean;
}

export async function loader({ context, request }: LoaderFunctionArgs): Promise<ListData> {
  await requireSession(context, request);
  const all = new URL(request.url).searchParams.get('all') === '1';
  const [own, page] = await Promise.all([
    load<OwnExpert>(context, reviewApi.expert),
    load<AssignmentPage>(context, `${reviewApi.assignments}?limit=100${all ? '' : '&state=open'}`),
  ]);
  return { ...own, page, all };
}

export const handle: PageHandle<ListData> = {
  head: () => ({ title: m.review_title(), noindex: true }),
};

/** What waits for an expert, and what the register knows of them. */
export function Component() {
  const { expert, page, all } = useLoaderData<ListData>();
  const [query] = useSearchParams();
  return (
    <div className="page space-y-12 pt-8 pb-16">
      <div>
        <h1 className="text-2xl">{m.review_title()}</h1>
        <p className="mt-1 max-w-prose text-sm text-muted">{m.review_intro()}</p>
      </div>
      {expert?.state === 'invited' && <OwnEntry expert={expert} />}
      <Section
        title={all ? m.review_all() : m.review_waiting()}
        action={
          <Link to={all ? '/review' : '?all=1'} className="link text-sm" key={query.toString()}>
            {all ? m.review_show_waiting() : m.review_show_all()}
          </Link>
        }
      >
        {page.items.length === 0 ? (
          <Empty icon="check" title={m.review_none()}>
            {expert ? m.review_none_hint() : m.review_no_expert()}
          </Empty>
        ) : (
          <ul className="card divide-y divide-line">
            {page.items.map((one) => {
              const [state, tone] = stateWords[one.state];
              return (
                <li key={one.id} className="relative px-5 py-4 hover:bg-hover">
                  <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <Link
                      to={`/review/${one.id}`}
                      className="font-semibold text-ink after:absolute after:inset-0 hover:underline"
                    >
                      {one.title}
                    </Link>
                    <Badge tone={tone}>{state()}</Badge>
                    {one.late && <Badge tone="danger">{m.review_late()}</Badge>}
                  </div>
                  <p className="tabular mt-1 flex flex-wrap gap-x-4 text-sm text-muted">
                    <span>{pick(one.board.title.zh, one.board.title.en)}</span>
                    <span>{one.field}</span>
                    <span>{m.review_due({ at: formatInstant(one.dueAt) })}</span>
                  </p>
                </li>
              );
            })}
          </ul>
        )}
      </Section>
      {expert && expert.state !== 'invited' && <OwnEntry expert={expert} />}
    </div>
  );
}
