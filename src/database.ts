import type { AuditTables } from '#src/audit/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';

/** Every table of the hub, joined from the features. */
export type Database = AuditTables & IdentityTables;
