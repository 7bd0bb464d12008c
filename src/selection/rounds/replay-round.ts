import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import { rankingOf } from '#src/review/index.ts';
import { decisionsOf, itemsOf, presentDecision } from '../decision/queries.ts';
import { listDirectory } from '../directory/queries.ts';
import type { Db } from '../outcome-deps.ts';
import { reading } from '../outcome-deps.ts';
import { applicationsOfRound } from '../queries/application.ts';
import { eventsOfRound, type EventRow } from '../queries/event.ts';
import { roundById } from '../queries/round.ts';
import { replay } from '../replay.ts';

/** What became of a round; `by` application ids, in no order that chance could change. */
interface Outcome {
  readonly round: string | undefined;
  readonly applications: Readonly<Record<string, string>>;
  readonly ranking: Readonly<Record<string, readonly (number | null)[]>>;
  readonly shortlist: readonly string[];
  /** The selected; with their places once the decision is in effect. */
  readonly selected: Readonly<Record<string, number | null>>;
  /** Year and slot of each entry. */
  readonly slots: Readonly<Record<string, string>>;
}

export interface ReplayedRound {
  readonly events: number;
  /** sha256 of the canonical JSON of what the record leads to, hex. */
  readonly digest: string;
  /** The same of what is stored. */
  readonly stored: string;
  /** Parts in which they differ; none, if all is well. */
  readonly differing: readonly string[];
}

const sorted = (ids: Iterable<string>): string[] => [...ids].toSorted();

/** Who was on the shortlist when a decision was first approved, or is on it now. */
function shortlistOf(events: readonly EventRow[]): string[] {
  const on = new Set<string>();
  for (const { application_id: id, command } of events) {
    if (id === null) {
      if (command === 'notice') break;
      continue;
    }
    if (command === 'shortlist') on.add(id);
    if (command === 'unshortlist' || command === 'withdraw') on.delete(id);
  }
  return sorted(on);
}

/** Who stands in the decision that was approved last; with the place once it is in effect. */
function selectedOf(events: readonly EventRow[]): Record<string, number | null> {
  const places: Record<string, number | null> = {};
  for (const { application_id: id, command, payload } of events) {
    if (id === null) continue;
    if (command === 'notice') places[id] = null;
    if (command === 'select') places[id] = Number(payload['place']);
    if (command === 'decline' || command === 'unnotice') delete places[id];
  }
  return places;
}

function slotsOf(events: readonly EventRow[]): Record<string, string> {
  const slots: Record<string, string> = {};
  for (const { application_id: id, command, payload } of events)
    if (id === null && (command === 'publish' || command === 'publishPart'))
      for (const entry of (payload['entries'] ?? []) as {
        id: string;
        year: number;
        slot: number;
      }[])
        slots[entry.id] = `${entry.year}/${entry.slot}`;
  return slots;
}

/** Rank, raw and adjusted score from the reviews that were submitted, worked out again. */
async function rankedAgain(db: Db, boardId: string | null): Promise<Outcome['ranking']> {
  if (boardId === null) return {};
  const { items } = await rankingOf(db, boardId);
  return Object.fromEntries(
    items.map((item) => [item.subject.id, [item.rank, item.raw.mean, item.adjusted]]),
  );
}

async function storedOutcome(db: Db, roundId: string, again: Outcome): Promise<Outcome> {
  const round = await roundById(reading(db), roundId);
  const rows = await applicationsOfRound(reading(db), roundId);
  const decision = await presentDecision(db, roundId);
  const items = decision ? await itemsOf(db, decision.id) : [];
  const entries = round ? await listDirectory(db, round.year) : [];
  const first = (await decisionsOf(db, roundId)).findLast((one) => one.approved_by !== null);
  const shortlisted = (first ?? decision)?.trace.find((s) => s.op === 'shortlist');
  const approved = decision !== undefined && decision.state !== 'proposed';
  return {
    round: round?.state,
    applications: Object.fromEntries(rows.map((row) => [row.id, row.state])),
    // Before a decision nothing of it is stored: it is worked out each time.
    ranking: decision
      ? Object.fromEntries(items.map((i) => [i.application_id, [i.rank, i.raw, i.adjusted]]))
      : again.ranking,
    shortlist: shortlisted ? sorted(shortlisted.applications ?? []) : again.shortlist,
    selected: approved
      ? Object.fromEntries(
          items.flatMap((i) =>
            i.place === null
              ? []
              : [[i.application_id, decision.state === 'effective' ? i.place : null]],
          ),
        )
      : again.selected,
    slots: Object.fromEntries(
      entries
        .filter((entry) => entry.round_id === roundId)
        .map((entry) => [entry.id, `${entry.year}/${entry.slot}`]),
    ),
  };
}

/**
 * Works a round out again from its record alone: states, shortlist, places and slots from its events, ranks and
 * scores from the submitted reviews; and compares that with what is stored. Throws hub.notFound, and where an
 * event does not follow from those before it.
 */
export async function replayRound(db: Db, roundId: string): Promise<ReplayedRound> {
  const round = await roundById(reading(db), roundId);
  if (!round) throw new AppError(errors.notFound);
  const events = await eventsOfRound(reading(db), roundId);
  const states = replay(events);
  const numbered = new Set(
    events.filter((e) => e.command === 'submit').map((e) => e.application_id),
  );
  const again: Outcome = {
    round: states.round,
    applications: Object.fromEntries([...states.applications].filter(([id]) => numbered.has(id))),
    ranking: await rankedAgain(db, round.board_id),
    shortlist: shortlistOf(events),
    selected: selectedOf(events),
    slots: slotsOf(events),
  };
  const stored = await storedOutcome(db, roundId, again);
  const parts = Object.keys(again) as (keyof Outcome)[];
  return {
    events: events.length,
    digest: await sha256Hex(canonicalJson(again)),
    stored: await sha256Hex(canonicalJson(stored)),
    differing: parts.filter((part) => canonicalJson(again[part]) !== canonicalJson(stored[part])),
  };
}
