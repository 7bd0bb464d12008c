import { type } from 'arktype';
import { cursor, instant, limit } from '#src/kernel/schema.ts';
import { CriterionView, StateName } from '../reviews/schema.ts';
import { id, reason, revision, Words } from '../schema.ts';

export const BoardPath = type({ id });
export const BoardQuery = type({ 'cursor?': cursor, 'limit?': limit });
export const BoardSummary = type({
  id,
  subject: { kind: 'string', id: 'string' },
  title: Words,
  blind: type.enumerated('open', 'single', 'double'),
  reviewsPerItem: 'number',
  places: 'number | null',
  dueAt: instant,
  state: type.enumerated('open', 'closed'),
  revision: 'number',
});
export type BoardSummary = typeof BoardSummary.infer;
export const BoardPage = type({ items: BoardSummary.array(), 'next?': 'string' });
export type BoardPage = typeof BoardPage.infer;

const BoardReview = type({
  id,
  expert: { id, name: 'string' },
  state: StateName,
  reason: 'string | null',
  revision: 'number',
  explanation: Words,
  /** A tie to the applicants came up after the assignment. */
  conflict: Words.or('null'),
});
/** Items and counts without those the reader is tied to. */
export const BoardView = type({
  '...': BoardSummary,
  rubric: CriterionView.array(),
  /** The reader is tied to an item of the board, so another operator assigns it. */
  mayAssign: 'boolean',
  items: type({
    id,
    title: 'string',
    field: 'string',
    organisations: Words.array(),
    reviews: BoardReview.array(),
  }).array(),
});
export type BoardView = typeof BoardView.infer;
export const ExtendBoard = type({
  '+': 'reject',
  revision,
  dueAt: type(
    '/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,3})?)?Z$/',
  ).describe('an instant in UTC, such as 2027-01-01T00:00:00Z'),
});

export const AssignmentPath = type({ id });
export const ReturnReview = type({ '+': 'reject', revision, reason });

const Interval = type(['number', 'number']);
/** Raw beside adjusted scores, of the items the reader may know of. */
export const ScoresView = type({
  board: BoardSummary,
  rubric: CriterionView.array(),
  connected: 'boolean',
  /** Reviews still to come. */
  waiting: 'number',
  items: type({
    itemId: id,
    title: 'string',
    raw: { mean: 'number | null', reviews: 'number', byCriterion: { '[string]': 'number' } },
    adjusted: 'number | null',
    rank: 'number | null',
    interval: type({ leaveOneOut: Interval, bootstrap: Interval }).or('null'),
    hangsOn: type({ id, name: 'string' }).or('null'),
  }).array(),
  reviewers: type({ id, name: 'string', reviews: 'number', severity: 'number | null' }).array(),
});
export type ScoresView = typeof ScoresView.infer;

/** What the reviewers of one item wrote, for who decides. */
export const ItemReviews = type({
  item: { id, title: 'string', summary: 'string', href: 'string' },
  reviews: type({
    expert: { id, name: 'string' },
    version: 'number',
    total: 'number',
    scores: { '[string]': 'number' },
    opinion: 'string',
    note: 'string',
    submittedAt: instant,
  }).array(),
  comments: type({ by: 'string', text: 'string', at: instant }).array(),
});
export type ItemReviews = typeof ItemReviews.infer;
