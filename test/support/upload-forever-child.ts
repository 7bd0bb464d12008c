import { randomBytes } from 'node:crypto';
import { createFolderBlobs } from '#src/adapters/blobs/folder.ts';
import { newId } from '#src/kernel/ids.ts';

/**
 * Uploads file after file in pieces, with and without checksum, until it is killed. Prints a line for
 * each thing acknowledged: `A <id> <offset>` and `F <id> <sha256>`.
 */
const blobs = await createFolderBlobs({ root: process.argv[2] ?? '' });
console.log('ready');
for (let round = 0; ; round++) {
  const bytes = randomBytes(3_000_000);
  const id = newId();
  await blobs.beginUpload(id, { sizeBytes: bytes.length });
  for (let offset = 0; offset < bytes.length;) {
    const piece = bytes.subarray(offset, offset + 700_000);
    const hex = Buffer.from(await crypto.subtle.digest('SHA-256', piece)).toString('hex');
    const checksum = round % 2 === 0 ? { checksum: { algorithm: 'sha256' as const, hex } } : {};
    offset = await blobs.append(id, offset, new Blob([piece]).stream(), checksum);
    process.stdout.write(`A ${id} ${offset}\n`);
  }
  const { sha256 } = await blobs.finish(id);
  process.stdout.write(`F ${id} ${sha256}\n`);
}
