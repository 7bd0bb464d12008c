import { panelOf } from '#src/review/index.ts';
import type { Db } from '../outcome-deps.ts';
import type { Settings } from '../shapes.ts';
import { noticeTextFor } from './announce.ts';
import { rankedOf, type Deliberated, type Table } from './deliberation.ts';
import {
  decisionsOf,
  deliberationOf,
  itemsOf,
  minutesOf,
  presentDecision,
  type DecisionItemRow,
  type DecisionRow,
  type DeliberationRow,
  type MinutesRow,
} from './queries.ts';
import { suggest } from './rank-order.ts';
import type { DecisionSheetBody, DecisionViewBody, DeliberationViewBody } from './schema.ts';

const iso = (at: Date): string => at.toISOString();
const figures = (row: { rank: number | null; raw: number | null; adjusted: number | null }) => ({
  ...(row.rank === null ? {} : { rank: row.rank }),
  ...(row.raw === null ? {} : { raw: row.raw }),
  ...(row.adjusted === null ? {} : { adjusted: row.adjusted }),
});

/** A decision; `seen` are the applications the caller may know of, all where absent. */
export const decisionView = (
  row: DecisionRow,
  items: readonly DecisionItemRow[],
  userId: string,
): DecisionViewBody => ({
  id: row.id,
  round: { id: row.round_id, title: { zh: row.round_zh, en: row.round_en }, year: row.year },
  number: row.number,
  state: row.state,
  proposedBy: row.proposed_name ?? '',
  proposedAt: iso(row.proposed_at),
  ...(row.approved_name ? { approvedBy: row.approved_name } : {}),
  ...(row.approved_at ? { approvedAt: iso(row.approved_at) } : {}),
  ...(row.effective_at ? { effectiveAt: iso(row.effective_at) } : {}),
  ...(row.superseded_at ? { supersededAt: iso(row.superseded_at) } : {}),
  ...(row.supersede_reason ? { supersedeReason: row.supersede_reason } : {}),
  ...(row.notice_id ? { notice: row.notice_id } : {}),
  sha256: row.sha256,
  trace: row.trace.map(({ op, text }) => ({ op, text: { ...text } })),
  lines: items.map((item) => ({
    application: item.application_id,
    number: item.number ?? '',
    title: item.title,
    organisation: { slug: item.lead_slug, name: { zh: item.lead_zh, en: item.lead_en } },
    outcome: item.outcome,
    ...(item.place === null ? {} : { place: item.place }),
    ...(item.reason === null ? {} : { reason: item.reason }),
    ...figures(item),
  })),
  mine: row.proposed_by === userId,
  revision: row.revision,
});

function itemView({ application, ranking }: Deliberated, minutes: MinutesRow | undefined) {
  return {
    application: application.id,
    number: application.number ?? '',
    title: application.title,
    organisation: {
      slug: application.lead_slug,
      name: { zh: application.lead_zh, en: application.lead_en },
    },
    state: application.state,
    revision: application.revision,
    reviews: ranking?.raw.reviews ?? 0,
    ...(ranking
      ? figures({ rank: ranking.rank, raw: ranking.raw.mean, adjusted: ranking.adjusted })
      : {}),
    ...(ranking?.interval
      ? {
          interval: {
            leaveOneOut: [...ranking.interval.leaveOneOut],
            bootstrap: [...ranking.interval.bootstrap],
          },
        }
      : {}),
    hangsOnOne: (ranking?.hangsOn ?? null) !== null,
    ...(minutes
      ? {
          minutes: {
            text: minutes.minutes,
            ...(minutes.reason === null ? {} : { reason: minutes.reason }),
            revision: minutes.revision,
          },
        }
      : {}),
  };
}

async function panelPart(db: Db, roundId: string) {
  const found = await panelOf(db, { kind: 'selection.round', id: roundId });
  if (!found) return {};
  const { panel, members } = found;
  const people = members.map((m) => ({ userId: m.user_id, name: m.name }));
  return { panel: { id: panel.id, quorum: panel.quorum, members: people } };
}

const tieBreakersOf = ({ tieBreakers, rubric }: Settings) =>
  tieBreakers.map((key) => {
    const title = rubric.find((c) => c.key === key)?.title;
    return { key, title: title ? { ...title } : { zh: key, en: key } };
  });

const sittingView = (row: DeliberationRow) => ({
  heldOn: row.held_on,
  present: row.present,
  quorum: row.quorum,
  minutes: row.minutes,
  revision: row.revision,
  at: iso(row.recorded_at),
});

/** The table as this person sees it, with the panel, the sitting and the present decision. */
export async function deliberationView(
  db: Db,
  table: Table,
  userId: string,
): Promise<DeliberationViewBody> {
  const { round, settings } = table;
  const minutes = new Map((await minutesOf(db, round.id)).map((row) => [row.application_id, row]));
  const sitting = await deliberationOf(db, round.id);
  // Who is tied to an application sees no decision about it: its lines and its length would tell.
  const decision = table.conflicted ? undefined : await presentDecision(db, round.id);
  const shortlisted = table.items.filter((i) => i.application.state !== 'under_review');
  const proposed = suggest(shortlisted.map(rankedOf), table.places, settings.tieBreakers);
  return {
    round: {
      id: round.id,
      title: { zh: round.title_zh, en: round.title_en },
      year: round.year,
      state: round.state,
      capacity: round.capacity,
      ...(round.board_id === null ? {} : { board: round.board_id }),
      revision: round.revision,
    },
    shortlistSize: settings.shortlist,
    tieBreakers: tieBreakersOf(settings),
    slotsLeft: table.slotsLeft,
    places: table.places,
    connected: table.connected,
    ...(await panelPart(db, round.id)),
    ...(sitting ? { sitting: sittingView(sitting) } : {}),
    items: table.items.map((item) => itemView(item, minutes.get(item.application.id))),
    suggestion: {
      selected: [...proposed.selected],
      tied: [...proposed.tied],
      empty: proposed.empty,
    },
    ...(decision
      ? { decision: decisionView(decision, await itemsOf(db, decision.id), userId) }
      : {}),
  };
}

/** The decision of a round with its minutes and its notice, for who is tied to none of the applications. */
export async function decisionSheet(
  db: Db,
  table: Table,
  userId: string,
): Promise<Omit<DecisionSheetBody, 'mayApprove' | 'mayWrite'>> {
  const { round, settings } = table;
  const rows = await decisionsOf(db, round.id);
  const row = rows.find((one) => one.state !== 'superseded');
  const sitting = await deliberationOf(db, round.id);
  const items = row ? await itemsOf(db, row.id) : [];
  const views = await Promise.all(
    rows
      .filter((one) => one !== row)
      .map(async (one) => decisionView(one, await itemsOf(db, one.id), userId)),
  );
  const members = (await panelPart(db, round.id)).panel?.members ?? [];
  const minutes = await minutesOf(db, round.id);
  return {
    round: {
      id: round.id,
      title: { zh: round.title_zh, en: round.title_en },
      year: round.year,
      state: round.state,
    },
    ...(row ? { decision: decisionView(row, items, userId) } : {}),
    earlier: views,
    tieBreakers: tieBreakersOf(settings),
    ...(sitting ? { sitting: sittingView(sitting) } : {}),
    present: members.filter((m) => sitting?.present.includes(m.userId)).map((m) => m.name),
    minutes: minutes.map((one) => ({ application: one.application_id, text: one.minutes })),
    ...(row?.state === 'proposed'
      ? {
          notice: {
            ...(await noticeTextFor(db, row, table, items)),
            least: settings.noticeWorkingDays,
          },
        }
      : {}),
  };
}
