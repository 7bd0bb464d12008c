import { ApiProblem, call } from '../../api.ts';
import type { LabelStore } from '../model/label-store.ts';
import type { LeaseView } from './contract.ts';
import type { DraftConflict, Saved } from './desk-state.ts';
import type { LocalStore, LocalDraft } from './local-store.ts';

const quietMs = 1500;

interface KeeperEvents {
  saved(saved: Saved): void;
  conflict(current: DraftConflict | undefined): void;
  lost(): void;
}

/**
 * Keeps the labels of the task on the screen: on this device at every change, on the server a moment later.
 * The server's copy has a revision; where somebody else changed it, both copies stay until a person chooses.
 */
export class DraftKeeper {
  readonly #store: LocalStore;
  readonly #labels: LabelStore;
  readonly #events: KeeperEvents;
  readonly #clock: () => number;
  #lease: LeaseView | undefined;
  #packageId = '';
  #revision = 0;
  #changesSaved = 0;
  #writing: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #conflicted = false;

  constructor(store: LocalStore, labels: LabelStore, clock: () => number, events: KeeperEvents) {
    this.#store = store;
    this.#labels = labels;
    this.#clock = clock;
    this.#events = events;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Follows the labels of another task from now on. */
  follow(packageId: string, lease: LeaseView | undefined, revision: number): void {
    clearTimeout(this.#timer);
    this.#packageId = packageId;
    this.#lease = lease;
    this.#revision = revision;
    this.#changesSaved = this.#labels.get().changes;
    this.#conflicted = false;
  }

  /** To be called at every change of the labels. */
  changed = (): void => {
    if (!this.#lease || this.#labels.get().changes === this.#changesSaved) return;
    this.#writing ??= this.#write();
  };

  /** Until what is on the screen is on this device. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    // Changes made while one is being written are written next, the newest only.
    while (this.#lease && this.#labels.get().changes !== this.#changesSaved) {
      const { changes } = this.#labels.get();
      await this.#store.saveDraft(this.#draft(this.#lease, false));
      this.#changesSaved = changes;
    }
    this.#writing = undefined;
    if (!this.#lease || this.#conflicted) return;
    this.#events.saved('device');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.send(), quietMs);
  }

  #draft(lease: LeaseView, sent: boolean): LocalDraft {
    return {
      leaseId: lease.id,
      packageId: this.#packageId,
      result: this.#labels.get().items,
      leadTimeMs: this.#clock(),
      revision: this.#revision,
      sent,
      savedAt: new Date().toISOString(),
    };
  }

  /** Sends the draft; without a network it stays on this device and goes with the next change or submit. */
  async send(): Promise<void> {
    const lease = this.#lease;
    if (!lease || this.#conflicted || !navigator.onLine) return;
    const { changes } = this.#labels.get();
    try {
      const body = { result: this.#labels.get().items, revision: this.#revision };
      const { revision } = await call<{ revision: number }>(
        'PUT',
        `/annotation/leases/${lease.id}/draft`,
        body,
      );
      if (this.#lease !== lease) return;
      this.#revision = revision;
      if (this.#labels.get().changes !== changes) return;
      await this.#store.saveDraft(this.#draft(lease, true));
      this.#events.saved('server');
    } catch (error) {
      if (this.#lease === lease) this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (!(error instanceof ApiProblem)) return;
    const { current } = error.problem as { current?: DraftConflict };
    if (error.status === 409 && current) {
      this.#conflicted = true;
      this.#events.conflict(current);
    } else if ([403, 404, 409, 410].includes(error.status)) this.#events.lost();
  }

  /** A person chose between the two copies. */
  async resolve(current: DraftConflict, mine: boolean): Promise<void> {
    this.#conflicted = false;
    this.#revision = current.revision;
    this.#events.conflict(undefined);
    if (!mine) this.#labels.dispatch({ do: 'load', items: current.result });
    if (this.#lease) await this.#store.saveDraft(this.#draft(this.#lease, false));
    this.#changesSaved = this.#labels.get().changes;
    await this.send();
  }
}
