import type { Trx } from './deps.ts';
import { updateVersionQuality } from './queries/version.ts';
import type { QualitySummary } from './quality-schema.ts';

/**
 * Shows the short form of a scorecard with the version. For the feature that computes it, as the
 * system and in the transaction that keeps the card: a page then reads it without asking further.
 */
export const setVersionQuality = (
  trx: Trx,
  versionId: string,
  quality: QualitySummary,
): Promise<void> => updateVersionQuality(trx, versionId, JSON.stringify(quality));
