import { type } from 'arktype';
import { cursor, instant, limit } from '#src/kernel/schema.ts';
import { id, lines, reason, revision, Words } from '../schema.ts';

export const AssignmentPath = type({ id });
const states = [
  'invited',
  'accepted',
  'draft',
  'submitted',
  'reopened',
  'declined',
  'recused',
  'invalidated',
] as const;
export const StateName = type.enumerated(...states);
export const AssignmentQuery = type({
  /** `open`: what still waits for the expert. */
  'state?': type.enumerated('open', ...states),
  'cursor?': cursor,
  'limit?': limit,
});

export const CriterionView = type({
  key: 'string',
  title: Words,
  help: Words,
  weight: 'number',
  min: 'number',
  max: 'number',
});
const Scores = type({ '[string]': 'number' });

export const AssignmentSummary = type({
  id,
  state: StateName,
  title: 'string',
  field: 'string',
  board: { id, title: Words, blind: type.enumerated('open', 'single', 'double') },
  dueAt: instant,
  late: 'boolean',
  submittedAt: instant.or('null'),
});
export type AssignmentSummary = typeof AssignmentSummary.infer;
export const AssignmentPage = type({ items: AssignmentSummary.array(), 'next?': 'string' });
export type AssignmentPage = typeof AssignmentPage.infer;

const VersionView = type({
  number: 'number',
  total: 'number',
  scores: Scores,
  opinion: 'string',
  note: 'string',
  submittedAt: instant,
});
const PeerView = type({
  /** `1`, `2`, …; a name only where reviews are open. */
  number: 'number',
  'name?': 'string',
  total: 'number',
  scores: Scores,
  opinion: 'string',
  note: 'string',
});
const CommentView = type({
  id,
  /** The number of the reviewer as in `peers`; 0 is the reader. */
  by: 'number',
  'name?': 'string',
  text: 'string',
  at: instant,
});

export const AssignmentView = type({
  '...': AssignmentSummary,
  revision: 'number',
  explanation: Words,
  rubric: CriterionView.array(),
  /** Who applies, for the declaration; null where the review is double blind. */
  applicants: type({ organisations: Words.array(), people: 'string[]' }).or('null'),
  declaredAt: instant.or('null'),
  /** Nothing of the item before the declaration. */
  item: type({ summary: 'string', href: 'string | null' }).or('null'),
  draft: type({
    revision: 'number',
    scores: Scores,
    opinion: 'string',
    note: 'string',
    savedAt: instant.or('null'),
  }).or('null'),
  versions: VersionView.array(),
  /** After one's own review only. */
  peers: PeerView.array().or('null'),
  comments: CommentView.array().or('null'),
  may: { declare: 'boolean', write: 'boolean', recuse: 'boolean', comment: 'boolean' },
});
export type AssignmentView = typeof AssignmentView.infer;

/** `none` opens the item; with a tie the person is recused, and the reason is kept. */
export const Declare = type({
  '+': 'reject',
  revision,
  tie: type.enumerated('none', 'tied'),
  'reason?': reason,
});
export type Declare = typeof Declare.infer;
export const StepAside = type({ '+': 'reject', revision, reason });
/** `revision` is that of the draft last read, 0 where there is none; gaps are allowed. */
export const SaveDraft = type({
  '+': 'reject',
  revision: 'number.integer >= 0',
  scores: Scores,
  opinion: lines(20_000),
  note: lines(20_000),
});
export type SaveDraft = typeof SaveDraft.infer;
export const DraftSaved = type({ revision: 'number', savedAt: instant, state: StateName });
export type DraftSaved = typeof DraftSaved.infer;
/** `revision` is that of the draft that is to be submitted. */
export const SubmitReview = type({ '+': 'reject', revision });
export const PostComment = type({
  '+': 'reject',
  text: type('/^[^\\x00-\\x20][^\\x00]*$/')
    .and('string <= 5000')
    .describe('text of 1 to 5000 characters'),
});
export const CommentId = type({ id });
