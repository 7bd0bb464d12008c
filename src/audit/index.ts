export { auditCron, auditJobs } from './jobs.ts';
export { mutate, type Audit, type MutationReply } from './mutate.ts';
export { recordAudit, type AuditRecord } from './record.ts';
export { purgeKeys } from './purge-keys.ts';
export { auditRoutes } from './routes.ts';
export type { AuditTables } from './tables.ts';
