import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { sha256Hex } from '#src/kernel/ids.ts';
import { evidence } from './evidence.ts';
import type { Measure, QualityFacts, Said } from './facts.ts';
import { families, rules, rulesVersion, type FamilyKey, type Rule } from './rules.ts';

export interface Indicator {
  readonly key: string;
  readonly title: Said;
  readonly rule: Said;
  /** 0 to 100; null where it is unknown (counted as nothing) or no matter of this dataset (not counted). */
  readonly score: number | null;
  readonly state: 'scored' | 'unknown' | 'not-applicable';
  readonly weight: number;
  readonly evidence: Said;
  readonly source: Said;
  /** What would raise the score, and by how many points of the total if nothing else changes. */
  readonly fix: { readonly sentence: Said; readonly gain: number } | null;
}

export interface Family {
  readonly key: FamilyKey;
  readonly title: Said;
  /** 0 to 100; null where every indicator is unknown or none applies. */
  readonly score: number | null;
  readonly state: Indicator['state'];
  readonly indicators: readonly Indicator[];
}

/** What a version of the rules says about one set of facts. */
export interface Scoring {
  readonly rulesVersion: string;
  /** 0 to 100 with at most two decimals. */
  readonly total: number;
  readonly families: readonly Family[];
  /** sha256 of the canonical JSON of everything above. */
  readonly digest: string;
}

interface Measured {
  readonly rule: Rule;
  readonly measure: Measure;
  /** Hundredths of a point, at most 100 × weight. */
  readonly points: number;
}

const measured = (facts: QualityFacts): Measured[] =>
  rules.map((rule) => {
    const measure = evidence[rule.evidence](facts);
    const share = measure.state === 'scored' ? Math.min(1, Math.max(0, measure.share)) : 0;
    return { rule, measure, points: Math.round(share * rule.weight * 100) };
  });

/** Hundredths of 100, over the indicators that apply; what is unknown counts as nothing. */
function scoreOf(all: readonly Measured[]): number {
  const counting = all.filter(({ measure }) => measure.state !== 'not-applicable');
  const possible = counting.reduce((sum, { rule }) => sum + rule.weight, 0);
  const points = counting.reduce((sum, one) => sum + one.points, 0);
  return possible === 0 ? 0 : Math.round((points * 100) / possible);
}

function indicatorOf(facts: QualityFacts, total: number, one: Measured): Indicator {
  const { rule, measure, points } = one;
  const fix = measure.state === 'scored' ? measure.fix : undefined;
  // The promise is what computing it anew gives, so it cannot differ from what will be seen.
  const gain = fix ? scoreOf(measured(fix.apply(facts))) - total : 0;
  return {
    key: rule.key,
    title: rule.title,
    rule: rule.rule,
    score: measure.state === 'scored' ? Math.round(points / rule.weight) : null,
    state: measure.state,
    weight: rule.weight,
    evidence: measure.evidence,
    source: rule.source,
    fix: fix && gain > 0 ? { sentence: fix.sentence, gain: gain / 100 } : null,
  };
}

/** The scorecard of these facts: the same facts give the same card to the last byte. */
export async function scoreFacts(facts: QualityFacts): Promise<Scoring> {
  const all = measured(facts);
  const total = scoreOf(all);
  const card = {
    rulesVersion,
    total: total / 100,
    families: families.map(({ key, title }) => {
      const own = all.filter(({ rule }) => rule.family === key);
      const states = own.map(({ measure }) => measure.state);
      const state = (['scored', 'unknown'] as const).find((one) => states.includes(one));
      return {
        key,
        title,
        score: state === 'scored' ? Math.round(scoreOf(own) / 100) : null,
        state: state ?? ('not-applicable' as const),
        indicators: own.map((one) => indicatorOf(facts, total, one)),
      };
    }),
  };
  return { ...card, digest: await sha256Hex(canonicalJson(card)) };
}
