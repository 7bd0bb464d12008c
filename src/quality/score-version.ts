import { setVersionQuality } from '#src/catalog/index.ts';
import { systemActor } from '#src/kernel/actor.ts';
import type { JobHandlers } from '#src/ports/jobs.ts';
import type { Db, QualityDeps } from './deps.ts';
import { factsOfVersion } from './gather-facts.ts';
import { keepScorecard, newestScorecard, unscoredVersions, versionsHolding } from './queries.ts';
import { scoreFacts, type Scoring } from './scorecard.ts';

const actor = systemActor('quality-scoring');

/** Versions scored in one go by the sweep. */
const swept = 200;

/** A kept scorecard with the time of its computation. */
export interface Scorecard extends Scoring {
  readonly computedAt: string;
}

/** The newest scorecard of a version; undefined while there is none, or the caller may not see it. */
export async function scorecardOf(db: Db, versionId: string): Promise<Scorecard | undefined> {
  const row = await newestScorecard(db, versionId);
  return row && { ...row.card, computedAt: row.computed_at.toISOString() };
}

/** Computes and keeps the scorecard of a version; the same facts leave everything as it was. */
export async function scoreVersion(deps: QualityDeps, versionId: string): Promise<void> {
  await deps.store.write(actor, async (trx) => {
    const found = await factsOfVersion(trx, versionId);
    if (!found) return;
    const scoring = await scoreFacts(found.facts);
    if (!(await keepScorecard(trx, found.version, scoring, deps.clock.now()))) return;
    await setVersionQuality(trx, versionId, {
      rulesVersion: scoring.rulesVersion,
      total: scoring.total,
      families: scoring.families.map(({ key, score, state }) => ({ key, score, state })),
    });
  });
}

/** Job: a version was published, or a profile of a content has ended. */
export function scoreSettled(deps: QualityDeps): JobHandlers[string] {
  return async ({ versionId, orgId, sha256 }) => {
    const versions =
      typeof versionId === 'string'
        ? [versionId]
        : await deps.store.read(actor, (db) => versionsHolding(db, String(orgId), String(sha256)));
    for (const id of versions) await scoreVersion(deps, id);
  };
}

/** Job: scores what has no card of the rules in force, after new rules or a restored backup. */
export function scoreMissing(deps: QualityDeps): JobHandlers[string] {
  return async () => {
    const versions = await deps.store.read(actor, (db) => unscoredVersions(db, swept));
    for (const id of versions) await scoreVersion(deps, id);
  };
}
