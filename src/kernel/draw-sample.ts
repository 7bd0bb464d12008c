import { canonicalJson } from './canonical-json.ts';
import { fromHex, sha256, toHex } from './hex.ts';

/** One unit of a submitted lot: its id and the digest of what was submitted for it. */
export interface LotUnit {
  readonly id: string;
  readonly digest: string;
}

/** A fresh secret seed: 32 random bytes as hex. */
export const newSeed = (): string => toHex(crypto.getRandomValues(new Uint8Array(32)));

/**
 * The commitment published before the vendor submits: SHA-256 of the seed's 32 bytes, as hex.
 * @throws RangeError unless the seed is 64 hex digits
 */
export async function commitmentOf(seed: string): Promise<string> {
  return sha256(seedBytes(seed));
}

/**
 * The digest of a lot: SHA-256 of the canonical JSON of `[[id, digest], …]`, sorted by id (code units).
 * @throws RangeError when an id stands twice
 */
export async function lotDigest(units: Iterable<LotUnit>): Promise<string> {
  return sha256(canonicalJson(sortedUnits(units).map(({ id, digest }) => [id, digest])));
}

/**
 * The sample of a lot, re-derivable by anyone who knows the seed. With K = HMAC-SHA-256(seed, lot digest),
 * the stream HMAC(K, 0), HMAC(K, 1), … (counter as eight bytes, big-endian) is read as 32-bit words; the
 * units sorted by id are shuffled from the front (Fisher–Yates), a word that would favour a position is
 * thrown away. Neither side can steer it: the seed is fixed before the lot, the lot before the seed is known.
 * @returns the ids drawn, in the order drawn; the whole lot (sorted) when `size` is not smaller
 * @throws RangeError on a malformed seed or a doubled id
 */
export async function drawSample(
  seed: string,
  units: Iterable<LotUnit>,
  size: number,
): Promise<string[]> {
  const sorted = sortedUnits(units);
  const ids = sorted.map(({ id }) => id);
  if (size >= ids.length) return ids;
  const key = await hmac(seedBytes(seed), new TextEncoder().encode(await lotDigest(sorted)));
  const nextWord = await wordsOf(key);
  for (let i = 0; i < size; i += 1) {
    const j = i + (await below(ids.length - i, nextWord));
    [ids[i], ids[j]] = [ids[j] as string, ids[i] as string];
  }
  return ids.slice(0, size);
}

/** Everything a third party needs to check a draw. */
export interface RevealedDraw {
  readonly commitment: string;
  readonly seed: string;
  readonly units: readonly LotUnit[];
  readonly lotDigest: string;
  readonly sample: readonly string[];
}

/** Re-derives a draw; the first thing that does not fit is named. */
export async function verifyDraw(
  draw: RevealedDraw,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly wrong: DrawFault }> {
  const wrong = (fault: DrawFault) => ({ ok: false, wrong: fault }) as const;
  if (fromHex(draw.seed)?.length !== 32) return wrong('seed');
  if ((await commitmentOf(draw.seed)) !== draw.commitment) return wrong('commitment');
  if (new Set(draw.units.map(({ id }) => id)).size !== draw.units.length) return wrong('lot');
  if ((await lotDigest(draw.units)) !== draw.lotDigest) return wrong('lot');
  const sample = await drawSample(draw.seed, draw.units, draw.sample.length);
  return canonicalJson(sample) === canonicalJson(draw.sample) ? { ok: true } : wrong('sample');
}
export type DrawFault = 'seed' | 'commitment' | 'lot' | 'sample';

function seedBytes(seed: string): Uint8Array<ArrayBuffer> {
  const bytes = fromHex(seed);
  if (bytes?.length !== 32) throw new RangeError('a seed is 64 lower-case hex digits');
  return bytes;
}

function sortedUnits(units: Iterable<LotUnit>): LotUnit[] {
  const sorted = [...units].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const [i, { id }] of sorted.entries())
    if (i > 0 && sorted[i - 1]?.id === id) throw new RangeError('a unit stands in the lot twice');
  return sorted;
}

async function hmac(
  key: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await importHmac(key);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, message));
}
const importHmac = (key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

/** The words of the stream, one after another. */
async function wordsOf(key: Uint8Array<ArrayBuffer>): Promise<() => Promise<number>> {
  const imported = await importHmac(key);
  let block = new DataView(new ArrayBuffer(0));
  let [at, counter] = [0, 0n];
  return async () => {
    if (at >= block.byteLength) {
      const message = new DataView(new ArrayBuffer(8));
      message.setBigUint64(0, counter);
      block = new DataView(await crypto.subtle.sign('HMAC', imported, message.buffer));
      [at, counter] = [0, counter + 1n];
    }
    at += 4;
    return block.getUint32(at - 4);
  };
}

/** A position in [0, limit), each equally likely: words at or above the last full multiple are skipped. */
async function below(limit: number, nextWord: () => Promise<number>): Promise<number> {
  const full = Math.floor(4_294_967_296 / limit) * limit;
  for (;;) {
    const word = await nextWord();
    if (word < full) return word % limit;
  }
}
