import { type, type Type } from 'arktype';
import {
  cursor,
  day as dayText,
  id as uuid,
  instant,
  limit,
  semver,
  slug,
} from '#src/kernel/schema.ts';

/** Ids are plain text in types; the pattern stays in the document. */
const id = uuid as unknown as Type<string>;
const day = dayText as unknown as Type<string>;

/** Text without NUL, which the database does not hold. */
const line = (max: number) =>
  type('/^[^\\x00-\\x20\\x7f]([^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$/')
    .and(`string <= ${max}`)
    .describe(`one line of 1 to ${max} characters`);
const lines = (max: number) =>
  type('/^[^\\x00]*$/').and(`string <= ${max}`).describe(`text of at most ${max} characters`);
const reason = type('/^[^\\x00-\\x20][^\\x00]*$/')
  .and('string <= 500')
  .describe('a reason of 1 to 500 characters');
const revision = type('number.integer >= 1');
const time = type('/^(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|24:00:00)$/').describe(
  'a time of the day in Asia/Shanghai, HH:MM:SS, 24:00:00 for its end',
) as unknown as Type<string>;
const programmeCode = type('/^M[0-9]{1,2}[a-z]?$/').describe(
  'a measure such as M8',
) as unknown as Type<string>;
const shown = type({ zh: 'string', en: 'string' });
const bilingual = (max: number) => type({ '+': 'reject', zh: line(max), en: line(max) });
const count = type('number.integer');
const state = type.enumerated(
  ...(['draft', 'open', 'closed', 'screening', 'reviewing'] as const),
  ...(['deliberating', 'noticing', 'published', 'archived', 'cancelled'] as const),
);
const applicationState = type.enumerated(
  ...(['draft', 'submitted', 'returned', 'screened', 'under_review', 'shortlisted'] as const),
  ...(['noticed', 'selected', 'not_selected', 'ineligible', 'withdrawn', 'revoked'] as const),
);

export const RoundPath = type({ id });
export const ProgrammePath = type({ programme: programmeCode });
export const JointPath = type({ id, slug });
export const FilePath = type({ id, file: id });

export const ProgrammeList = type({
  items: type({
    code: 'string',
    kind: "'ranking' | 'formula' | 'ceiling' | 'roster' | 'activity'",
    subject: "'dataset' | 'project'",
    name: shown,
    clause: 'string',
    clauseText: 'string',
    source: 'string',
    sourceStatus: "'consultation-draft' | 'in-force' | 'repealed'",
    'yearlyCapacity?': count,
    state: "'draft' | 'active' | 'suspended' | 'retired'",
  }).array(),
});

/** Rules, form and settings are JSON of a closed shape, checked part by part when they are written. */
const parts = {
  rules: type('object').array().atMostLength(60),
  form: type('object').array().atMostLength(12),
  settings: type('object'),
} as const;
const ruleSetParts = {
  effectiveFrom: day,
  'effectiveTo?': day,
  sourceDocument: line(300),
  sourceClause: line(300),
  sourceStatus: "'consultation-draft' | 'in-force' | 'repealed'",
  ...parts,
} as const;
export const WriteRuleSet = type({ '+': 'reject', ...ruleSetParts });
export const ReviseRuleSet = type({ '+': 'reject', revision, ...ruleSetParts });
export const RuleSetView = type({
  id,
  programme: 'string',
  version: count,
  effectiveFrom: 'string',
  'effectiveTo?': 'string',
  sourceDocument: 'string',
  sourceClause: 'string',
  sourceStatus: "'consultation-draft' | 'in-force' | 'repealed'",
  sha256: 'string',
  /** A round uses it: it stays as it is. */
  used: 'boolean',
  revision,
  rules: 'unknown[]',
  form: 'unknown[]',
  settings: 'object',
});
export const RuleSetList = type({ items: RuleSetView.array() });

const timetable = {
  opensOn: day,
  'opensTime?': time,
  closesOn: day,
  'closesTime?': time,
} as const;
const roundParts = {
  title: bilingual(200),
  'guide?': type({ '+': 'reject', zh: lines(20_000), en: lines(20_000) }),
  ruleSet: id,
  capacity: type('1 <= number.integer <= 1000'),
  ...timetable,
} as const;
export const CreateRound = type({
  '+': 'reject',
  programme: programmeCode,
  year: type('2000 <= number.integer <= 2999'),
  ...roundParts,
});
export const ReviseRound = type({ '+': 'reject', revision, ...roundParts });
export const ExtendRound = type({
  '+': 'reject',
  revision,
  reason,
  closesOn: day,
  'closesTime?': time,
});
export const MoveRound = type({ '+': 'reject', revision, 'reason?': reason });
export const RoundCommandPath = type({
  id,
  command: type.enumerated(
    ...(['open', 'close', 'screen', 'review', 'deliberate', 'archive'] as const),
    ...(['cancel', 'reopen', 'backToScreening', 'backToReviewing'] as const),
    'backToDeliberating',
  ),
});
export const RoundQuery = type({ 'cursor?': cursor, 'limit?': limit });

