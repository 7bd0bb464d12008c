/** Bytes compared and shown of the least and the greatest value. */
const KEPT = 100;

/** The least and the greatest text of a column, in byte order (which for UTF-8 is code point order). */
export class TextRange {
  readonly #min = Buffer.alloc(KEPT);
  readonly #max = Buffer.alloc(KEPT);
  #minLength = -1;
  #maxLength = -1;

  add(bytes: Buffer, from: number, to: number): void {
    if (this.#minLength < 0) {
      this.#minLength = keep(this.#min, bytes, from, to);
      this.#maxLength = keep(this.#max, bytes, from, to);
      return;
    }
    if (isLess(bytes, from, to, this.#min, this.#minLength))
      this.#minLength = keep(this.#min, bytes, from, to);
    else if (isGreater(bytes, from, to, this.#max, this.#maxLength))
      this.#maxLength = keep(this.#max, bytes, from, to);
  }

  result(): { min: string; max: string } | undefined {
    if (this.#minLength < 0) return undefined;
    return { min: shown(this.#min, this.#minLength), max: shown(this.#max, this.#maxLength) };
  }
}

function keep(kept: Buffer, bytes: Buffer, from: number, to: number): number {
  const length = Math.min(KEPT, to - from);
  for (let i = 0; i < length; i++) kept[i] = bytes[from + i] as number;
  return length;
}

function isLess(bytes: Buffer, from: number, to: number, kept: Buffer, length: number): boolean {
  const common = Math.min(to - from, length);
  for (let i = 0; i < common; i++) {
    const difference = (bytes[from + i] as number) - (kept[i] as number);
    if (difference !== 0) return difference < 0;
  }
  return to - from < length;
}

function isGreater(bytes: Buffer, from: number, to: number, kept: Buffer, length: number): boolean {
  const common = Math.min(to - from, length);
  for (let i = 0; i < common; i++) {
    const difference = (bytes[from + i] as number) - (kept[i] as number);
    if (difference !== 0) return difference > 0;
  }
  return to - from > length && length < KEPT;
}

/** A cut may fall inside a character; its half is not shown. */
const shown = (kept: Buffer, length: number): string =>
  kept.toString('utf8', 0, length).replace(/\uFFFD$/u, '');
