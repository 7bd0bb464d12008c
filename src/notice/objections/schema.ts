import { type, type Type } from 'arktype';
import { cursor, id as uuid, instant, limit } from '#src/kernel/schema.ts';

/** Ids are plain text in types; the pattern stays in the document. */
const id = uuid as unknown as Type<string>;
const prose = (max: number) =>
  type('/^[^\\x00-\\x20][^\\x00]*$/')
    .and(`string <= ${max}`)
    .describe(`text of 1 to ${max} characters`);
const line = (max: number) =>
  type('/^[^\\x00-\\x20\\x7f]([^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$/')
    .and(`string <= ${max}`)
    .describe(`one line of 1 to ${max} characters`);
const revision = type('number.integer >= 1');
const ObjectionStateName = type.enumerated(
  'filed',
  'admitted',
  'answered',
  'upheld',
  'dismissed',
  'rejected_late',
);

export const ObjectionPath = type({ id });
export const EvidencePath = type({ id, file: id });
export const FileObjection = type({
  '+': 'reject',
  statement: prose(4000),
  /** How the staff reaches the person, besides the account's address. */
  'contact?': line(200),
  /** Place of the item among those of the notice, from 0; without it the notice as a whole. */
  'item?': '0 <= number.integer <= 999',
  'links?': type('/^https?:\\/\\/[^\\s<>"]{1,300}$/')
    .describe('an http or https address')
    .array()
    .atMostLength(10),
});
export type FileObjectionBody = typeof FileObjection.infer;
export const AddEvidence = type({
  '+': 'reject',
  name: line(200),
  /** The file in base64: PDF, PNG or JPEG of at most 1 MiB. */
  content: type('/^[A-Za-z0-9+\\/]+={0,2}$/').and('string <= 1400000').describe('a file in base64'),
});
export const EvidenceView = type({
  id,
  name: 'string',
  mediaType: 'string',
  sizeBytes: 'number.integer',
  sha256: 'string',
  addedAt: instant,
});
export type EvidenceViewBody = typeof EvidenceView.infer;

/** The whole objection, for the person who filed it and the staff. */
export const ObjectionView = type({
  id,
  number: 'number.integer',
  notice: { id, number: 'string', title: { zh: 'string', en: 'string' }, 'endsAt?': instant },
  state: ObjectionStateName,
  'item?': { zh: 'string', en: 'string' },
  statement: 'string',
  links: type('string').array(),
  evidence: EvidenceView.array(),
  filedAt: instant,
  'admittedAt?': instant,
  'answeredAt?': instant,
  'decidedAt?': instant,
  'answer?': 'string',
  'outcome?': 'string',
  /** Only for staff: who filed it, and what stands against the caller handling it. */
  'filedBy?': { name: 'string', email: 'string', 'contact?': 'string' },
  'concerned?': 'boolean',
  'answeredByMe?': 'boolean',
  revision,
});
export type ObjectionViewBody = typeof ObjectionView.infer;
export const ObjectionPage = type({ items: ObjectionView.array(), 'next?': 'string' });
export const OwnQuery = type({ 'cursor?': cursor, 'limit?': limit });
export const OperatorObjectionQuery = type({
  /** `waiting` are those filed, admitted or answered, oldest first. */
  'state?': type.enumerated('waiting', 'upheld', 'dismissed', 'rejected_late'),
  'cursor?': cursor,
  'limit?': limit,
});
export const AdmitObjection = type({ '+': 'reject', revision });
export const AnswerObjection = type({ '+': 'reject', revision, answer: prose(4000) });
export const DecideObjection = type({ '+': 'reject', revision, outcome: prose(4000) });
