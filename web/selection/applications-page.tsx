import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { ApplicationSummaryBody } from '#src/selection/schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatInstant } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { requireSession } from '../shell/require-session.ts';
import { Badge } from '../ui/badge.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Empty } from '../ui/notice.tsx';
import { stateLabel, stateTone } from './labels.ts';

interface Mine {
  readonly items: readonly ApplicationSummaryBody[];
}

export async function loader({ context, request }: LoaderFunctionArgs): Promise<Mine> {
  await requireSession(context, request);
  return load(context, '/selection/applications');
}

export const handle: PageHandle<Mine> = {
  head: () => ({ title: m.selection_mine(), noindex: true }),
};

/** Applications of one's organisations, newest first. */
export function Component() {
  const { items } = useLoaderData<Mine>();
  return (
    <div className="page max-w-4xl pt-8">
      <h1 className="text-2xl">{m.selection_mine()}</h1>
      <div className="mt-6">
        {items.length === 0 ? (
          <Empty
            icon="file"
            title={m.selection_none_mine()}
            action={<ButtonLink to="/selection">{m.selection_to_calls()}</ButtonLink>}
          />
        ) : (
          <ul className="card divide-y divide-line">
            {items.map((item) => (
              <ApplicationRow key={item.id} item={item} to={`/selection/applications/${item.id}`} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** One application as a line: what, whose, where it stands, by when. */
export function ApplicationRow({ item, to }: ApplicationRowProps) {
  return (
    <li className="relative px-5 py-4 hover:bg-hover">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={stateTone(item.state)}>{stateLabel(item.state)}</Badge>
        <Link to={to} className="font-medium text-ink no-underline after:absolute after:inset-0">
          {item.title === '' ? m.selection_untitled() : item.title}
        </Link>
      </p>
      <p className="tabular mt-1 flex flex-wrap gap-x-4 text-sm text-muted">
        {item.number !== undefined && <span>{item.number}</span>}
        <span>{pick(item.lead.name.zh, item.lead.name.en)}</span>
        <span>{pick(item.round.title.zh, item.round.title.en)}</span>
        {item.due !== undefined && (
          <span className="text-amber">{m.selection_due({ at: formatInstant(item.due) })}</span>
        )}
      </p>
    </li>
  );
}

interface ApplicationRowProps {
  readonly item: ApplicationSummaryBody;
  readonly to: string;
}
