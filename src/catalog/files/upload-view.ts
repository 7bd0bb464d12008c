import type { Blobs } from '#src/ports/blobs.ts';
import type { UploadRow } from './queries/upload.ts';
import type { UploadView } from './schema.ts';

/** An upload as clients see it; while it runs the offset is what the store has made durable. */
export async function uploadView(blobs: Blobs, row: UploadRow): Promise<UploadView> {
  const running = row.state === 'receiving' || row.state === 'hashing';
  const offset = running
    ? ((await blobs.uploadState(row.id))?.offset ?? 0)
    : Number(row.received_bytes);
  return {
    id: row.id,
    datasetId: row.dataset_id,
    path: row.path,
    sizeBytes: Number(row.size_bytes),
    receivedBytes: offset,
    state: row.state,
    sha256: row.sha256,
    error: row.error,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
