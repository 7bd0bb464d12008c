import { ApiProblem, call } from '../../api.ts';
import type { LeaseView, QueueView } from './contract.ts';
import type { HeldLease, LocalStore } from './local-store.ts';
import type { MediaShelf } from './media-shelf.ts';

/** Tasks fetched ahead of the one on the screen. */
const aheadOnline = 2;
const heartbeatMs = 120_000;

interface LeaseAnswer {
  readonly leases: readonly LeaseView[];
  readonly queue: QueueView;
}

interface LeaseEvents {
  queue(queue: QueueView): void;
  lost(leaseId: string): void;
}

/** The tasks this device holds: takes new ones ahead of need, keeps them alive, gives them back. */
export class LeaseKeeper {
  readonly #packageId: string;
  readonly #store: LocalStore;
  readonly #media: MediaShelf;
  readonly #events: LeaseEvents;
  #held: HeldLease[] = [];
  #order = 0;
  #asking: Promise<void> | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;

  constructor(packageId: string, store: LocalStore, media: MediaShelf, events: LeaseEvents) {
    this.#packageId = packageId;
    this.#store = store;
    this.#media = media;
    this.#events = events;
  }

  get held(): readonly LeaseView[] {
    return this.#held.map((one) => one.lease);
  }

  /** All tasks held, where some were taken for work without a network. */
  get offline(): readonly LeaseView[] {
    return this.held.some((lease) => lease.mode === 'offline') ? this.held : [];
  }

  /** Takes up what this device held before; expired tasks nobody began are forgotten. */
  async restore(): Promise<void> {
    const now = Date.now();
    for (const one of await this.#store.leases(this.#packageId)) {
      const begun = (await this.#store.draft(one.id)) !== undefined;
      if (begun || Date.parse(one.lease.expiresAt) > now) this.#held.push(one);
      else await this.#store.release(one.id);
    }
    this.#order = Math.max(0, ...this.#held.map((one) => one.order));
    this.#beat = setInterval(() => void this.beat(), heartbeatMs);
  }

  stop(): void {
    clearInterval(this.#beat);
  }

  /** The task was submitted or given up: it is no longer held. */
  drop(leaseId: string): void {
    const gone = this.#held.find((one) => one.id === leaseId);
    if (gone) this.#media.forget(gone.lease);
    this.#held = this.#held.filter((one) => one.id !== leaseId);
  }

  /** Puts a task back in front, as when a refused submission is opened again. */
  putFirst(lease: LeaseView): void {
    this.drop(lease.id);
    this.#held.unshift({ id: lease.id, packageId: this.#packageId, lease, order: 0 });
  }

  /** Holds enough tasks online; rejects without a network. Work taken offline is finished first. */
  topUp(): Promise<void> {
    this.#asking ??= this.#topUp().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #topUp(): Promise<void> {
    const wanted = aheadOnline + 1 - this.#held.length;
    if (wanted > 0) await this.#take(wanted, 'online');
  }

  /**
   * Holds up to `count` tasks for work without a network, with their media; tells how many are fetched.
   * `begun` is the task in work, which stays as it is.
   */
  async takeOffline(
    count: number,
    begun: string | undefined,
    fetched: (done: number) => void,
  ): Promise<void> {
    await this.#asking;
    // Online leases would expire on the way: what is not begun is taken again for longer.
    await this.giveBack((lease) => lease.mode === 'online' && lease.id !== begun);
    const more = Math.max(0, count - this.#held.length);
    if (more > 0) await this.#take(more, 'offline');
    let done = 0;
    fetched(done);
    for (const lease of this.held) {
      await this.#media.prepare(lease).catch(() => undefined);
      fetched((done += 1));
    }
  }

  async #take(count: number, mode: 'online' | 'offline'): Promise<void> {
    const path = `/annotation/packages/${this.#packageId}/leases`;
    const { leases, queue } = await call<LeaseAnswer>('POST', path, { count, mode });
    this.#events.queue(queue);
    const known = new Set(this.#held.map((one) => one.id));
    const fresh = leases.map((lease) => ({
      id: lease.id,
      packageId: this.#packageId,
      lease,
      order: (this.#order += 1),
    }));
    await this.#store.hold(fresh);
    const updated = new Map(fresh.map((one) => [one.id, one]));
    this.#held = [
      ...this.#held.map((one) => ({ ...one, lease: updated.get(one.id)?.lease ?? one.lease })),
      ...fresh.filter((one) => !known.has(one.id)),
    ];
    for (const { lease } of fresh) void this.#media.prepare(lease).catch(() => undefined);
  }

  /** Keeps online tasks ours; one that is lost is reported, and forgotten where nobody began it. */
  async beat(): Promise<void> {
    if (!navigator.onLine) return;
    for (const one of this.#held.filter(({ lease }) => lease.mode === 'online')) {
      try {
        const { expiresAt } = await call<{ expiresAt: string }>(
          'POST',
          `/annotation/leases/${one.id}/heartbeat`,
        );
        const lease = { ...one.lease, expiresAt };
        this.#held = this.#held.map((held) => (held.id === one.id ? { ...held, lease } : held));
        await this.#store.hold([{ ...one, lease }]);
      } catch (error) {
        if (error instanceof ApiProblem && [403, 404, 409, 410].includes(error.status))
          this.#events.lost(one.id);
      }
    }
  }

  /** Gives back what is not begun, so that others may do it. */
  async giveBack(which: (lease: LeaseView) => boolean = () => true): Promise<void> {
    for (const { id, lease } of this.#held.slice()) {
      if (!which(lease) || (await this.#store.draft(id)) !== undefined) continue;
      await call('DELETE', `/annotation/leases/${id}`);
      this.drop(id);
      await this.#store.release(id);
    }
  }
}
