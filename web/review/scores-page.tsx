import { useLoaderData, type LoaderFunctionArgs } from 'react-router';
import type { ScoresView } from '#src/review/boards/schema.ts';
import { load } from '../api.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';
import { Empty, Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { BoardHead } from './board-head.tsx';
import { RankInterval } from './rank-interval.tsx';
import { points, reviewApi } from './review-words.ts';
import { Severity } from './severity.tsx';

export const loader = ({ params, context }: LoaderFunctionArgs): Promise<ScoresView> =>
  load<ScoresView>(context, `${reviewApi.board(params['board'] ?? '')}/scores`);

/** Raw beside adjusted scores, how sure each rank is, and how severe each reviewer. */
export function Component() {
  const of = useLoaderData<ScoresView>();
  const reviewed = of.items.filter((item) => item.raw.reviews > 0);
  return (
    <div className="space-y-10 pb-16">
      <BoardHead board={of.board} />
      {reviewed.length === 0 ? (
        <Empty icon="clock" title={m.review_no_scores()} />
      ) : (
        <>
          {!of.connected && <Notice tone="warn">{m.review_not_connected()}</Notice>}
          {of.waiting > 0 && <Notice>{m.review_waiting_count({ count: of.waiting })}</Notice>}
          <Section title={m.review_ranking()} hint={m.review_ranking_hint()}>
            <Ranking of={of} />
          </Section>
          {of.connected && (
            <Section title={m.review_severity()} hint={m.review_severity_hint()}>
              <Severity of={of} />
            </Section>
          )}
        </>
      )}
    </div>
  );
}

function Ranking({ of }: { readonly of: ScoresView }) {
  const { places } = of.board;
  return (
    <div
      className="card scroll-thin overflow-x-auto"
      tabIndex={0}
      role="region"
      aria-label={m.review_scores()}
    >
      <table className="tabular w-full text-[0.9375rem] [&_td]:whitespace-nowrap [&_thead_th]:whitespace-nowrap">
        <thead>
          <tr className="border-b border-line text-left text-sm text-muted">
            <th className="py-2.5 pr-3 pl-5 text-right font-medium">{m.review_rank()}</th>
            <th className="px-3 font-medium">{m.review_item()}</th>
            <th className="px-3 text-right font-medium">{m.review_raw()}</th>
            <th className="px-3 text-right font-medium">{m.review_adjusted()}</th>
            <th className="px-3 text-right font-medium">{m.review_count()}</th>
            <th className="py-2.5 pr-5 pl-3 font-medium">{m.review_interval()}</th>
          </tr>
        </thead>
        <tbody>
          {of.items.map((item, n) => {
            const below = places !== null && (item.rank ?? Infinity) > places;
            const before = of.items[n - 1]?.rank ?? 0;
            const line = below && places !== null && n > 0 && before <= places;
            return (
              <tr
                key={item.itemId}
                className={`border-b border-line last:border-b-0 ${line ? 'border-t-2 border-t-accent' : ''} ${below ? 'text-muted' : ''}`}
              >
                <td className="py-3 pr-3 pl-5 text-right font-semibold">{item.rank ?? '–'}</td>
                <th scope="row" className="min-w-48 px-3 text-left font-medium">
                  {item.title}
                  {item.hangsOn && (
                    <span className="mt-0.5 block">
                      <Badge tone="amber" icon="warning">
                        {m.review_hangs_on({ name: item.hangsOn.name })}
                      </Badge>
                    </span>
                  )}
                </th>
                <td className="px-3 text-right">{points(item.raw.mean)}</td>
                <td className="px-3 text-right font-semibold">{points(item.adjusted)}</td>
                <td className="px-3 text-right">{item.raw.reviews}</td>
                <td className="py-2 pr-5 pl-3">
                  {item.interval && item.rank !== null && (
                    <RankInterval
                      rank={item.rank}
                      items={of.items.length}
                      places={places}
                      interval={item.interval}
                    />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
