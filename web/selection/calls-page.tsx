import { Link, useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { ProgrammeListBody, RoundSummaryBody } from '#src/selection/schema.ts';
import { load } from '../api.ts';
import type { PageHandle } from '../head.ts';
import { formatDeadline } from '../i18n/format.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { useRootData } from '../shell/root-data.ts';
import { Badge } from '../ui/badge.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Empty, Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { roundStateLabel } from './labels.ts';

interface Calls {
  readonly rounds: readonly RoundSummaryBody[];
  readonly programmes: ProgrammeListBody['items'];
  /** When the page was made: what has not begun by then is coming. */
  readonly now: string;
}

export async function loader({ context }: LoaderFunctionArgs): Promise<Calls> {
  const [rounds, programmes] = await Promise.all([
    load<{ items: RoundSummaryBody[] }>(context, '/selection/rounds?limit=100'),
    load<ProgrammeListBody>(context, '/selection/programmes'),
  ]);
  return { rounds: rounds.items, programmes: programmes.items, now: new Date().toISOString() };
}

export const handle: PageHandle<Calls> = {
  head: () => ({
    title: m.selection_title(),
    description: m.selection_about(),
    canonical: '/selection',
  }),
};

/** Calls that are open, coming and past, and the measures they come from. */
export function Component() {
  const { rounds, programmes, now } = useLoaderData<Calls>();
  const signedIn = useRootData()?.session != null;
  const shown = rounds.filter((round) => round.state !== 'draft');
  const open = shown.filter((round) => round.receiving);
  const coming = shown.filter((r) => r.state === 'open' && !r.receiving && r.opensAt > now);
  const past = shown.filter((round) => !open.includes(round) && !coming.includes(round));
  return (
    <div className="page max-w-5xl space-y-10 pt-8">
      <header className="flex flex-wrap items-end justify-between gap-4">
        <div className="max-w-prose">
          <h1 className="text-2xl">{m.selection_title()}</h1>
          <p className="mt-1 text-muted">{m.selection_about()}</p>
        </div>
        {signedIn && <ButtonLink to="/selection/applications">{m.selection_mine()}</ButtonLink>}
      </header>
      <Section title={m.selection_open()}>
        {open.length === 0 ? (
          <Empty icon="flag" title={m.selection_none_open()} />
        ) : (
          <Rounds rounds={open} />
        )}
      </Section>
      {coming.length > 0 && (
        <Section title={m.selection_coming()}>
          <Rounds rounds={coming} />
        </Section>
      )}
      {past.length > 0 && (
        <Section title={m.selection_past()}>
          <Rounds rounds={past} />
        </Section>
      )}
      <Section title={m.selection_measures()} hint={m.selection_measures_hint()}>
        <Notice tone="warn" className="mb-4">
          {m.selection_consultation()}
        </Notice>
        <div className="card divide-y divide-line">
          {programmes.map((programme) => (
            <details key={programme.code} className="group px-5 py-3">
              <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 py-1">
                <span className="tabular text-sm text-muted">{programme.clause}</span>
                <span className="font-medium">{pick(programme.name.zh, programme.name.en)}</span>
              </summary>
              <blockquote
                lang="zh"
                className="mt-2 mb-1 border-l-2 border-line pl-4 text-sm text-muted"
              >
                {programme.clauseText}
              </blockquote>
              <p className="mb-1 text-sm text-muted">{programme.source}</p>
            </details>
          ))}
        </div>
      </Section>
    </div>
  );
}

function Rounds({ rounds }: { readonly rounds: readonly RoundSummaryBody[] }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {rounds.map((round) => (
        <li key={round.id} className="card relative p-5 hover:bg-hover">
          <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
            <Badge tone={round.receiving ? 'solid' : 'neutral'}>
              {roundStateLabel(round.state)}
            </Badge>
            {pick(round.programme.name.zh, round.programme.name.en)}
          </p>
          <h3 className="mt-2 text-lg">
            <Link
              to={`/selection/rounds/${round.id}`}
              className="text-ink no-underline after:absolute after:inset-0"
            >
              {pick(round.title.zh, round.title.en)}
            </Link>
          </h3>
          <p className="tabular mt-2 text-sm text-muted">
            {m.selection_deadline({ at: formatDeadline(round.closesAt) })}
          </p>
        </li>
      ))}
    </ul>
  );
}
