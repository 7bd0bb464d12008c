import type { Kysely, Transaction } from 'kysely';
import type { Audit, AuditTables } from '#src/audit/index.ts';
import type { IdentityTables } from '#src/identity/index.ts';
import type { Jobs } from '#src/ports/jobs.ts';
import type { Store } from '#src/ports/store.ts';
import type { NoticeTables, ObjectionState } from './tables.ts';

type NoticeDatabase = NoticeTables & IdentityTables & AuditTables;
export type Db = Kysely<NoticeDatabase>;
export type Trx = Transaction<NoticeDatabase>;

/** What the public notices ask of the hub. */
export interface NoticeDeps {
  readonly store: Store<NoticeDatabase>;
  readonly jobs: Jobs<Kysely<any>>;
}

/** The thing a notice is about, as another feature knows it. */
export interface NoticeSubject {
  readonly kind: string;
  readonly id: string;
}

export interface SettledObjection {
  readonly id: string;
  readonly number: number;
  readonly state: ObjectionState;
  /** The item it is about; null for the notice as a whole. */
  readonly item: NoticeSubject | null;
  readonly outcome: string | null;
}

export interface SettledNotice {
  readonly id: string;
  readonly subject: NoticeSubject;
}

/**
 * What another feature does when a notice moves; it runs in the same transaction and may refuse by
 * throwing. `trx` is the hub's whole database, of which each listener knows its part.
 */
export interface NoticeListener {
  /** The kind of subject it listens to. */
  readonly subjectKind: string;
  onUpheld(
    trx: Transaction<any>,
    audit: Audit,
    notice: SettledNotice,
    objection: SettledObjection,
  ): Promise<void>;
  /** The organisations of these things, of the kind that the notice's items have. */
  organisationsOf(trx: Transaction<any>, subjects: readonly NoticeSubject[]): Promise<string[]>;
  onConfirmed(trx: Transaction<any>, audit: Audit, notice: SettledNotice): Promise<void>;
}
