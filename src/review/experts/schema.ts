import { type } from 'arktype';
import { cursor, email, instant, limit } from '#src/kernel/schema.ts';
import { day, id, line, lines, reason, revision } from '../schema.ts';

const states = ['invited', 'registered', 'active', 'suspended', 'declined'] as const;
const StateName = type.enumerated(...states);
const natures = ['co-author', 'family', 'adviser', 'financial', 'competitor', 'other'] as const;
const tieNatures = ['parent', 'group', 'joint-venture', 'supervision', 'other'] as const;
const uscc = type('/^[0-9A-HJ-NPQRTUWXY]{18}$/').describe('a unified social credit code');
const Fields = line(60).array().atMostLength(20);
const loadLimit = type('1 <= number.integer <= 200');

export const ExpertPath = type({ id });
export const ExpertQuery = type({
  'state?': StateName,
  'field?': line(60),
  'cursor?': cursor,
  'limit?': limit,
});

const AffiliationView = type({
  id,
  orgId: 'string | null',
  uscc: 'string | null',
  name: 'string',
  from: day,
  to: day.or('null'),
  struck: 'boolean',
});
const RelationView = type({
  id,
  kind: type.enumerated('organisation', 'person'),
  nature: type.enumerated(...natures),
  uscc: 'string | null',
  name: 'string',
  until: day.or('null'),
  struck: 'boolean',
});
export const ExpertView = type({
  id,
  name: 'string',
  state: StateName,
  fields: 'string[]',
  loadLimit: 'number',
  term: { from: day, to: day },
  stateReason: 'string | null',
  revision: 'number',
  affiliations: AffiliationView.array(),
  relations: RelationView.array(),
});
export type ExpertView = typeof ExpertView.infer;
/** Null where the caller is not in the register. */
export const OwnExpert = type({ expert: ExpertView.or('null') });
export type OwnExpert = typeof OwnExpert.infer;

export const ExpertSummary = type({
  id,
  name: 'string',
  email: 'string',
  state: StateName,
  fields: 'string[]',
  loadLimit: 'number',
  /** Reviews that are not finished, without those of items the reader is tied to. */
  load: 'number',
  term: { from: day, to: day },
  affiliation: 'string | null',
  revision: 'number',
  since: instant,
});
export type ExpertSummary = typeof ExpertSummary.infer;
export const ExpertPage = type({ items: ExpertSummary.array(), 'next?': 'string' });
export type ExpertPage = typeof ExpertPage.infer;

/** A registered person is invited by address; the rest the expert states or the operator changes. */
export const InviteExpert = type({
  '+': 'reject',
  email,
  fields: Fields,
  loadLimit,
  term: { from: day, to: day },
});
export type InviteExpert = typeof InviteExpert.infer;
export const DecideExpert = type({ '+': 'reject', revision, 'reason?': reason });
export const ChangeExpert = type({
  '+': 'reject',
  revision,
  fields: Fields,
  loadLimit,
  term: { from: day, to: day },
});
export type ChangeExpert = typeof ChangeExpert.infer;

export const AnswerInvitation = type({ '+': 'reject', revision, accept: 'boolean' });
/** The first field is the one known best. */
export const SaveExpert = type({ '+': 'reject', revision, fields: Fields, loadLimit });
export type SaveExpert = typeof SaveExpert.infer;
export const AddAffiliation = type({
  '+': 'reject',
  name: line(200),
  'uscc?': uscc,
  from: day,
  'to?': day,
});
export type AddAffiliation = typeof AddAffiliation.infer;
export const EndAffiliation = type({ '+': 'reject', id, to: day });
export const AddRelation = type({
  '+': 'reject',
  kind: type.enumerated('organisation', 'person'),
  nature: type.enumerated(...natures),
  name: line(200),
  'uscc?': uscc,
  'until?': day,
});
export type AddRelation = typeof AddRelation.infer;
/** What an operator strikes out stays on record with the reason, and binds nobody any more. */
export const Strike = type({
  '+': 'reject',
  kind: type.enumerated('affiliation', 'relation'),
  entryId: id,
  reason,
});
export type Strike = typeof Strike.infer;

const Party = type({ '+': 'reject', name: line(200), 'uscc?': uscc });
export const AddTie = type({
  '+': 'reject',
  a: Party,
  b: Party,
  nature: type.enumerated(...tieNatures),
  note: lines(500),
  from: day,
  'to?': day,
});
export type AddTie = typeof AddTie.infer;
export const EndTie = type({ '+': 'reject', revision, to: day });
const PartyView = type({ orgId: 'string | null', uscc: 'string | null', name: 'string' });
export const TieView = type({
  id,
  a: PartyView,
  b: PartyView,
  nature: type.enumerated(...tieNatures),
  note: 'string',
  from: day,
  to: day.or('null'),
  revision: 'number',
});
export type TieView = typeof TieView.infer;
export const TieQuery = type({ 'cursor?': cursor, 'limit?': limit });
export const TiePage = type({ items: TieView.array(), 'next?': 'string' });
export type TiePage = typeof TiePage.infer;