const EventView = type({
  at: instant,
  command: 'string',
  'before?': 'string',
  after: 'string',
  'reason?': 'string',
  details: 'object',
});
const roundCore = {
  id,
  programme: type({ code: 'string', name: shown, subject: "'dataset' | 'project'" }),
  year: count,
  title: shown,
  capacity: count,
  state,
  'stateReason?': 'string',
  opensAt: instant,
  /** The first instant that is too late. */
  closesAt: instant,
  /** Whether a submission at this moment would be in time. */
  receiving: 'boolean',
  revision,
} as const;
export const RoundSummary = type(roundCore);
export const RoundPage = type({ items: RoundSummary.array(), 'next?': 'string' });
export const RoundView = type({
  ...roundCore,
  guide: shown,
  opensOn: 'string',
  opensTime: 'string',
  closesOn: 'string',
  closesTime: 'string',
  ruleSet: RuleSetView,
  events: EventView.array(),
  /** For officers: applications by state. */
  'counts?': type({ '[string]': 'number' }),
});

/** `round` and an empty `differing` say that the stored states follow from the events. */
export const RecordView = type({ events: count, round: 'boolean', differing: id.array() });

export const StartApplication = type({ '+': 'reject', organisation: slug });
const Answers = type({
  '[string]': lines(20_000).or('number').or('boolean').or(line(200).array().atMostLength(100)),
});
export const SaveApplication = type({
  '+': 'reject',
  revision,
  'title?': lines(200),
  'answers?': Answers,
  /** The version that is nominated. */
  'dataset?': type({ '+': 'reject', org: slug, name: slug, version: semver }),
});
export const SubmitApplication = type({ '+': 'reject', revision });
export const WithdrawApplication = type({ '+': 'reject', revision, 'reason?': reason });
export const InviteJoint = type({ '+': 'reject', organisation: slug });
export const AnswerJoint = type({ '+': 'reject', answer: "'confirm' | 'decline'" });
export const FileQuery = type({
  field: type('/^[a-z][a-zA-Z0-9]{0,39}$/').describe(
    'a question of the form',
  ) as unknown as Type<string>,
  name: line(200),
});

const organisation = type({ slug: 'string', name: shown });
export const CheckView = type({
  rule: 'string',
  clause: 'string',
  basis: "'text' | 'default'",
  title: shown,
  result: "'pass' | 'fail' | 'unknown' | 'waived'",
  evidence: type({ '[string]': 'string | number | boolean | null' }),
  fix: shown,
  'waiver?': type({ id, state: "'proposed' | 'approved' | 'refused'", reason: 'string' }),
});
export const EligibilityView = type({
  checks: CheckView.array(),
  eligible: 'boolean',
  /** The smallest change after which every rule passes. */
  'counterfactual?': shown,
});
const FieldProblem = type({ field: 'string', code: 'string', message: 'string' });
const applicationCore = {
  id,
  'number?': 'string',
  round: type({ id, title: shown, year: count, state, closesAt: instant }),
  lead: organisation,
  title: 'string',
  state: applicationState,
  'reason?': 'string',
  'due?': instant,
  'submittedAt?': instant,
  revision,
} as const;
export const ApplicationSummary = type(applicationCore);
export const ApplicationList = type({ items: ApplicationSummary.array() });
export const ApplicationView = type({
  ...applicationCore,
  answers: type({ '[string]': 'string | number | boolean | string[]' }),
  'dataset?': type({ id, org: 'string', name: 'string', title: shown, version: 'string' }),
  joint: type({ organisation, state: "'invited' | 'confirmed' | 'declined'" }).array(),
  files: type({
    id,
    field: 'string',
    name: 'string',
    mediaType: 'string',
    sizeBytes: count,
    sha256: 'string',
  }).array(),
  /** What keeps it from being submitted. */
  problems: FieldProblem.array(),
  versions: type({ version: count, sha256: 'string', submittedAt: instant }).array(),
  /** What became of the nominated version since the submission. */
  'changed?': type
    .enumerated(
      'dataset-gone',
      'dataset-suspended',
      'version-withdrawn',
      'newer-version',
      'card-changed',
    )
    .array(),
  'supersedes?': id,
  timeline: EventView.array(),
  can: type.enumerated('edit', 'answer', 'decide').array(),
});
export const SnapshotView = type({
  version: count,
  sha256: 'string',
  submittedAt: instant,
  snapshot: 'object',
});
export const SnapshotPath = type({
  id,
  version: type('/^[1-9][0-9]{0,3}$/').describe('a whole number') as unknown as Type<string>,
});

export const ReturnApplication = type({ '+': 'reject', revision, reason, dueOn: day });
export const DecideApplication = type({ '+': 'reject', revision, reason });
export const ScreenApplication = type({ '+': 'reject', revision });
export const ProposeWaiver = type({ '+': 'reject', rule: line(40), reason });
export const DecideWaiver = type({ '+': 'reject', decision: "'approved' | 'refused'" });

export type RoundSummaryBody = typeof RoundSummary.infer;
export type RoundViewBody = typeof RoundView.infer;
export type RuleSetViewBody = typeof RuleSetView.infer;
export type ApplicationSummaryBody = typeof ApplicationSummary.infer;
export type ApplicationViewBody = typeof ApplicationView.infer;
export type EligibilityBody = typeof EligibilityView.infer;
export type ProgrammeListBody = typeof ProgrammeList.infer;
