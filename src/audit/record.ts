import type { Transaction } from 'kysely';
import type { Actor } from '#src/kernel/actor.ts';
import { canonicalJson } from '#src/kernel/canonical-json.ts';
import { randomText, sha256Hex } from '#src/kernel/ids.ts';
import { insertEntry } from './queries.ts';
import type { AuditTables } from './tables.ts';

/** One audited change: `before` and `after` are the rows as the business sees them, without secrets. */
export interface AuditRecord {
  /** `<feature>.<verb>`, e.g. `catalog.publish`. */
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly orgId?: string | undefined;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Writes the audit row of a change in the change's own transaction. */
export async function recordAudit<T extends AuditTables>(
  trx: Transaction<T>,
  actor: Actor,
  record: AuditRecord,
  requestId?: string,
): Promise<void> {
  const content = canonicalJson({ before: record.before ?? null, after: record.after ?? null });
  const salt = randomText(16);
  const entry = {
    actor_kind: actor.kind,
    actor_id: actor.kind === 'user' ? actor.userId : actor.kind === 'system' ? actor.reason : null,
    org_id: record.orgId ?? null,
    action: record.action,
    object_type: record.objectType,
    object_id: record.objectId,
    payload_digest: await sha256Hex(salt + content),
    request_id: requestId ?? null,
  };
  await insertEntry(trx as unknown as Transaction<AuditTables>, entry, { salt, content });
}
