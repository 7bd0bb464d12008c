import { type, type Type } from 'arktype';
import { day, id as uuid, instant } from '#src/kernel/schema.ts';

/** Ids are plain text in types; the pattern stays in the document. */
const id = uuid as unknown as Type<string>;
const prose = (max: number) =>
  type('/^[^\\x00-\\x20][^\\x00]*$/')
    .and(`string <= ${max}`)
    .describe(`text of 1 to ${max} characters`);
const revision = type('number.integer >= 1');
const shown = type({ zh: 'string', en: 'string' });

export const RoundPath = type({ id });
export const DecisionPath = type({ id });
export const ApplicationPath = type({ id });

export const RecordDeliberation = type({
  '+': 'reject',
  /** 0 for the first record. */
  revision: 'number.integer >= 0',
  heldOn: day,
  /** User ids of the members of the panel who were present. */
  present: id.array().atMostLength(60),
  minutes: prose(20_000),
});
export type RecordDeliberationBody = typeof RecordDeliberation.infer;
export const WriteMinutes = type({
  '+': 'reject',
  /** 0 for the first record. */
  revision: 'number.integer >= 0',
  minutes: prose(4000),
  /** Why it is not selected, should it not be. */
  'reason?': prose(2000),
});
export type WriteMinutesBody = typeof WriteMinutes.infer;
export const Shortlist = type({
  '+': 'reject',
  revision,
  shortlisted: 'boolean',
  /** Needed where an application leaves the shortlist. */
  'reason?': prose(500),
});
export const ProposeDecision = type({
  '+': 'reject',
  /** Applications in the order in which they are selected. */
  selected: id.array().atMostLength(100),
  /** By application, for those not selected; the minutes' reason where none is given. */
  'reasons?': type({ '[string]': prose(2000) }),
});
export const ApproveDecision = type({ '+': 'reject', revision });
export const ReturnDecision = type({ '+': 'reject', revision, reason: prose(500) });

const line = (max: number) =>
  type('/^[^\\x00-\\x20\\x7f]([^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$/')
    .and(`string <= ${max}`)
    .describe(`one line of 1 to ${max} characters`);
export const WriteNoticeText = type({
  '+': 'reject',
  /** Of the decision, which it raises. */
  revision,
  title: type({ '+': 'reject', zh: line(200), en: line(200) }),
  /** Markdown. */
  body: type({ '+': 'reject', zh: prose(20_000), en: prose(20_000) }),
  workingDays: '1 <= number.integer <= 60',
});
export type WriteNoticeTextBody = typeof WriteNoticeText.infer;

const interval = type({ leaveOneOut: 'number[]', bootstrap: 'number[]' });
const Line = type({
  application: id,
  number: 'string',
  title: 'string',
  organisation: { slug: 'string', name: shown },
  outcome: "'selected' | 'not_selected'",
  'place?': 'number.integer',
  'reason?': 'string',
  'rank?': 'number',
  'raw?': 'number',
  'adjusted?': 'number',
});
export const DecisionView = type({
  id,
  round: { id, title: shown, year: 'number.integer' },
  number: 'number.integer',
  state: "'proposed' | 'approved' | 'effective' | 'superseded'",
  proposedBy: 'string',
  proposedAt: instant,
  'approvedBy?': 'string',
  'approvedAt?': instant,
  'effectiveAt?': instant,
  'supersededAt?': instant,
  'supersedeReason?': 'string',
  'notice?': id,
  /** sha256 of the canonical JSON of lines and trace, hex. */
  sha256: 'string',
  trace: type({ op: 'string', text: shown }).array(),
  lines: Line.array(),
  /** The caller proposed it, and so does not approve it. */
  mine: 'boolean',
  revision,
});
export type DecisionViewBody = typeof DecisionView.infer;
export const DecisionList = type({ items: DecisionView.array() });

const Sitting = type({
  heldOn: 'string',
  present: 'string[]',
  quorum: 'boolean',
  minutes: 'string',
  revision,
  at: instant,
});
const TieBreaker = type({ key: 'string', title: shown });

export const DeliberationView = type({
  round: {
    id,
    title: shown,
    year: 'number.integer',
    state: 'string',
    capacity: 'number.integer',
    /** Of its review. */
    'board?': id,
    revision,
  },
  shortlistSize: 'number.integer',
  tieBreakers: TieBreaker.array(),
  /** Slots the directory of the year has left, and how many this round may select. */
  slotsLeft: 'number.integer',
  places: 'number.integer',
  /** False where reviewers cannot be compared and raw means rank. */
  connected: 'boolean',
  'panel?': {
    id,
    quorum: 'number.integer',
    members: type({ userId: 'string', name: 'string' }).array(),
  },
  'sitting?': Sitting,
  items: type({
    application: id,
    number: 'string',
    title: 'string',
    organisation: { slug: 'string', name: shown },
    state: 'string',
    revision,
    reviews: 'number.integer',
    'rank?': 'number',
    'raw?': 'number',
    'adjusted?': 'number',
    'interval?': interval,
    /** The selection of this item depends on one reviewer. */
    hangsOnOne: 'boolean',
    'minutes?': { text: 'string', 'reason?': 'string', revision },
  }).array(),
  /** What the declared rules lead to among the shortlisted. */
  suggestion: { selected: 'string[]', tied: 'string[]', empty: 'number.integer' },
  'decision?': DecisionView,
});
export type DeliberationViewBody = typeof DeliberationView.infer;

/** A decision with everything an approver looks at before approving it. */
export const DecisionSheet = type({
  round: { id, title: shown, year: 'number.integer', state: 'string' },
  /** The one that is not superseded. */
  'decision?': DecisionView,
  earlier: DecisionView.array(),
  tieBreakers: TieBreaker.array(),
  'sitting?': Sitting,
  present: 'string[]',
  /** What was said of each application. */
  minutes: type({ application: id, text: 'string' }).array(),
  /** The text of the notice that opens with the approval. */
  'notice?': {
    title: shown,
    body: shown,
    workingDays: 'number.integer',
    least: 'number.integer',
    /** By an officer; else the usual text. */
    written: 'boolean',
  },
  mayApprove: 'boolean',
  mayWrite: 'boolean',
  /** Why the caller does not approve, though an approver. */
  'refusal?': shown,
});
export type DecisionSheetBody = typeof DecisionSheet.infer;

/** The step that follows for a round in the second half of its year. */
export const NextStepView = type({
  'board?': id,
  'step?': "'deliberate' | 'notice' | 'publish' | 'archive'",
  ready: 'boolean',
  /** What is missing for it, in one sentence. */
  'missing?': shown,
  'notice?': id,
});
export type NextStepBody = typeof NextStepView.infer;
