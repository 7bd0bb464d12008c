import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { ProgrammeListBody, RoundSummaryBody } from '#src/selection/schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatDeadline } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { Empty } from '../ui/notice.tsx';
import { roundStateLabel } from './labels.ts';
import { NewRound } from './new-round.tsx';

interface Rounds {
  readonly items: readonly RoundSummaryBody[];
  readonly programmes: ProgrammeListBody['items'];
}

export async function loader({ context }: LoaderFunctionArgs): Promise<Rounds> {
  const [{ items }, programmes] = await Promise.all([
    load<Pick<Rounds, 'items'>>(context, '/selection/rounds?limit=100'),
    load<ProgrammeListBody>(context, '/selection/programmes'),
  ]);
  return { items, programmes: programmes.items };
}

export const handle: PageHandle<Rounds> = {
  head: () => ({ title: m.selection_operator_title(), noindex: true }),
};

/** Every round, drafts too, and a form for another. */
export function Component() {
  const { items, programmes } = useLoaderData<Rounds>();
  return (
    <div className="max-w-4xl space-y-8">
      {items.length === 0 ? (
        <Empty icon="flag" title={m.selection_no_rounds()} />
      ) : (
        <ul className="card divide-y divide-line">
          {items.map((round) => (
            <li key={round.id} className="relative px-5 py-4 hover:bg-hover">
              <p className="flex flex-wrap items-center gap-3">
                <Badge tone={round.receiving ? 'solid' : 'neutral'}>
                  {roundStateLabel(round.state)}
                </Badge>
                <Link
                  to={`/operator/selection/rounds/${round.id}`}
                  className="font-medium text-ink no-underline after:absolute after:inset-0"
                >
                  {pick(round.title.zh, round.title.en)}
                </Link>
              </p>
              <p className="tabular mt-1 flex flex-wrap gap-x-4 text-sm text-muted">
                <span>{round.programme.code}</span>
                <span>{round.year}</span>
                <span>{m.selection_deadline({ at: formatDeadline(round.closesAt) })}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      <NewRound programmes={programmes} />
    </div>
  );
}
