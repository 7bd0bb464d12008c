import { AppError, registerErrors } from '#src/kernel/errors.ts';
import type { BlobReads, Blobs } from '#src/ports/blobs.ts';

const own = registerErrors('worker', {
  nodeOnly: {
    status: 501,
    en: 'This part of the hub serves pages and downloads; send uploads to its Node address.',
    zh: '此节点只提供页面与下载，请向 Node 节点上传文件。',
  },
});

const refuse = (): never => {
  throw new AppError(own.nodeOnly);
};

async function* none(): AsyncGenerator<never> {
  // an object store seen from a Worker lists nothing: collection runs on Node
}

/** The blobs port where only reading is possible: uploads are refused, collection finds nothing. */
export const readsOnly = (reads: BlobReads): Blobs => ({
  open: (sha256, range) => reads.open(sha256, range),
  stat: (sha256) => reads.stat(sha256),
  put: (content) => reads.put(content),
  presign: (sha256, options) => reads.presign(sha256, options),
  beginUpload: async () => refuse(),
  append: async () => refuse(),
  uploadState: async () => undefined,
  finish: async () => refuse(),
  abort: async () => refuse(),
  listUploads: none,
  delete: async () => refuse(),
  list: none,
  verify: async () => refuse(),
  close: async () => {},
});
