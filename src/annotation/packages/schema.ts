import { type } from 'arktype';
import { Language, Modality } from '../vendors/schema.ts';
import { cursor, id as idText, instant, limit, optionalText, text } from '#src/kernel/schema.ts';

const id = idText.as<string>();

export const PackageMode = type.enumerated(
  'own_team',
  'open_claim',
  'invitation',
  'sealed_bids',
  'split',
  'blind_overlap',
);
export type PackageMode = typeof PackageMode.infer;
export const PackageState = type.enumerated('draft', 'open', 'working', 'closed', 'cancelled');

/** Fen as decimal digits. */
const fen = type('/^[0-9]{1,15}$/').describe('a whole number of fen');
/** An instant with a zone. */
const moment = type(
  '/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$/',
).describe('an instant such as 2027-01-01T00:00:00+08:00');
const ppm = type('0 <= number.integer <= 1000000');

export const QualityBand = type({ minPpm: ppm, rateBp: '0 <= number.integer <= 20000' });
export const QualificationTerms = type({ count: '1 <= number.integer <= 200', passPpm: ppm });

/** Which of the project's tasks: those listed, a range of numbers, or all that are in no package. */
export const TaskSelection = type({
  'ids?': id.array().atMostLength(50_000),
  'fromNumber?': 'number.integer >= 0',
  'toNumber?': 'number.integer >= 0',
});

const Terms = type({
  /** Fen for one accepted unit. */
  'priceFen?': fen,
  'bands?': QualityBand.array().atMostLength(20),
  'deadline?': moment.or('null'),
  'bidDeadline?': moment.or('null'),
  /** Skills a person must have been given by its team to label. */
  'requiredSkills?': text(100).array().atMostLength(50),
  /** What the profile of a vendor must list. */
  'requiredModalities?': Modality.array().atMostLength(10),
  'requiredLanguages?': Language.array().atMostLength(50),
  /** How many people label each task, and up to how many where they disagree. */
  'overlap?': '1 <= number.integer <= 20',
  'overlapMax?': '1 <= number.integer <= 20',
  'agreementThresholdPpm?': ppm.or('null'),
  /** How many of 10,000 items are gold items. */
  'goldRateBp?': '0 <= number.integer <= 5000',
  /** Blind overlap: how many of 10,000 tasks a second vendor gets as well. */
  'crossRateBp?': '0 <= number.integer <= 10000',
  'maxShare?': type('number.integer >= 1').or('null'),
  'qualification?': QualificationTerms.or('null'),
  'aql?': type.enumerated('1.0', '2.5').or('null'),
});

export const CreatePackage = type({
  title: text(200),
  'description?': optionalText(5_000),
  mode: PackageMode,
  'tasks?': TaskSelection,
}).and(Terms);
export type CreatePackage = typeof CreatePackage.infer;

export const ChangePackage = type({
  revision: 'number.integer >= 1',
  'title?': text(200),
  'description?': optionalText(5_000),
}).and(Terms);
export type ChangePackage = typeof ChangePackage.infer;

const OrgRef = type({ id: 'string', slug: 'string', nameZh: 'string', nameEn: 'string' });
export const AwardView = type({
  id,
  vendor: OrgRef,
  state: type.enumerated('working', 'submitted', 'accepted', 'returned', 'settled', 'withdrawn'),
  share: 'number',
  priceFen: 'string',
  createdAt: instant,
});
export type AwardView = typeof AwardView.infer;

export const PackageSummary = type({
  id,
  number: 'number',
  projectId: id,
  org: OrgRef,
  title: 'string',
  description: 'string',
  mode: PackageMode,
  state: PackageState,
  priceFen: 'string',
  deadline: 'string | null',
  bidDeadline: 'string | null',
  requiredSkills: 'string[]',
  requiredModalities: 'string[]',
  requiredLanguages: 'string[]',
  taskCount: 'number',
  awardedCount: 'number',
  createdAt: instant,
  publishedAt: 'string | null',
});
export type PackageSummary = typeof PackageSummary.infer;

const VendorStand = type({
  slug: 'string',
  nameZh: 'string',
  nameEn: 'string',
  /** Most tasks it can take now. */
  most: 'number',
  /** Why it can take none, as the refusal itself would say it. */
  refusal: type({ code: 'string', sentence: { zh: 'string', en: 'string' } }).or('null'),
});
export type VendorStand = typeof VendorStand.infer;

export const PackageView = PackageSummary.and({
  project: { id, title: 'string', instructions: 'string', labelConfig: 'string' },
  bands: QualityBand.array(),
  overlap: 'number',
  overlapMax: 'number',
  agreementThresholdPpm: 'number | null',
  maxShare: 'number | null',
  qualification: QualificationTerms.or('null'),
  aql: 'string | null',
  aqlLevel: 'string | null',
  /** sha256 of the seed that draws samples; the seed itself is revealed after submission. */
  seedCommitment: 'string | null',
  /** What vendors must not know: only for the demand side. */
  'goldRateBp?': 'number',
  'crossRateBp?': 'number',
  /** All of them for the demand side, its own for a vendor. */
  awards: AwardView.array(),
  /** For each other organisation the caller belongs to: what it could take, or what is in the way. */
  vendors: VendorStand.array(),
  /** What the caller may do. */
  may: { edit: 'boolean', distribute: 'boolean', label: 'boolean', claim: 'boolean' },
  revision: 'number',
});
export type PackageView = typeof PackageView.infer;

export const PackageList = type({ items: PackageSummary.array(), 'next?': 'string' });
export const PackageQuery = type({
  /**
   * `demand`: of the caller's organisations; `vendor`: given or open to them; `mine`: of which they hold a
   * share that can be worked on; `invited`: to which they hold an open invitation.
   */
  'for?': type.enumerated('vendor', 'demand', 'mine', 'invited'),
  'state?': PackageState,
  'cursor?': cursor,
  'limit?': limit,
});
export const PageQuery = type({ 'cursor?': cursor, 'limit?': limit });
