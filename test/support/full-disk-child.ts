import { randomBytes } from 'node:crypto';
import { createFolderBlobs } from '#src/adapters/blobs/folder.ts';
import { AppError } from '#src/kernel/errors.ts';
import { newId } from '#src/kernel/ids.ts';

/**
 * Run with a folder on a small or limited store: fills it in every way the port has, then makes room
 * and goes on. Prints what happened as JSON.
 */
async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.spec.code : String(error)),
  );
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536)
    yield await Promise.resolve(bytes.subarray(at, at + 65_536));
}

const blobs = await createFolderBlobs({ root: process.argv[2] ?? '' });
const large = randomBytes(6 << 20);
const small = randomBytes(1 << 20);
const put = await codeOf(blobs.put(chunks(large)));
if (process.argv[3] === 'put-only') {
  const left: string[] = [];
  for await (const { sha256 } of blobs.list()) left.push(sha256);
  for await (const upload of blobs.listUploads()) left.push(upload.id);
  const after = await codeOf(blobs.put(chunks(small)));
  console.log(JSON.stringify({ put, left, after }));
  process.exit(0);
}
const begun: string[] = [];
let append = '';
let kept = -1;
const id = newId();
// Announces less than is free, so that the space runs out on the way: another upload takes it.
await blobs.beginUpload(id, { sizeBytes: 3 << 20 });
const other = newId();
await blobs.beginUpload(other, { sizeBytes: 3 << 20 });
for (const upload of [id, other]) {
  append = await codeOf(blobs.append(upload, 0, chunks(large.subarray(0, 3 << 20))));
  begun.push(append);
  kept = (await blobs.uploadState(upload))?.offset ?? -1;
}
const seen: string[] = [];
for await (const { sha256 } of blobs.list()) seen.push(sha256);
await blobs.abort(id);
const resumed = await blobs.append(other, kept, chunks(large.subarray(kept, 3 << 20)));
const finished = await blobs.finish(other);
await blobs.delete(finished.sha256);
await blobs.abort(other);
const recovered = await codeOf(blobs.put(chunks(small)));
const tooLarge = await codeOf(blobs.beginUpload(newId(), { sizeBytes: 2 ** 52 }));
console.log(
  JSON.stringify({
    put,
    begun,
    between: kept >= 0 && kept < 3 << 20,
    seen,
    resumed,
    recovered,
    tooLarge,
  }),
);
await blobs.close();
