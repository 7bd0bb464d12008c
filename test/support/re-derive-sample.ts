import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';

/**
 * An implementation of the published rules of its own, sharing no code with the hub: node:crypto instead
 * of WebCrypto, Buffers instead of hex, another way to sort and to shuffle.
 */
interface Unit {
  readonly id: string;
  readonly digest: string;
}

const canonical = (value: any): string =>
  value === null || typeof value !== 'object'
    ? JSON.stringify(value)
    : Array.isArray(value)
      ? `[${value.map(canonical).join(',')}]`
      : `{${Object.keys(value)
          .toSorted()
          .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
          .join(',')}}`;

/** SHA-256 of the JSON of [[id, digest], …], sorted by id. */
export function lotDigestOf(units: readonly Unit[]): string {
  const pairs = new Map(units.map((u) => [u.id, u.digest]));
  const rows = [...pairs.keys()].toSorted().map((id) => `["${id}","${pairs.get(id)}"]`);
  return createHash('sha256')
    .update(`[${rows.join(',')}]`)
    .digest('hex');
}

/** The first `size` of a Fisher–Yates shuffle fed by HMAC(HMAC(seed, digest), counter). */
export function sampleOf(seed: string, units: readonly Unit[], size: number): string[] {
  const ids = units.map((u) => u.id).toSorted();
  if (size >= ids.length) return ids;
  const key = createHmac('sha256', Buffer.from(seed, 'hex')).update(lotDigestOf(units)).digest();
  const words: number[] = [];
  let counter = 0n;
  const draw = (limit: number): number => {
    for (;;) {
      if (words.length === 0) {
        const message = Buffer.alloc(8);
        message.writeBigUInt64BE(counter++);
        const block = createHmac('sha256', key).update(message).digest();
        for (let at = 0; at < 32; at += 4) words.push(block.readUInt32BE(at));
      }
      const word = words.shift() as number;
      if (word < 2 ** 32 - (2 ** 32 % limit)) return word % limit;
    }
  };
  const drawn: string[] = [];
  for (let n = 0; n < size; n += 1) {
    const at = n + draw(ids.length - n);
    const [here, there] = [ids[n] as string, ids[at] as string];
    ids[n] = there;
    ids[at] = here;
    drawn.push(there);
  }
  return drawn;
}

/** The commitment to a seed. */
export const commitmentOf = (seed: string): string =>
  createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex');

/** Whether the signature of a certificate is that of the public key (32 bytes, hex). */
export function isSigned(certificate: any, publicKey: string): boolean {
  const key = createPublicKey({
    key: {
      kty: 'OKP',
      crv: 'Ed25519',
      x: Buffer.from(publicKey, 'hex').toString('base64url'),
    },
    format: 'jwk',
  });
  const id = createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex');
  const signature = Buffer.from(certificate.signature, 'hex');
  return (
    id === certificate.keyId &&
    verify(null, Buffer.from(canonical(certificate.body)), key, signature)
  );
}
