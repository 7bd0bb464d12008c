import { type } from 'arktype';
import {
  cursor,
  id as idText,
  instant,
  limit,
  optionalText,
  sha256,
  text,
} from '#src/kernel/schema.ts';

const id = idText.as<string>();
const hex = sha256.as<string>();
const Severity = type.enumerated('normal', 'tightened');
const LotState = type.enumerated('submitted', 'accepted', 'returned');
const Aql = type.enumerated('1.0', '2.5');

/** What a commitment was made for: lot number `sequence` of an award. */
export const Commitment = type({ sequence: 'number', commitment: 'string', committedAt: instant });

export const HandOver = type({
  /** `true`: units that came back from an earlier lot; else those never handed over. */
  'rework?': 'boolean',
});
export type HandOver = typeof HandOver.infer;

export const LotView = type({
  id,
  sequence: 'number',
  awardId: id,
  packageId: id,
  vendorId: 'string',
  vendor: { nameZh: 'string', nameEn: 'string' },
  state: LotState,
  rework: 'boolean',
  size: 'number',
  /** sha256 over the canonical JSON of [[annotation id, content digest], …], sorted by id. */
  digest: 'string',
  plan: {
    standard: "'ISO 2859-1'",
    level: "'II'",
    aql: Aql,
    severity: Severity,
    letter: 'string',
    sample: 'number',
    accept: 'number',
    reject: 'number',
    inspectAll: 'boolean',
  },
  commitment: 'string',
  committedAt: instant,
  inspected: 'number',
  /** Hidden from the vendor until the decision. */
  'defects?': 'number',
  /** Revealed with the decision. */
  seed: 'string | null',
  reason: 'string | null',
  submittedAt: instant,
  decidedAt: 'string | null',
  certified: 'boolean',
  revision: 'number',
  may: { inspect: 'boolean', decide: 'boolean' },
});
export type LotView = typeof LotView.infer;

export const LotList = type({
  items: LotView.array(),
  /** For the lot that is handed over next. */
  nextCommitment: Commitment.or('null'),
  /** Inspection of the next lot of this vendor for this demand side. */
  severity: type.enumerated('normal', 'tightened', 'discontinued'),
  ready: { new: 'number', rework: 'number' },
  may: { handOver: 'boolean', resume: 'boolean' },
});
export type LotList = typeof LotList.infer;
export const PackageLots = type({ items: LotView.array() });

export const SampleQuery = type({ 'cursor?': cursor, 'limit?': limit });
export const SampleUnit = type({
  position: 'number',
  annotationId: id,
  digest: 'string',
  verdict: type.enumerated('conform', 'defect').or('null'),
  reason: 'string | null',
  inspectedAt: 'string | null',
  own: 'boolean',
  result: 'unknown[]',
  task: { id, number: 'number', data: 'Record<string, unknown>', media: 'Record<string, string>' },
});
export type SampleUnit = typeof SampleUnit.infer;
export const SampleView = type({
  items: SampleUnit.array(),
  labelConfig: 'string',
  'next?': 'string',
});
export type SampleView = typeof SampleView.infer;

export const Inspections = type({
  items: type({
    annotationId: id,
    verdict: type.enumerated('conform', 'defect'),
    'reason?': optionalText(2_000),
  })
    .array()
    .atLeastLength(1)
    .atMostLength(500),
});
export type Inspections = typeof Inspections.infer;

export const DecideLot = type({
  decision: type.enumerated('accept', 'return'),
  /** Of a returned lot: `all` sends every unit back, `defects` only the defective ones found. */
  'rework?': type.enumerated('all', 'defects'),
  'reason?': optionalText(2_000),
  revision: 'number.integer >= 1',
});
export type DecideLot = typeof DecideLot.infer;

export const ResumeInspection = type({ reason: text(2_000) });

const Plan = type({
  standard: "'ISO 2859-1'",
  level: "'II'",
  aql: Aql,
  severity: Severity,
  letter: type.enumerated(
    'A',
    'B',
    'C',
    'D',
    'E',
    'F',
    'G',
    'H',
    'J',
    'K',
    'L',
    'M',
    'N',
    'P',
    'Q',
  ),
  lotSize: 'number.integer >= 2',
  sample: 'number.integer >= 1',
  accept: 'number.integer >= 0',
  reject: 'number.integer >= 1',
});
const utc = type('/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z$/')
  .describe('an instant in UTC')
  .as<string>();
const Body = type({
  version: '1',
  packageId: id,
  lotId: id,
  vendorId: id,
  committedAt: utc,
  submittedAt: utc,
  decidedAt: utc,
  plan: Plan,
  commitment: hex,
  seed: hex,
  lotDigest: hex,
  sample: id.array().atMostLength(2_000),
  defective: id.array().atMostLength(2_000),
  decision: type.enumerated('accepted', 'returned'),
  nextSeverity: type.enumerated('normal', 'tightened', 'discontinued'),
});
export const Certificate = type({
  body: Body,
  algorithm: "'Ed25519'",
  keyId: hex,
  signature: type('/^[0-9a-f]{64,128}$/').describe('a signature in lower-case hex').as<string>(),
});
export const LotUnits = type({ id, digest: hex }).array();

/** All that is needed to check a certificate without the hub. */
export const CertificateView = type({
  certificate: Certificate,
  /** Ed25519, 32 bytes as hex. */
  publicKey: 'string',
  units: LotUnits,
});
export type CertificateView = typeof CertificateView.infer;

export const VerifyCertificate = type({
  certificate: Certificate,
  /** The units of the lot; without them the hub takes its own record of the lot. */
  'units?': LotUnits.atMostLength(500_000),
});
export const Verified = type({
  ok: 'boolean',
  'wrong?': type.enumerated(
    'key',
    'signature',
    'seed',
    'commitment',
    'lot',
    'sample',
    'plan',
    'defective',
    'decision',
  ),
});
export const CertificateKeys = type({
  algorithm: "'Ed25519'",
  items: type({ keyId: 'string', publicKey: 'string', since: instant }).array(),
});
