import { call } from '../../api.ts';
import type { LabelStore } from '../model/label-store.ts';
import { Board } from './board.ts';
import { ActiveClock } from './active-clock.ts';
import type { LeaseView, QueueView } from './contract.ts';
import { freshDesk, type DeskState, type Seat } from './desk-state.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { firstLabels } from './first-labels.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { LocalStore, type OutboxEntry } from './local-store.ts';
import { MediaShelf } from './media-shelf.ts';
import { Outbox } from './outbox.ts';
import { OwnWorks } from './own-works.ts';
import { asLease, offlineOf, troubleOf, type Parts } from './desk-parts.ts';
import { freshUuid } from './fresh-uuid.ts';
import { TabLock } from './tab-lock.ts';

const pollMs = 15_000;

/** One person's desk for one package: the task on the screen, those ahead, and what is on its way. */
export class Desk {
  readonly packageId: string;
  readonly labels: LabelStore;
  readonly clock = new ActiveClock();
  readonly board: Board<DeskState>;
  readonly #personId: string;
  readonly #lock: TabLock;
  #parts: Parts | undefined;
  #starting: Promise<Parts> | undefined;
  #off: (() => void)[] = [];
  #poll: ReturnType<typeof setTimeout> | undefined;
  #busy = false;

  constructor(packageId: string, personId: string, labels: LabelStore, queue: QueueView) {
    this.packageId = packageId;
    this.#personId = personId;
    this.labels = labels;
    this.board = new Board({ ...freshDesk, queue });
    this.#lock = new TabLock(
      `banyan-workbench-${personId}-${packageId}`,
      () => void this.#begin(),
      () => this.#set({ phase: 'elsewhere', seat: undefined }),
    );
  }

  readonly #set = (change: Partial<DeskState>): void => this.board.change(change);
  get #state(): DeskState {
    return this.board.get();
  }

  start(): void {
    const on = (type: 'online' | 'offline', listener: () => void) => {
      window.addEventListener(type, listener);
      this.#off.push(() => window.removeEventListener(type, listener));
    };
    on('online', () => void this.refill());
    on('offline', () => this.#set({ connection: 'offline' }));
    void this.#lock.ask();
  }

  stop(): void {
    this.#lock.release();
    for (const off of this.#off) off();
    this.#off = [];
    clearTimeout(this.#poll);
    this.#parts?.leases.stop();
    this.#parts?.outbox.stop();
  }

  takeOver = (): void => this.#lock.takeOver();

  async #begin(): Promise<void> {
    this.#starting ??= this.#open();
    const { leases } = (this.#parts = await this.#starting);
    await leases.restore();
    await this.#showOutbox();
    await this.#seatNext();
    await this.refill();
  }

  async #open(): Promise<Parts> {
    const store = await LocalStore.open(this.#personId);
    const media = new MediaShelf(store);
    const drafts = new DraftKeeper(store, this.labels, () => this.clock.read(), {
      saved: (saved) => this.#set({ saved }),
      conflict: (conflict) => this.#set({ conflict, saved: conflict ? 'conflict' : 'device' }),
      lost: () => this.#set({ leaseLost: true }),
    });
    const leases = new LeaseKeeper(this.packageId, store, media, {
      queue: (queue) => this.#set({ queue }),
      lost: (id) => void this.#lost(id),
    });
    const outbox = new Outbox(store, this.#personId, () => void this.#showOutbox());
    this.#off.push(this.labels.subscribe(drafts.changed), () => store.close());
    const own = new OwnWorks(this.packageId);
    return { store, media, drafts, leases, outbox, own };
  }

  async #showOutbox(): Promise<void> {
    const { store, outbox } = this.#ready();
    const [all, receipts] = await Promise.all([store.outbox(), store.receipts(this.packageId)]);
    const waiting = all.filter((entry) => entry.packageId === this.packageId);
    const connection = outbox.trouble ?? (navigator.onLine ? 'online' : 'offline');
    this.#set({ waiting, receipts, connection });
  }

  #ready(): Parts {
    if (!this.#parts) throw new Error('the desk is not open yet');
    return this.#parts;
  }

  /** Sends what waits and takes tasks ahead; without a network, tries again in a while. */
  async refill(): Promise<void> {
    if (!this.#parts || this.#state.phase === 'elsewhere') return;
    clearTimeout(this.#poll);
    const { leases, outbox } = this.#parts;
    void outbox.flush();
    try {
      await leases.topUp();
      this.#set({ connection: 'online', problem: undefined });
    } catch (error) {
      this.#set(troubleOf(error));
    }
    if (!this.#state.seat) await this.#seatNext();
    else this.#set({ ahead: this.#aheadCount() });
    const idle = !this.#state.seat || this.#state.connection !== 'online';
    if (idle) this.#poll = setTimeout(() => void this.refill(), pollMs);
  }

  #aheadCount(): number {
    return Math.max(
      0,
      this.#ready().leases.held.length - (this.#state.seat?.kind === 'lease' ? 1 : 0),
    );
  }

  async #seatNext(): Promise<void> {
    const { leases, store } = this.#ready();
    const [lease] = leases.held;
    if (!lease) {
      this.labels.dispatch({ do: 'load', items: [] });
      this.#ready().drafts.follow(this.packageId, undefined, 0);
      return this.#set({ phase: 'idle', seat: undefined, ahead: 0, offline: undefined });
    }
    const local = await store.draft(lease.id);
    const begun = firstLabels(lease, local);
    this.labels.dispatch({ do: 'load', items: begun.items });
    this.#ready().drafts.follow(this.packageId, lease, begun.revision);
    this.clock.start(local?.leadTimeMs ?? 0);
    this.#set({
      phase: 'working',
      seat: { kind: 'lease', lease },
      saved: local ? (local.sent ? 'server' : 'device') : 'clean',
      conflict: begun.conflict,
      leaseLost: false,
      ahead: leases.held.length - 1,
      offline: offlineOf(leases.offline),
    });
  }

  async #lost(leaseId: string): Promise<void> {
    const { seat } = this.#state;
    if (seat?.kind === 'lease' && seat.lease.id === leaseId) return this.#set({ leaseLost: true });
    const { leases, store } = this.#ready();
    if ((await store.draft(leaseId)) === undefined) {
      leases.drop(leaseId);
      await store.release(leaseId);
    }
  }

  /** Bytes of a media field of the task on the screen. */
  media = (field: string): Promise<Blob> => {
    const { seat } = this.#state;
    const lease = seat?.kind === 'own' ? asLease(seat) : seat?.lease;
    if (!lease) return Promise.reject(new Error('no task'));
    return this.#ready().media.field(lease, field);
  };

  /** Puts the labels into the outbox and the next task on the screen; sending goes on behind. */
  async submit(skipped?: { readonly reason: string }): Promise<void> {
    const { seat } = this.#state;
    if (!seat || this.#busy) return;
    this.#busy = true;
    try {
      if (seat.kind === 'own') await this.#correct(seat);
      else await this.#post(seat.lease, skipped);
    } finally {
      this.#busy = false;
    }
  }

  async #post(lease: LeaseView, skipped?: { readonly reason: string }): Promise<void> {
    const { store, leases, drafts } = this.#ready();
    const body = {
      submissionId: freshUuid(),
      result: this.labels.get().items,
      leadTimeMs: Math.round(this.clock.read()),
      ...(skipped ? { skipped } : {}),
    };
    await drafts.settled();
    drafts.follow(this.packageId, undefined, 0);
    await store.post({
      submissionId: body.submissionId,
      leaseId: lease.id,
      packageId: this.packageId,
      taskNumber: lease.task.number,
      lease,
      body,
      createdAt: new Date().toISOString(),
      attempts: 0,
      state: 'waiting',
    });
    leases.drop(lease.id);
    await this.#seatNext();
    void this.#showOutbox();
    void this.refill();
  }

  async #correct({ own }: Seat & { kind: 'own' }): Promise<void> {
    try {
      const body = { result: this.labels.get().items, revision: own.revision };
      await call('PUT', `/annotation/annotations/${own.id}`, body);
      await this.next();
    } catch (error) {
      this.#set(troubleOf(error));
    }
  }

  /** Shows one's own work before the one on the screen. */
  async previous(): Promise<void> {
    await this.#look(() => this.#ready().own.back());
  }

  /** Back towards the task to do. */
  async next(): Promise<void> {
    await this.#look(() => this.#ready().own.forth());
  }

  async #look(step: () => Promise<Seat | undefined>): Promise<void> {
    const { drafts } = this.#ready();
    try {
      await drafts.settled();
      const seat = await step();
      if (!seat) return await this.#seatNext();
      if (seat.kind !== 'own') return;
      drafts.follow(this.packageId, undefined, 0);
      this.labels.dispatch({ do: 'load', items: seat.own.result });
      this.clock.pause();
      this.#set({ phase: 'working', seat, saved: 'clean', conflict: undefined, leaseLost: false });
    } catch (error) {
      this.#set(troubleOf(error));
    }
  }

  async prepareOffline(count: number): Promise<void> {
    const { leases } = this.#ready();
    const { seat } = this.#state;
    const shown = seat?.kind === 'lease' ? seat.lease.id : undefined;
    const begun = this.labels.get().changes > 0 ? shown : undefined;
    try {
      const tell = (fetched: number) => this.#set({ offline: offlineOf(leases.offline, fetched) });
      await leases.takeOffline(count, begun, tell);
    } catch (error) {
      this.#set(troubleOf(error));
    }
    this.#set({ offline: offlineOf(leases.offline), ahead: this.#aheadCount() });
    if (seat?.kind !== 'own' && !leases.held.some(({ id }) => id === shown)) await this.#seatNext();
  }

  async giveBack(): Promise<void> {
    try {
      await this.#ready().leases.giveBack();
    } catch (error) {
      this.#set(troubleOf(error));
    }
    await this.#seatNext();
  }

  async resolveConflict(mine: boolean): Promise<void> {
    const { conflict } = this.#state;
    if (conflict) await this.#ready().drafts.resolve(conflict, mine);
  }

  /** Opens a refused submission again, with its labels. */
  async reopen(entry: OutboxEntry): Promise<void> {
    const { store, leases, drafts } = this.#ready();
    await drafts.settled();
    await store.reopen(entry, entry.lease.draft?.revision ?? 0);
    leases.putFirst(entry.lease);
    await this.#showOutbox();
    await this.#seatNext();
  }

  async discard(entry: OutboxEntry): Promise<void> {
    await this.#ready().store.dropEntry(entry.submissionId);
    await this.#showOutbox();
  }

  dismissProblem = (): void => this.#set({ problem: undefined });
}
