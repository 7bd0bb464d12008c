/** Exact below this many different values a column, estimated above. */
const EXACT_LIMIT = 65_536;
/** Values kept with their counts once a column has too many. */
const KEPT_LIMIT = 1_024;
/** Bytes of each value kept for display. */
const SHOWN_BYTES = 200;
/** HyperLogLog registers: 2^12 give a standard error of 1.6 % (Flajolet et al. 2007). */
const REGISTER_BITS = 12;
const REGISTERS = 1 << REGISTER_BITS;
const FIRST_SEED = 0x811c9dc5 | 0;
const SECOND_SEED = 0x2f0b4c47;
const FIRST_PRIME = 0x01000193;
const SECOND_PRIME = 0x9e3779b1 | 0;
const FINISH_1 = 0x85ebca6b | 0;
const FINISH_2 = 0xc2b2ae35 | 0;

let viewed: Buffer = Buffer.alloc(0);
let view = new DataView(viewed.buffer);
/** The same bytes as words at any offset; the buffer changes once a megabyte. */
function wordsOf(bytes: Buffer): DataView {
  if (bytes !== viewed) {
    viewed = bytes;
    view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }
  return view;
}

/** Memory shared by the counters of one file, in table entries and bytes. */
export interface DistinctBudget {
  entries: number;
  bytes: number;
}
export const distinctBudget = (): DistinctBudget => ({ entries: 1_500_000, bytes: 48 << 20 });

/**
 * Counts different values by their two hashes: exact in an open-addressing table (a wrong merge
 * needs equal 64 bits) until the limit or the budget is reached, then a HyperLogLog, while the most
 * frequent values so far go on being counted.
 */
export class DistinctCounter {
  #size = 0;
  #mask = 63;
  #key1 = new Int32Array(64);
  #key2 = new Int32Array(64);
  #counts = new Float64Array(64);
  #offsets = new Int32Array(64);
  #lengths = new Uint8Array(64);
  #arena: Buffer = Buffer.alloc(0);
  #arenaUsed = 0;
  #registers: Uint8Array | undefined;
  #counting = true;
  readonly #budget: DistinctBudget;

  constructor(budget: DistinctBudget) {
    this.#budget = budget;
  }

  add(bytes: Buffer, from: number, to: number): void {
    // Two multiplicative hashes of four bytes at a time, finished as in MurmurHash3.
    let hash1 = FIRST_SEED ^ (to - from);
    let hash2 = SECOND_SEED + (to - from);
    let at = from;
    const words = wordsOf(bytes);
    for (; at + 4 <= to; at += 4) {
      const word = words.getInt32(at, true);
      hash1 = Math.imul(hash1 ^ word, FIRST_PRIME);
      hash1 ^= hash1 >>> 15;
      hash2 = Math.imul(hash2 + word, SECOND_PRIME);
      hash2 ^= hash2 >>> 13;
    }
    for (; at < to; at++) {
      hash1 = Math.imul(hash1 ^ (bytes[at] as number), FIRST_PRIME);
      hash2 = Math.imul(hash2 + (bytes[at] as number), SECOND_PRIME);
    }
    hash1 = Math.imul(hash1 ^ (hash1 >>> 16), FINISH_1);
    hash1 ^= hash1 >>> 13;
    hash2 = Math.imul(hash2 ^ (hash2 >>> 16), FINISH_2);
    hash2 ^= hash2 >>> 16;
    this.#count(bytes, from, to, hash1, hash2);
  }

