import { type } from 'arktype';
import { instant, semver, sha256, slug } from '#src/kernel/schema.ts';

const said = type({ zh: 'string', en: 'string' });
const score = type('0 <= number <= 100');

export const ScorecardPath = type({
  org: slug,
  name: slug,
  semver: semver.or("'latest'").describe('a version such as 1.0.0, or latest'),
});
export const DraftScorecardPath = type({ org: slug, name: slug });

const indicator = type({
  key: 'string',
  title: said,
  rule: said,
  /** 0 to 100; null where unknown (counted as nothing) or not applicable (not counted). */
  score: score.or('null'),
  state: "'scored' | 'unknown' | 'not-applicable'",
  weight: 'number',
  evidence: said,
  source: said,
  /** What would raise the score, and by how many points of the total if nothing else changes. */
  fix: type({ sentence: said, gain: 'number' }).or('null'),
});

export const DraftScorecard = type({
  rulesVersion: 'string',
  /** 0 to 100 with at most two decimals. */
  total: score,
  families: type({
    key: 'string',
    title: said,
    score: score.or('null'),
    state: "'scored' | 'unknown' | 'not-applicable'",
    indicators: indicator.array(),
  }).array(),
  /** sha256 of the canonical JSON of the card: equal cards are equal to the byte. */
  digest: sha256,
});
export type DraftScorecard = typeof DraftScorecard.infer;
export const ScorecardView = DraftScorecard.and({ computedAt: instant });
export type ScorecardView = typeof ScorecardView.infer;
