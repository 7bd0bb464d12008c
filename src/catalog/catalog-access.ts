import type { Access } from '#src/ports/access.ts';
import { grantStanding } from './access/queries.ts';
import type { Db } from './deps.ts';
import { decideBytes } from './policy.ts';

/** The catalogue's own implementation of the access port; at most one statement, for gated data only. */
export function catalogAccess(): Access<Db> {
  return {
    async decide(trx, actor, _action, subject) {
      const asks = subject.visibility === 'gated' && actor.kind === 'user';
      const grant = asks ? await grantStanding(trx, subject.datasetId, actor.userId) : undefined;
      return decideBytes(actor, subject, grant);
    },
  };
}
