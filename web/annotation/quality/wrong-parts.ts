import type { Verified } from '#src/annotation/lots/schema.ts';
import { m } from '../../i18n/messages.ts';

/** What does not fit in a certificate, in words. */
export const wrongParts: Readonly<
  Record<NonNullable<(typeof Verified.infer)['wrong']>, () => string>
> = {
  key: m.certificate_wrong_key,
  signature: m.certificate_wrong_signature,
  seed: m.certificate_wrong_seed,
  commitment: m.certificate_wrong_commitment,
  lot: m.certificate_wrong_lot,
  sample: m.certificate_wrong_sample,
  plan: m.certificate_wrong_plan,
  defective: m.certificate_wrong_defective,
  decision: m.certificate_wrong_decision,
};
