import {
  applicationTransitions,
  roundTransitions,
  type ApplicationState,
  type RoundState,
} from './transitions.ts';

export interface ReplayedEvent {
  readonly application_id: string | null;
  readonly command: string;
  readonly before: string | null;
  readonly after: string;
}

export interface Replayed {
  readonly round: RoundState | undefined;
  readonly applications: ReadonlyMap<string, ApplicationState>;
}

/** A record in which an event does not follow from those before it: it was tampered with. */
export class BrokenRecord extends Error {}

const starts: Readonly<Record<string, string>> = { create: 'draft', start: 'draft' };

function next(
  event: ReplayedEvent,
  present: string | undefined,
  table: Readonly<Record<string, { readonly from: readonly string[]; readonly to: string }>>,
): string {
  if (event.before !== (present ?? null))
    throw new BrokenRecord(`replay: ${event.command} was recorded from another state`);
  const rule = Object.hasOwn(table, event.command) ? table[event.command] : undefined;
  const to = rule
    ? rule.from.includes(present ?? '')
      ? rule.to
      : undefined
    : (starts[event.command] ?? present);
  if (to !== event.after) throw new BrokenRecord(`replay: ${event.command} does not lead there`);
  return to;
}

/**
 * The states of a round and its applications, from their events alone in the order of `seq`. Throws
 * BrokenRecord where an event does not follow from those before it, so tampering is found.
 */
export function replay(events: readonly ReplayedEvent[]): Replayed {
  let round: RoundState | undefined;
  const applications = new Map<string, ApplicationState>();
  for (const event of events) {
    const { application_id: id } = event;
    if (id === null) round = next(event, round, roundTransitions) as RoundState;
    else
      applications.set(
        id,
        next(event, applications.get(id), applicationTransitions) as ApplicationState,
      );
  }
  return { round, applications };
}
