import { Link, useLoaderData, useParams, type LoaderFunctionArgs } from 'react-router';
import type { PublicationViewBody } from '#src/selection/directory/schema.ts';
import { load } from '../api.ts';
import { pick } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { RoundHeader } from '../selection/deliberation/round-header.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { useDecide } from './queue.tsx';

export const loader = ({ context, params }: LoaderFunctionArgs): Promise<PublicationViewBody> =>
  load<PublicationViewBody>(context, `/operator/selection/rounds/${params['id']}/publication`);

/** What waits to be published, and how many slots of the year are used and left. */
export function Component() {
  const { round, slots, ready, items } = useLoaderData<PublicationViewBody>();
  const { id } = useParams();
  const decide = useDecide();
  const waiting = items.filter((item) => item.entry === undefined);
  const { used, left } = slots;
  return (
    <div className="max-w-4xl space-y-9 pb-16">
      <RoundHeader round={round} here={m.selection_publication()} />
      <Section
        title={m.directory_title_of({ year: String(round.year) })}
        hint={m.directory_slots_used({
          year: String(round.year),
          used: String(used),
          left: String(left),
        })}
        action={
          ready && round.state === 'noticing' ? (
            <ConfirmButton
              label={m.directory_publish()}
              look="primary"
              ask={m.directory_publish_ask({ count: String(waiting.length) })}
              act={() => decide(`/operator/selection/rounds/${id}/publication`, {})}
            />
          ) : undefined
        }
      >
        {!ready && <Notice tone="warn">{m.directory_not_ready()}</Notice>}
        <ol className="card mt-4 divide-y divide-line">
          {items.map((item) => (
            <li key={item.application} className="flex gap-4 px-5 py-3">
              <span className="tabular w-6 text-right text-faint">{item.place}</span>
              <span className="min-w-0 flex-1">
                {item.title}
                <span className="block text-sm text-muted">
                  {item.number} · {pick(item.organisation.zh, item.organisation.en)}
                </span>
              </span>
              {item.entry && (
                <Link to={`/directory/entries/${item.entry.id}`} className="link tabular">
                  {m.directory_slot_number({ slot: String(item.entry.slot) })}
                </Link>
              )}
            </li>
          ))}
        </ol>
      </Section>
    </div>
  );
}
