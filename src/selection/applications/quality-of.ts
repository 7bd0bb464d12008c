import type { Db } from '../deps.ts';

export interface Quality {
  readonly total: number;
  readonly digest: string;
}

/** The scorecard of a version; undefined while there is none, and then the fact is unknown. */
export function qualityOf(_db: Db, _versionId: string): Promise<Quality | undefined> {
  return Promise.resolve(undefined);
}
