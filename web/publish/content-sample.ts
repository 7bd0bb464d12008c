const pieceBytes = 256 * 1024;

/**
 * Hex sha256 over the size and the first, middle and last 256 KiB: tells apart two files of one name
 * and size without reading them whole. Undefined where the browser offers no digests (plain http).
 */
export async function contentSample(file: Blob): Promise<string | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  const middle = Math.max(0, Math.floor(file.size / 2) - pieceBytes / 2);
  const pieces = new Blob([
    `${file.size}|`,
    file.slice(0, pieceBytes),
    file.slice(middle, middle + pieceBytes),
    file.slice(Math.max(0, file.size - pieceBytes)),
  ]);
  const digest = await crypto.subtle.digest('SHA-256', await pieces.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The sample an upload was created with, from its Upload-Metadata header. */
export function sampleIn(metadata: string | null): string | undefined {
  const pair = metadata?.split(',').find((part) => part.trim().startsWith('sample '));
  const value = pair?.trim().split(' ')[1];
  return value === undefined ? undefined : atob(value);
}
