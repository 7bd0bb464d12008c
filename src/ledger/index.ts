export { postEntry, reverseEntry, type EntryToPost, type Posting } from './post-entry.ts';
export { ledgerRoutes } from './routes.ts';
export type { LedgerTables } from './tables.ts';
