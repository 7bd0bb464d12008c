import { type } from 'arktype';
import { cursor, id as idText, instant, limit, optionalText, text } from '#src/kernel/schema.ts';
import { Prediction } from '../tasks/schema.ts';

const id = idText.as<string>();

/** Regions and relations in the shape of Label Studio (src/annotation/region.ts). */
const Result = type('Record<string, unknown>').array().atMostLength(20_000);

export const LeaseRequest = type({
  count: '1 <= number.integer <= 50',
  /** `offline` leases last hours and survive without a heartbeat. */
  mode: type.enumerated('online', 'offline'),
});
export type LeaseRequest = typeof LeaseRequest.infer;

export const QueueView = type({
  state: type.enumerated('ready', 'waiting', 'done', 'barred'),
  /** Slots that nobody holds. */
  open: 'number',
  leased: 'number',
  mineLeased: 'number',
  submitted: 'number',
  total: 'number',
  nextExpiresAt: 'string | null',
  sentence: { zh: 'string', en: 'string' },
});
export type QueueView = typeof QueueView.infer;

export const CommentView = type({
  id,
  taskId: id,
  regionId: 'string | null',
  author: { id: 'string', name: 'string' },
  text: 'string',
  createdAt: instant,
  resolvedAt: 'string | null',
});
export type CommentView = typeof CommentView.infer;

export const LeaseView = type({
  id,
  slotId: id,
  mode: type.enumerated('online', 'offline'),
  expiresAt: instant,
  attempt: 'number',
  task: {
    id,
    number: 'number',
    data: 'Record<string, unknown>',
    media: 'Record<string, string>',
    predictions: Prediction.array(),
  },
  draft: type({ result: 'unknown[]', revision: 'number' }).or('null'),
  /** Set when a reviewer sent it back. */
  returned: type({
    reason: 'string | null',
    result: 'unknown[]',
    comments: CommentView.array(),
  }).or('null'),
});
export type LeaseView = typeof LeaseView.infer;
export const LeaseList = type({ leases: LeaseView.array(), queue: QueueView });

export const Workbench = type({
  package: { id, title: 'string', deadline: 'string | null', state: 'string' },
  project: {
    id,
    title: 'string',
    instructions: 'string',
    labelConfig: 'string',
    maySkip: 'boolean',
  },
  me: { role: type.enumerated('manager', 'annotator', 'inspector') },
  queue: QueueView,
  counts: {
    mine: {
      submitted: 'number',
      accepted: 'number',
      returned: 'number',
      skipped: 'number',
      /** Kept, but somebody else had taken over the item. */
      orphaned: 'number',
    },
  },
});
export type Workbench = typeof Workbench.infer;

export const Heartbeat = type({ expiresAt: instant });
export const SaveDraft = type({
  result: Result,
  /** Revision of the draft last read; 0 where there was none. */
  revision: 'number.integer >= 0',
});
export const DraftSaved = type({ revision: 'number' });

export const Submission = type({
  /** Made by the client, once for each attempt to submit. */
  submissionId: id,
  result: Result,
  leadTimeMs: '0 <= number.integer <= 604800000',
  'skipped?': { reason: text(1_000) },
});
export type Submission = typeof Submission.infer;

export const Receipt = type({
  submissionId: id,
  annotationId: id,
  number: 'number',
  state: type.enumerated('submitted', 'skipped', 'orphaned'),
  /** sha256 of the canonical JSON of what was received. */
  digest: 'string',
  receivedAt: instant,
  /** Where the project shows it: the item was a known one, the right result and the score (0 to 1). */
  'gold?': { score: 'number', result: 'unknown[]' },
});
export type Receipt = typeof Receipt.infer;

export const AnnotationState = type.enumerated(
  'submitted',
  'skipped',
  'orphaned',
  'returned',
  'accepted',
  'replaced',
);
export const AnnotationSummary = type({
  id,
  number: 'number',
  taskId: id,
  taskNumber: 'number',
  state: AnnotationState,
  leadTimeMs: 'number',
  skipReason: 'string | null',
  revision: 'number',
  createdAt: instant,
  updatedAt: instant,
});
export type AnnotationSummary = typeof AnnotationSummary.infer;
export const AnnotationView = AnnotationSummary.and({
  packageId: id,
  projectId: id,
  result: 'unknown[]',
  digest: 'string',
  task: { id, number: 'number', data: 'Record<string, unknown>', media: 'Record<string, string>' },
});
export type AnnotationView = typeof AnnotationView.infer;
export const AnnotationList = type({ items: AnnotationSummary.array(), 'next?': 'string' });
export const OrphanList = type({
  items: AnnotationSummary.and({
    person: { id: 'string', name: 'string' },
    /** What has become of the item: `open` can still be taken by this result. */
    slotState: type.enumerated('open', 'leased', 'submitted', 'accepted', 'returned', 'cancelled'),
  }).array(),
  'next?': 'string',
});
export const MineQuery = type({ 'cursor?': cursor, 'limit?': limit });

export const CorrectAnnotation = type({ result: Result, revision: 'number.integer >= 1' });

export const CommentList = type({ items: CommentView.array() });
export const WriteComment = type({ text: text(4_000), 'regionId?': optionalText(200) });
