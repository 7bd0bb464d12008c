import type { ColumnType } from 'kysely';

export interface AuditEntryTable {
  id: ColumnType<bigint, never, never>;
  at: ColumnType<Date, never, never>;
  actor_kind: 'anonymous' | 'user' | 'system';
  /** User id, or the reason of a system actor. */
  actor_id: string | null;
  org_id: string | null;
  action: string;
  object_type: string;
  object_id: string;
  /** sha256(salt ‖ canonical JSON of {before, after}), hex. */
  payload_digest: string;
  request_id: string | null;
}

/** Erasable content of an entry: deleting it leaves the entry and its digest. */
export interface AuditPayloadTable {
  entry_id: bigint;
  salt: string;
  /** Canonical JSON of {before, after}, as text so that the digest can be recomputed exactly. */
  content: string;
}

export interface IdempotencyTable {
  actor_key: string;
  key: string;
  request_digest: string;
  status: number | null;
  /** Stored reply as JSON text; null for replies that carry a secret. */
  body: string | null;
  created_at: ColumnType<Date, never, never>;
}

export interface AuditTables {
  'audit.entry': AuditEntryTable;
  'audit.payload': AuditPayloadTable;
  'hub.idempotency': IdempotencyTable;
}
