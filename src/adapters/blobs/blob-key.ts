const DIGEST = /^[0-9a-f]{64}$/;

/** Object key of a blob, the same in every object store; undefined for what can name no blob. */
export function blobKey(sha256: string): string | undefined {
  return DIGEST.test(sha256)
    ? `sha256/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`
    : undefined;
}
