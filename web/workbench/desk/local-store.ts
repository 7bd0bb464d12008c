import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ResultItem } from '#src/annotation/region.ts';
import type { LeaseView, Receipt, Submission } from './contract.ts';

/** A task this device holds. */
export interface HeldLease {
  readonly id: string;
  readonly packageId: string;
  readonly lease: LeaseView;
  /** Order in which tasks are worked on. */
  readonly order: number;
}

/** What has been labelled so far on a held task. */
export interface LocalDraft {
  readonly leaseId: string;
  readonly packageId: string;
  readonly result: readonly ResultItem[];
  /** Milliseconds of active work. */
  readonly leadTimeMs: number;
  /** Revision of the server's draft this one goes on from. */
  readonly revision: number;
  /** Whether the server has this very draft. */
  readonly sent: boolean;
  readonly savedAt: string;
}

export type OutboxState = 'waiting' | 'refused';

/** A submission on its way: it stays until the server has answered with a receipt. */
export interface OutboxEntry {
  readonly submissionId: string;
  readonly leaseId: string;
  readonly packageId: string;
  readonly taskNumber: number;
  readonly lease: LeaseView;
  readonly body: Submission;
  readonly createdAt: string;
  readonly attempts: number;
  readonly state: OutboxState;
  /** Why the server refused it, for people. */
  readonly refusal?: string;
}

export interface KeptReceipt extends Receipt {
  readonly packageId: string;
  readonly taskNumber: number;
}

interface KeptMedia {
  readonly url: string;
  readonly leaseId: string;
  readonly blob: Blob;
}

interface Shelves extends DBSchema {
  leases: { key: string; value: HeldLease; indexes: { package: string } };
  drafts: { key: string; value: LocalDraft };
  outbox: { key: string; value: OutboxEntry; indexes: { package: string } };
  receipts: { key: string; value: KeptReceipt; indexes: { package: string } };
  media: { key: string; value: KeptMedia; indexes: { lease: string } };
}

/** What one person keeps on this device; nobody else's labels are ever in the same database. */
export class LocalStore {
  readonly #db: IDBPDatabase<Shelves>;

  private constructor(db: IDBPDatabase<Shelves>) {
    this.#db = db;
  }

  static async open(personId: string): Promise<LocalStore> {
    const db = await openDB<Shelves>(`banyan-workbench-${personId}`, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('leases', { keyPath: 'id' }).createIndex('package', 'packageId');
        fresh.createObjectStore('drafts', { keyPath: 'leaseId' });
        fresh
          .createObjectStore('outbox', { keyPath: 'submissionId' })
          .createIndex('package', 'packageId');
        fresh
          .createObjectStore('receipts', { keyPath: 'submissionId' })
          .createIndex('package', 'packageId');
        fresh.createObjectStore('media', { keyPath: 'url' }).createIndex('lease', 'leaseId');
      },
    });
    return new LocalStore(db);
  }

  close(): void {
    this.#db.close();
  }

  async leases(packageId: string): Promise<HeldLease[]> {
    const all = await this.#db.getAllFromIndex('leases', 'package', packageId);
    return all.toSorted((a, b) => a.order - b.order);
  }

  async hold(leases: readonly HeldLease[]): Promise<void> {
    const change = this.#db.transaction('leases', 'readwrite');
    await Promise.all([...leases.map((lease) => change.store.put(lease)), change.done]);
  }

  /** Forgets a task, its draft and its media. */
  async release(leaseId: string): Promise<void> {
    const change = this.#db.transaction(['leases', 'drafts', 'media'], 'readwrite');
    await change.objectStore('leases').delete(leaseId);
    await change.objectStore('drafts').delete(leaseId);
    const media = change.objectStore('media');
    for (const url of await media.index('lease').getAllKeys(leaseId)) await media.delete(url);
    await change.done;
  }

  draft(leaseId: string): Promise<LocalDraft | undefined> {
    return this.#db.get('drafts', leaseId);
  }

  async saveDraft(draft: LocalDraft): Promise<void> {
    await this.#db.put('drafts', draft);
  }

  /** Moves a task from the desk into the outbox, in one transaction: it is never in neither. */
  async post(entry: OutboxEntry): Promise<void> {
    const change = this.#db.transaction(['outbox', 'leases', 'drafts', 'media'], 'readwrite', {
      durability: 'strict',
    });
    await change.objectStore('outbox').put(entry);
    await change.objectStore('leases').delete(entry.leaseId);
    await change.objectStore('drafts').delete(entry.leaseId);
    const media = change.objectStore('media');
    for (const url of await media.index('lease').getAllKeys(entry.leaseId)) await media.delete(url);
    await change.done;
  }

  /** Takes a refused submission back onto the desk, with its labels as the draft. */
  async reopen(entry: OutboxEntry, revision: number): Promise<void> {
    const change = this.#db.transaction(['outbox', 'leases', 'drafts'], 'readwrite');
    await change.objectStore('outbox').delete(entry.submissionId);
    const { leaseId, packageId, lease, body } = entry;
    await change.objectStore('leases').put({ id: leaseId, packageId, lease, order: 0 });
    await change.objectStore('drafts').put({
      leaseId,
      packageId,
      result: body.result,
      leadTimeMs: body.leadTimeMs,
      revision,
      sent: false,
      savedAt: new Date().toISOString(),
    });
    await change.done;
  }

  /** Every submission that waits, of whatever package, oldest first. */
  async outbox(): Promise<OutboxEntry[]> {
    const all = await this.#db.getAll('outbox');
    return all.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  async keepEntry(entry: OutboxEntry): Promise<void> {
    await this.#db.put('outbox', entry);
  }

  async dropEntry(submissionId: string): Promise<void> {
    await this.#db.delete('outbox', submissionId);
  }

  /** The server has it: the receipt takes the submission's place. */
  async settle(receipt: KeptReceipt): Promise<void> {
    const change = this.#db.transaction(['outbox', 'receipts'], 'readwrite');
    await change.objectStore('receipts').put(receipt);
    await change.objectStore('outbox').delete(receipt.submissionId);
    await change.done;
  }

  async receipts(packageId: string): Promise<KeptReceipt[]> {
    const all = await this.#db.getAllFromIndex('receipts', 'package', packageId);
    return all.toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt)).slice(0, 50);
  }

  async media(url: string): Promise<Blob | undefined> {
    return (await this.#db.get('media', url))?.blob;
  }

  async keepMedia(url: string, leaseId: string, blob: Blob): Promise<void> {
    await this.#db.put('media', { url, leaseId, blob });
  }
}
