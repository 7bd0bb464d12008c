import { type } from 'arktype';
import { cursor, id as idText, instant, limit, optionalText, text } from '#src/kernel/schema.ts';

const id = idText.as<string>();
const Result = type('Record<string, unknown>').array().atMostLength(20_000);
const Person = type({ id: 'string', name: 'string' });

export const ReviewQuery = type({
  'cursor?': cursor,
  'limit?': limit,
  /** Results of this person only. */
  'person?': id,
  /** Results in which this label or choice stands. */
  'label?': text(200),
  /** `yes`: only results that another answer to the task contradicts. */
  'disagreement?': type.enumerated('yes'),
  /** `failed`: only wrong answers to gold items; the demand side alone may ask. */
  'gold?': type.enumerated('failed'),
  /** `all` also lists what somebody has reviewed. */
  'reviewed?': type.enumerated('all'),
});
export type ReviewQuery = typeof ReviewQuery.infer;

export const ReviewItem = type({
  /** The annotation. */
  id,
  number: 'number',
  taskId: id,
  taskNumber: 'number',
  awardId: id,
  person: Person,
  state: type.enumerated('submitted', 'skipped'),
  skipReason: 'string | null',
  leadTimeMs: 'number',
  attempt: 'number',
  /** 0 to 1, with the other answers to the task that the caller may see; null where there is none. */
  agreement: 'number | null',
  /** Demand side only: how right the answer to a gold item is. */
  'goldScore?': 'number',
  reviewedAt: 'string | null',
  /** The caller made it, so somebody else must review it. */
  own: 'boolean',
  revision: 'number',
  createdAt: instant,
});
export type ReviewItem = typeof ReviewItem.infer;
export const ReviewList = type({
  side: type.enumerated('vendor', 'demand'),
  /** Results that nobody has reviewed yet, filters aside; counted up to 10,000. */
  waiting: 'number',
  items: ReviewItem.array(),
  'next?': 'string',
});
export type ReviewList = typeof ReviewList.infer;

export const WriteReview = type({
  decision: type.enumerated('accept', 'fix', 'return'),
  /** Asked for when returning. */
  'reason?': optionalText(2_000),
  /** The corrected result; asked for when fixing. */
  'result?': Result,
  revision: 'number.integer >= 1',
});
export type WriteReview = typeof WriteReview.infer;

export const ReviewView = type({
  id,
  annotationId: id,
  decision: type.enumerated('accept', 'fix', 'return'),
  side: type.enumerated('vendor', 'demand'),
  reason: 'string | null',
  reviewer: Person,
  /** The revision that was looked at. */
  revision: 'number',
  createdAt: instant,
});
export type ReviewView = typeof ReviewView.infer;

/** Where a result stands after a review. */
export const Reviewed = type({
  annotationId: id,
  state: type.enumerated('submitted', 'skipped', 'returned', 'accepted'),
  revision: 'number',
  decision: type.enumerated('accept', 'fix', 'return'),
  /** Nothing more needs to happen: no acceptance lot follows. */
  final: 'boolean',
});

export const RevisionView = type({
  revision: 'number',
  result: 'unknown[]',
  digest: 'string',
  person: Person,
  replacedAt: instant,
});
export const ReviewHistory = type({ reviews: ReviewView.array(), revisions: RevisionView.array() });
export type ReviewHistory = typeof ReviewHistory.infer;

export const DisagreementQuery = type({ 'cursor?': cursor, 'limit?': limit });
export const DisagreementItem = type({
  taskId: id,
  taskNumber: 'number',
  answers: 'number',
  vendors: 'number',
  /** Mean over all pairs of answers, 0 to 1. */
  agreement: 'number',
  adjudicated: 'boolean',
});
export type DisagreementItem = typeof DisagreementItem.infer;
export const DisagreementList = type({ items: DisagreementItem.array(), 'next?': 'string' });

export const AnswerView = type({
  annotationId: id,
  number: 'number',
  person: Person,
  vendor: { id: 'string', nameZh: 'string', nameEn: 'string' },
  state: type.enumerated('submitted', 'accepted'),
  result: 'unknown[]',
  /** With each of the others, in their order; null at its own place. */
  agreement: type('number | null').array(),
});
export type AnswerView = typeof AnswerView.infer;
export const AdjudicationView = type({
  id,
  result: 'unknown[]',
  annotationId: 'string | null',
  reason: 'string',
  adjudicator: Person,
  createdAt: instant,
});
export type AdjudicationView = typeof AdjudicationView.infer;
export const TaskAnswers = type({
  task: { id, number: 'number', data: 'Record<string, unknown>', media: 'Record<string, string>' },
  packageId: id,
  labelConfig: 'string',
  answers: AnswerView.array(),
  agreement: 'number | null',
  /** The answer the demand side settled on; only it sees this. */
  adjudication: AdjudicationView.or('null'),
  mayAdjudicate: 'boolean',
});
export type TaskAnswers = typeof TaskAnswers.infer;
/** Without one: the package in which the task was given out last. */
export const AnswersQuery = type({ 'package?': id });

export const Adjudicate = type({
  /** Without one: the package in which the task was given out last. */
  'packageId?': id,
  result: Result,
  /** The answer taken over as it is, where one was right. */
  'annotationId?': id,
  reason: text(2_000),
});
export type Adjudicate = typeof Adjudicate.infer;
