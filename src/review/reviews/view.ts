import type { Db } from '../deps.ts';
import { live, writable } from '../transitions.ts';
import {
  commentsOf,
  draftOf,
  submittedOf,
  summaryOf,
  versionsOf,
  type AssignmentRow,
  type DraftRow,
} from './queries.ts';
import type { AssignmentSummary, AssignmentView } from './schema.ts';

/** Nothing changes any more: the review is closed or the item was withdrawn. */
const over = (row: AssignmentRow): boolean =>
  row.board_state === 'closed' || row.item_state === 'withdrawn';

export const assignmentSummary = (row: AssignmentRow): AssignmentSummary => ({
  id: row.id,
  state: row.state,
  title: row.title,
  field: row.field,
  board: { id: row.board_id, title: row.board_title, blind: row.blind },
  dueAt: row.due_at.toISOString(),
  late: row.late && !over(row) && row.state !== 'submitted',
  submittedAt: row.submitted_at?.toISOString() ?? null,
});

const draftView = (draft: DraftRow | undefined) => ({
  revision: draft?.revision ?? 0,
  scores: { ...draft?.scores },
  opinion: draft?.opinion ?? '',
  note: draft?.note ?? '',
  savedAt: draft?.saved_at.toISOString() ?? null,
});

/** Reviews and comments of the others, numbered without a trace of who or when; names only where open. */
async function othersOf(db: Db, row: AssignmentRow) {
  const submitted = (await submittedOf(db, row.item_id)).filter((v) => v.id !== row.id);
  const named = (name: string) => (row.blind === 'open' ? { name } : {});
  const numbers = new Map(submitted.map((v, n) => [v.id, n + 1]));
  // Who recused or was invalidated since keeps a comment, under the next numbers.
  const numberOf = (id: string): number => {
    if (id === row.id) return 0;
    const known = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, known);
    return known;
  };
  return {
    peers: submitted.map((v) => ({
      number: numberOf(v.id),
      ...named(v.name),
      ...{ total: v.total, scores: { ...v.scores }, opinion: v.opinion, note: v.note },
    })),
    comments: (await commentsOf(db, row.item_id)).map((c) => ({
      id: c.id,
      by: numberOf(c.assignment_id),
      ...named(c.name),
      text: c.text,
      at: c.created_at.toISOString(),
    })),
  };
}

/** What the expert sees of an assignment: no more of the item than its title before the declaration. */
export async function assignmentView(db: Db, row: AssignmentRow): Promise<AssignmentView> {
  const declared = row.declared_at !== null && live.includes(row.state);
  const summary = declared ? await summaryOf(db, row.item_id) : undefined;
  const own = row.state === 'submitted';
  const others = own ? await othersOf(db, row) : { peers: null, comments: null };
  const versions = await versionsOf(db, row.id);
  const open = !over(row);
  return {
    ...assignmentSummary(row),
    revision: row.revision,
    explanation: row.explanation,
    rubric: row.rubric.map((c) => ({ ...c })),
    applicants:
      row.blind === 'double'
        ? null
        : {
            organisations: row.orgs.map(({ names: [zh = '', en = zh] }) => ({ zh, en })),
            people: row.people,
          },
    declaredAt: row.declared_at?.toISOString() ?? null,
    item: summary
      ? { summary: summary.summary, href: row.blind === 'double' ? null : row.href }
      : null,
    draft: declared ? draftView(await draftOf(db, row.id)) : null,
    versions: versions.map((v) => ({
      ...{ number: v.number, total: v.total, scores: { ...v.scores } },
      ...{ opinion: v.opinion, note: v.note, submittedAt: v.submitted_at.toISOString() },
    })),
    ...others,
    may: {
      declare: open && row.state === 'invited',
      write: open && !row.late && writable.includes(row.state),
      recuse: open && live.includes(row.state),
      comment: open && own,
    },
  };
}
