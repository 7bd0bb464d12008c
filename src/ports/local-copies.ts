/** A blob as a file of this machine, unchanged until it is released. */
export interface LocalCopy {
  readonly path: string;
  release(): Promise<void>;
}

/**
 * Gives random access to blobs for work that needs a file. Promise: the file holds exactly the blob;
 * a blob that is not in the store throws `blobs.missing`; a full disk throws `hub.storageFull`;
 * copies left by a killed process are removed at the next start.
 */
export interface LocalCopies {
  open(sha256: string, signal?: AbortSignal): Promise<LocalCopy>;
}
