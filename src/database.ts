import type { AnnotationTables } from '#src/annotation/index.ts';
import type { AuditTables } from '#src/audit/index.ts';
import type { CatalogTables } from '#src/catalog/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { LedgerTables } from '#src/ledger/index.ts';
import type { NoticeTables } from '#src/notice/index.ts';
import type { NotifyTables } from '#src/notify/index.ts';
import type { QualityTables } from '#src/quality/index.ts';
import type { RegisterTables } from '#src/registers/index.ts';
import type { ReviewTables } from '#src/review/index.ts';
import type { DecisionTables, DirectoryTables, SelectionTables } from '#src/selection/index.ts';

/** Every table of the hub, joined from the features. */
export type Database = AuditTables &
  IdentityTables &
  NotifyTables &
  CatalogTables &
  QualityTables &
  LedgerTables &
  AnnotationTables &
  RegisterTables &
  ReviewTables &
  NoticeTables &
  SelectionTables &
  DecisionTables &
  DirectoryTables;
