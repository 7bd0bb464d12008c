import { scorecardOf } from '#src/quality/index.ts';
import type { Db } from '../deps.ts';

export interface Quality {
  /** 0 to 100. */
  readonly total: number;
  readonly digest: string;
}

/** The scorecard of a version; undefined while there is none, and then the fact is unknown. */
export async function qualityOf(db: Db, versionId: string): Promise<Quality | undefined> {
  const card = await scorecardOf(db as never, versionId);
  return card && { total: card.total, digest: card.digest };
}
