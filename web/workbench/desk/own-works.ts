import type { ResultItem } from '#src/annotation/region.ts';
import { call } from '../../api.ts';
import type { TaskView } from './contract.ts';
import type { OwnWork, Seat } from './desk-state.ts';

interface OwnList {
  readonly items: readonly { readonly id: string }[];
  readonly next?: string;
}

interface OwnAnnotation {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly revision: number;
  readonly result: readonly ResultItem[];
  readonly task: Omit<TaskView, 'predictions'>;
}

/** One's own submissions of a package, newest first, walked one by one. */
export class OwnWorks {
  readonly #packageId: string;
  #ids: string[] = [];
  #cursor: string | null = null;
  /** Place in the list; -1 is the task to do. */
  #at = -1;

  constructor(packageId: string) {
    this.#packageId = packageId;
  }

  /** The submission before; the same one again at the end of the list. */
  async back(): Promise<Seat | undefined> {
    if (this.#at === -1) await this.#read(null);
    else if (this.#at === this.#ids.length - 1 && this.#cursor !== null)
      await this.#read(this.#cursor);
    if (this.#ids.length === 0) return undefined;
    this.#at = Math.min(this.#at + 1, this.#ids.length - 1);
    return this.#show();
  }

  /** The submission after; undefined where the task to do comes next. */
  async forth(): Promise<Seat | undefined> {
    this.#at = Math.max(-1, this.#at - 1);
    return this.#at < 0 ? undefined : this.#show();
  }

  async #read(cursor: string | null): Promise<void> {
    const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const path = `/annotation/packages/${this.#packageId}/mine${query}`;
    const { items, next } = await call<OwnList>('GET', path);
    const ids = items.map((item) => item.id);
    this.#ids = cursor === null ? ids : [...this.#ids, ...ids];
    this.#cursor = next ?? null;
  }

  async #show(): Promise<Seat> {
    const found = await call<OwnAnnotation>(
      'GET',
      `/annotation/annotations/${this.#ids[this.#at]}`,
    );
    const own: OwnWork = { ...found, editable: found.state === 'submitted' };
    return { kind: 'own', own };
  }
}
