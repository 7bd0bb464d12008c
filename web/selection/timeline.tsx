import type { ApplicationViewBody } from '#src/selection/schema.ts';
import { formatInstant } from '../i18n/format.ts';
import { commandLabel } from './labels.ts';

/** What happened, oldest first, each step with its reason. */
export function Timeline({ events }: { readonly events: ApplicationViewBody['timeline'] }) {
  return (
    <ol className="space-y-3 border-l-2 border-line pl-5">
      {events.map((event, index) => (
        <li key={index} className="relative">
          <span
            aria-hidden="true"
            className="absolute top-1.5 -left-[1.65rem] size-3 rounded-full border-2 border-accent bg-canvas"
          />
          <p className="flex flex-wrap items-baseline gap-x-3">
            <span className="font-medium">{commandLabel(event.command)}</span>
            <time dateTime={event.at} className="tabular text-sm text-muted">
              {formatInstant(event.at)}
            </time>
          </p>
          {event.reason !== undefined && (
            <p className="text-sm whitespace-pre-line text-muted">{event.reason}</p>
          )}
        </li>
      ))}
    </ol>
  );
}
