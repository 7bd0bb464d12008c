import { fromHex, toHex } from '#src/kernel/hex.ts';

/** PKCS #8 (RFC 8410) of an Ed25519 private key: this, then its 32 bytes. */
const pkcs8Head = fromHex('302e020100300506032b657004220420') ?? new Uint8Array();

/**
 * The hub's signing key: HKDF-SHA-256 of the hub's secret, so that every process of a hub has the same
 * one and nothing secret lies in the database. A new secret means a new key; the public keys that ever
 * signed are kept in annotation.certificate_key.
 */
async function deriveKeys(secret: string): Promise<CryptoKeyPair> {
  const text = new TextEncoder();
  const master = await crypto.subtle.importKey('raw', text.encode(secret), 'HKDF', false, [
    'deriveBits',
  ]);
  const info = text.encode('annotation acceptance certificates, Ed25519');
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info };
  const seed = new Uint8Array(await crypto.subtle.deriveBits(derivation, master, 256));
  const pkcs8 = new Uint8Array([...pkcs8Head, ...seed]);
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  const { x } = await crypto.subtle.exportKey('jwk', privateKey);
  if (x === undefined) throw new Error('an Ed25519 key without its public half');
  const jwk = { kty: 'OKP', crv: 'Ed25519', x };
  const publicKey = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', true, ['verify']);
  return { privateKey, publicKey };
}

const derived = new Map<string, Promise<CryptoKeyPair>>();

/** The key pair of a hub, derived once a process. */
export function signingKeys(secret: string): Promise<CryptoKeyPair> {
  let keys = derived.get(secret);
  if (!keys) derived.set(secret, (keys = deriveKeys(secret)));
  return keys;
}

/** The 32 bytes of a public key as hex. */
export const publicHex = async (key: CryptoKey): Promise<string> =>
  toHex(await crypto.subtle.exportKey('raw', key));

/** A public key from its 32 bytes as hex. */
export const publicKeyOf = (hex: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', fromHex(hex) ?? new Uint8Array(), 'Ed25519', true, ['verify']);
