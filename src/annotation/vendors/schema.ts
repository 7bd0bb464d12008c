import { type, type Type } from 'arktype';
import { cursor, day, id as uuid, instant, limit, slug } from '#src/kernel/schema.ts';

/** Ids are plain text in types; the pattern stays in the document. */
const id = uuid as unknown as Type<string>;

/** Text without NUL, which the database does not hold. */
const lines = (max: number) =>
  type('/^[^\\x00]*$/').and(`string <= ${max}`).describe(`text of at most ${max} characters`);
const line = (max: number) =>
  type('/^[^\\x00-\\x20\\x7f]([^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$/')
    .and(`string <= ${max}`)
    .describe(`one line of 1 to ${max} characters`);
const revision = type('number.integer >= 1');
const reason = type('/^[^\\x00-\\x20][^\\x00]*$/')
  .and('string <= 500')
  .describe('a reason of 1 to 500 characters');

export const modalities = [
  'image',
  'video',
  'audio',
  'text',
  'table',
  'dialogue',
  'point-cloud',
] as const;
export const Modality = type.enumerated(...modalities);
export const Language = type('/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/').describe(
  'a language tag such as zh, en or zh-Hant',
);
export const vendorStates = ['draft', 'submitted', 'approved', 'refused', 'suspended'] as const;
const VendorStateName = type.enumerated(...vendorStates);
export const vendorRoles = ['manager', 'annotator', 'inspector'] as const;
const VendorRoleName = type.enumerated(...vendorRoles);
/** A skill is named in the vendor's or project's own words, e.g. `polygon` or `粤语`. */
const Skill = line(40);

export const VendorPath = type({ slug });
export const VendorMemberPath = type({ slug, userId: id });
export const CertificatePath = type({ slug, id });
export const VendorQuery = type({
  'modality?': Modality,
  'language?': Language,
  'cursor?': cursor,
  'limit?': limit,
});
export const OperatorVendorQuery = type({
  'state?': VendorStateName,
  'cursor?': cursor,
  'limit?': limit,
});

/** `revision` is that of the profile last read; left out for the first. */
export const SaveVendor = type({
  '+': 'reject',
  'revision?': revision,
  modalities: Modality.array().atLeastLength(1).atMostLength(modalities.length),
  languages: Language.array().atLeastLength(1).atMostLength(50),
  headcount: '1 <= number.integer <= 100000',
  'about?': type({ '+': 'reject', 'zh?': lines(4000), 'en?': lines(4000) }),
});
export const VendorRevision = type({ '+': 'reject', revision });
export const DecideVendor = type({ '+': 'reject', revision, reason });

const CertificateView = type({
  id,
  name: 'string',
  number: 'string',
  issuer: 'string',
  issuedOn: 'string',
  'expiresOn?': 'string',
  expired: 'boolean',
  /** Only the vendor and the staff can open the file; absent for others. */
  'file?': 'string',
});
export const AddCertificate = type({
  '+': 'reject',
  name: line(200),
  number: line(100),
  issuer: line(200),
  issuedOn: day,
  'expiresOn?': day,
});
/** PDF, PNG or JPEG of at most 1 MiB in base64. */
export const PutCertificateFile = type({
  '+': 'reject',
  name: line(200),
  content: type('/^[A-Za-z0-9+\\/]+={0,2}$/').and('string <= 1400000').describe('base64'),
});

export const VendorView = type({
  organisation: { id: 'string', slug: 'string', name: { zh: 'string', en: 'string' } },
  state: VendorStateName,
  modalities: 'string[]',
  languages: 'string[]',
  headcount: 'number.integer',
  about: { zh: 'string', en: 'string' },
  certificates: CertificateView.array(),
  revision,
  'submittedAt?': instant,
  'decidedAt?': instant,
  /** For the vendor and the staff: why it was refused or suspended. */
  'reason?': 'string',
  /** For the staff: the profile is no longer the one that was approved. */
  'changedSince?': 'boolean',
  /** What the caller is in this vendor. */
  'role?': VendorRoleName,
});
const VendorSummary = type({
  organisation: { slug: 'string', name: { zh: 'string', en: 'string' } },
  state: VendorStateName,
  modalities: 'string[]',
  languages: 'string[]',
  headcount: 'number.integer',
  revision,
  'submittedAt?': instant,
  'changedSince?': 'boolean',
});
export const VendorPage = type({ items: VendorSummary.array(), 'next?': 'string' });

/** `assigned` is false for those whose role follows from their place in the organisation. */
const VendorMemberView = type({
  userId: id,
  name: 'string',
  'role?': VendorRoleName,
  skills: 'string[]',
  assigned: 'boolean',
});
export const VendorMemberList = type({ items: VendorMemberView.array() });
export const AssignMember = type({
  '+': 'reject',
  role: VendorRoleName,
  'skills?': Skill.array().atMostLength(50),
});

/** A figure with the number of facts behind it; `value` is null below `enough` of them. */
const Figure = type({ value: 'number | null', n: 'number.integer >= 0' });
export const Scorecard = type({
  /** Share of decided results that were accepted without having been returned or corrected in review, 0 to 1. */
  firstPass: Figure,
  /** Mean agreement with known answers, 0 to 1. */
  goldAgreement: Figure,
  /** Units per hour of active labelling, from the median time of a unit. */
  unitsPerHour: Figure,
  /** Share of units delivered after the deadline, or still missing after it, 0 to 1. */
  late: Figure,
  /** Facts a figure needs before it is shown. */
  enough: 'number.integer',
  /** Results looked at: the newest of this many. */
  window: 'number.integer',
});

export type ScorecardBody = typeof Scorecard.infer;
export type SaveVendorBody = typeof SaveVendor.infer;
export type AddCertificateBody = typeof AddCertificate.infer;
export type VendorViewBody = typeof VendorView.infer;
export type VendorSummaryBody = typeof VendorSummary.infer;
export type CertificateViewBody = typeof CertificateView.infer;
export type VendorMemberViewBody = typeof VendorMemberView.infer;
