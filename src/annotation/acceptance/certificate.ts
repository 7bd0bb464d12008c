import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { verifyDraw, type DrawFault, type LotUnit } from '#src/kernel/draw-sample.ts';
import { fromHex, sha256, toHex } from '#src/kernel/hex.ts';
import { isAccepted, samplingPlan } from './sampling-plan.ts';
import type { Aql, CodeLetter, Severity } from './sampling-table.ts';
import type { SwitchingState } from './switching-rules.ts';

/** What an acceptance certificate says. All of it can be re-derived from the lot and the public table. */
export interface CertificateBody {
  readonly version: 1;
  readonly packageId: string;
  readonly lotId: string;
  readonly vendorId: string;
  /** UTC, ISO 8601. */
  readonly committedAt: string;
  readonly submittedAt: string;
  readonly decidedAt: string;
  readonly plan: {
    readonly standard: 'ISO 2859-1';
    readonly level: 'II';
    readonly aql: Aql;
    readonly severity: Severity;
    readonly letter: CodeLetter;
    readonly lotSize: number;
    readonly sample: number;
    readonly accept: number;
    readonly reject: number;
  };
  readonly commitment: string;
  readonly seed: string;
  readonly lotDigest: string;
  /** Ids in the order drawn. */
  readonly sample: readonly string[];
  /** Ids of the sampled units found defective, sorted. */
  readonly defective: readonly string[];
  readonly decision: 'accepted' | 'returned';
  /** The switching state after this lot. */
  readonly nextSeverity: SwitchingState['severity'];
}

export interface SignedCertificate {
  readonly body: CertificateBody;
  readonly algorithm: 'Ed25519';
  /** SHA-256 of the raw public key, hex: which key signed. */
  readonly keyId: string;
  /** Ed25519 over the UTF-8 bytes of the canonical JSON of `body`, hex. */
  readonly signature: string;
}

const bytesOf = (body: CertificateBody): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(canonicalJson(body));

/** The id of a public key: SHA-256 of its 32 raw bytes, hex. */
export const keyIdOf = async (publicKey: CryptoKey): Promise<string> =>
  sha256(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)));

/** Signs a certificate with the hub's Ed25519 key (WebCrypto). */
export async function signCertificate(
  body: CertificateBody,
  keys: CryptoKeyPair,
): Promise<SignedCertificate> {
  const signature = await crypto.subtle.sign('Ed25519', keys.privateKey, bytesOf(body));
  return {
    body,
    algorithm: 'Ed25519',
    keyId: await keyIdOf(keys.publicKey),
    signature: toHex(signature),
  };
}

export type CertificateFault = DrawFault | 'key' | 'signature' | 'plan' | 'defective' | 'decision';

/**
 * Checks a certificate against a public key and the units of the lot: signature, commitment, lot digest,
 * sample, plan and decision. The first thing that does not fit is named.
 */
export async function verifyCertificate(
  certificate: SignedCertificate,
  publicKey: CryptoKey,
  units: readonly LotUnit[],
): Promise<{ readonly ok: true } | { readonly ok: false; readonly wrong: CertificateFault }> {
  const { body } = certificate;
  const wrong = (fault: CertificateFault) => ({ ok: false, wrong: fault }) as const;
  if ((await keyIdOf(publicKey)) !== certificate.keyId) return wrong('key');
  const signature = fromHex(certificate.signature);
  if (!signature) return wrong('signature');
  const signed = await crypto.subtle.verify('Ed25519', publicKey, signature, bytesOf(body));
  if (!signed) return wrong('signature');
  const draw = await verifyDraw({ ...body, units });
  if (!draw.ok) return draw;
  if (!isPlanOf(body, units.length)) return wrong('plan');
  const sampled = new Set(body.sample);
  const defective = new Set(body.defective);
  if (defective.size !== body.defective.length || !defective.isSubsetOf(sampled))
    return wrong('defective');
  const accepted = isAccepted(body.plan, defective.size);
  return accepted === (body.decision === 'accepted') ? { ok: true } : wrong('decision');
}

function isPlanOf({ plan, sample }: CertificateBody, lotSize: number): boolean {
  const table = samplingPlan({ lotSize, aql: plan.aql, severity: plan.severity });
  return (
    table.kind === 'plan' &&
    plan.lotSize === lotSize &&
    plan.letter === table.letter &&
    plan.sample === table.sample &&
    plan.accept === table.accept &&
    plan.reject === table.reject &&
    sample.length === table.sample
  );
}
