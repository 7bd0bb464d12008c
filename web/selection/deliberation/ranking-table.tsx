import { useState } from 'react';
import { useRevalidator } from 'react-router';
import type { DeliberationViewBody } from '#src/selection/decision/schema.ts';
import type { ApplicationSummaryBody } from '#src/selection/schema.ts';
import { call } from '../../api.ts';
import { pick } from '../../i18n/language.ts';
import { m } from '../../i18n/messages.ts';
import { RankInterval } from '../../review/rank-interval.tsx';
import { points } from '../../review/review-words.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { stateLabel, stateTone } from '../labels.ts';
import { MinutesDialog } from './minutes-dialog.tsx';

type Item = DeliberationViewBody['items'][number];

/** Raw beside adjusted, how sure each rank is, and what the panel said of each application. */
export function RankingTable({ view, open }: RankingTableProps) {
  const [chosen, setChosen] = useState<string>();
  const item = view.items.find((one) => one.application === chosen);
  return (
    <>
      <div
        className="card scroll-thin overflow-x-auto"
        tabIndex={0}
        role="region"
        aria-label={m.review_scores()}
      >
        <table className="tabular w-full text-[0.9375rem]">
          <thead>
            <tr className="border-b border-line text-left text-sm whitespace-nowrap text-muted">
              <th className="py-2.5 pr-2 pl-5 text-right font-medium">{m.review_rank()}</th>
              <th className="px-3 font-medium">{m.selection_applications()}</th>
              <th className="px-3 text-right font-medium">{m.review_raw()}</th>
              <th className="px-3 text-right font-medium">{m.review_adjusted()}</th>
              <th className="px-3 font-medium">{m.review_interval()}</th>
              <th className="py-2.5 pr-5 pl-3 font-medium">{m.selection_minutes()}</th>
            </tr>
          </thead>
          <tbody>
            {view.items.map((one) => (
              <Row
                key={one.application}
                item={one}
                view={view}
                open={open}
                onMinutes={() => setChosen(one.application)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {item && (
        <MinutesDialog
          key={item.application}
          item={item}
          open={open}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
}

function Row({ item, view, open, onMinutes }: RowProps) {
  const { minutes, interval, rank } = item;
  return (
    <tr className="border-b border-line align-top last:border-b-0">
      <td className="py-3 pr-2 pl-5 text-right font-semibold">{rank ?? '–'}</td>
      <th scope="row" className="min-w-48 px-3 py-3 sm:min-w-64 text-left font-normal">
        <span className="font-medium">{item.title}</span>
        <span className="block text-sm text-muted">
          {item.number} · {pick(item.organisation.name.zh, item.organisation.name.en)}
        </span>
        {item.hangsOnOne && (
          <span className="mt-1 block">
            <Badge tone="amber" icon="warning">
              {m.selection_hangs_on_one()}
            </Badge>
          </span>
        )}
      </th>
      <td className="px-3 py-3 text-right whitespace-nowrap">{points(item.raw ?? null)}</td>
      <td className="px-3 py-3 text-right font-semibold whitespace-nowrap">
        {points(item.adjusted ?? null)}
      </td>
      <td className="px-3 py-2.5">
        {interval && rank !== undefined && (
          <RankInterval
            rank={rank}
            items={view.items.length}
            places={view.places}
            interval={{
              leaveOneOut: interval.leaveOneOut as [number, number],
              bootstrap: interval.bootstrap as [number, number],
            }}
          />
        )}
      </td>
      <td className="min-w-56 py-3 pr-5 pl-3">
        <p className="mb-2 flex flex-wrap items-center gap-2">
          <Badge tone={stateTone(item.state as ApplicationSummaryBody['state'])}>
            {stateLabel(item.state as ApplicationSummaryBody['state'])}
          </Badge>
          {minutes ? (
            <Badge icon="check">{m.selection_minutes_written()}</Badge>
          ) : (
            <span className="text-sm text-muted">{m.selection_minutes_none()}</span>
          )}
        </p>
        {minutes && <p className="mb-2 line-clamp-2 text-sm text-muted">{minutes.text}</p>}
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            onClick={onMinutes}
            aria-label={m.selection_minutes_of({ title: item.title })}
          >
            {m.selection_minutes()}
          </Button>
          {open && <Shortlist item={item} />}
        </div>
      </td>
    </tr>
  );
}

/** On the shortlist, or off it with a reason. */
function Shortlist({ item }: { readonly item: Item }) {
  const { revalidate } = useRevalidator();
  const on = item.state === 'shortlisted';
  if (!on && item.state !== 'under_review') return null;
  return (
    <ConfirmButton
      label={on ? m.selection_shortlist_off() : m.selection_shortlist_on()}
      look={on ? 'quiet' : 'plain'}
      ask={item.title}
      {...(on ? { reasonLabel: m.dataset_reason() } : {})}
      act={async (reason) => {
        await call('POST', `/operator/selection/applications/${item.application}/shortlist`, {
          revision: item.revision,
          shortlisted: !on,
          ...(reason === '' ? {} : { reason }),
        });
        await revalidate();
      }}
    />
  );
}

interface RankingTableProps {
  readonly view: DeliberationViewBody;
  readonly open: boolean;
}
interface RowProps extends RankingTableProps {
  readonly item: Item;
  readonly onMinutes: () => void;
}
