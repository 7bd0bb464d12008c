import { type } from 'arktype';

/** Short form of the newest quality scorecard; the whole card has an address of its own. */
export const QualitySummary = type({
  rulesVersion: 'string',
  /** 0 to 100. */
  total: 'number',
  families: type({
    key: 'string',
    score: 'number | null',
    state: "'scored' | 'unknown' | 'not-applicable'",
  }).array(),
});
export type QualitySummary = typeof QualitySummary.infer;

/** What a version's own view adds to its line in a list; quality is null while it is being computed. */
export const VersionContent = type({ formats: 'string[]', quality: QualitySummary.or('null') });