  #count(bytes: Buffer, from: number, to: number, hash1: number, hash2: number): void {
    if (this.#registers !== undefined) {
      this.#register(hash1, hash2);
      if (!this.#counting) return;
    }
    const mask = this.#mask;
    const counts = this.#counts;
    let slot = hash1 & mask;
    while ((counts[slot] as number) !== 0) {
      if (this.#key1[slot] === hash1 && this.#key2[slot] === hash2) {
        counts[slot] = (counts[slot] as number) + 1;
        return;
      }
      slot = (slot + 1) & mask;
    }
    if (this.#registers === undefined) this.#insert(slot, bytes, from, to, hash1, hash2);
  }

  /** Different values so far. */
  distinct(): { count: number; approximate: boolean } {
    const registers = this.#registers;
    if (registers === undefined) return { count: this.#size, approximate: false };
    let sum = 0;
    let zeros = 0;
    for (const rank of registers) {
      sum += 2 ** -rank;
      if (rank === 0) zeros++;
    }
    const alpha = 0.7213 / (1 + 1.079 / REGISTERS);
    const raw = (alpha * REGISTERS * REGISTERS) / sum;
    const small = raw <= 2.5 * REGISTERS && zeros > 0;
    return {
      count: Math.round(small ? REGISTERS * Math.log(REGISTERS / zeros) : raw),
      approximate: true,
    };
  }

  /** The most frequent values, at most `limit`; none where nothing repeats. */
  top(limit: number): { values: { value: string; count: number }[]; approximate: boolean } {
    const slots = this.#filled().filter((slot) => (this.#counts[slot] as number) > 1);
    slots.sort((a, b) => (this.#counts[b] as number) - (this.#counts[a] as number));
    const values = slots.slice(0, limit).map((slot) => ({
      value: this.#text(slot),
      count: this.#counts[slot] as number,
    }));
    return { values, approximate: this.#registers !== undefined };
  }

  #text(slot: number): string {
    const from = this.#offsets[slot] as number;
    const length = this.#lengths[slot] as number;
    const text = this.#arena.toString('utf8', from, from + length);
    return length < SHOWN_BYTES ? text : `${text.replace(/\uFFFD+$/u, '')}…`;
  }

  #filled(): number[] {
    const slots: number[] = [];
    for (let slot = 0; slot <= this.#mask; slot++) if (this.#counts[slot] !== 0) slots.push(slot);
    return slots;
  }

  #insert(slot: number, bytes: Buffer, from: number, to: number, h1: number, h2: number): void {
    const length = Math.min(to - from, SHOWN_BYTES);
    const budget = this.#budget;
    if (this.#size >= EXACT_LIMIT || budget.entries <= 0 || budget.bytes < length) {
      this.#saturate();
      this.#register(h1, h2);
      return;
    }
    budget.entries--;
    budget.bytes -= length;
    this.#key1[slot] = h1;
    this.#key2[slot] = h2;
    this.#counts[slot] = 1;
    this.#offsets[slot] = this.#keep(bytes, from, length);
    this.#lengths[slot] = length;
    if (++this.#size * 2 > this.#mask) this.#rehash((this.#mask + 1) * 4, this.#filled());
  }

  #keep(bytes: Buffer, from: number, length: number): number {
    const offset = this.#arenaUsed;
    if (offset + length > this.#arena.length) {
      const grown = Buffer.allocUnsafe(Math.max(1024, this.#arena.length * 2, offset + length));
      this.#arena.copy(grown, 0, 0, offset);
      this.#arena = grown;
    }
    if (length > 24) bytes.copy(this.#arena, offset, from, from + length);
    else {
      const arena = this.#arena;
      for (let i = 0; i < length; i++) arena[offset + i] = bytes[from + i] as number;
    }
    this.#arenaUsed += length;
    return offset;
  }

  #register(hash1: number, hash2: number): void {
    const registers = this.#registers as Uint8Array;
    const index = hash1 & (REGISTERS - 1);
    const rank = Math.clz32(hash2) + 1;
    if (rank > (registers[index] as number)) registers[index] = rank;
  }

  /** Goes over to estimating; values seen once so far are no longer counted. */
  #saturate(): void {
    this.#registers = new Uint8Array(REGISTERS);
    const slots = this.#filled();
    for (const slot of slots)
      this.#register(this.#key1[slot] as number, this.#key2[slot] as number);
    const repeated = slots.filter((slot) => (this.#counts[slot] as number) > 1);
    repeated.sort((a, b) => (this.#counts[b] as number) - (this.#counts[a] as number));
    const kept = repeated.slice(0, KEPT_LIMIT);
    this.#counting = kept.length > 0;
    this.#rehash(KEPT_LIMIT * 4, kept);
  }

  #rehash(capacity: number, slots: number[]): void {
    const [key1, key2, counts] = [this.#key1, this.#key2, this.#counts];
    const [offsets, lengths] = [this.#offsets, this.#lengths];
    this.#mask = capacity - 1;
    this.#key1 = new Int32Array(capacity);
    this.#key2 = new Int32Array(capacity);
    this.#counts = new Float64Array(capacity);
    this.#offsets = new Int32Array(capacity);
    this.#lengths = new Uint8Array(capacity);
    for (const old of slots) {
      const hash = key1[old] as number;
      let slot = hash & this.#mask;
      while (this.#counts[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#key1[slot] = hash;
      this.#key2[slot] = key2[old] as number;
      this.#counts[slot] = counts[old] as number;
      this.#offsets[slot] = offsets[old] as number;
      this.#lengths[slot] = lengths[old] as number;
    }
  }
}
