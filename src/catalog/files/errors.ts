import { registerErrors } from '#src/kernel/errors.ts';

/** Refusals about bytes: uploads, quota, digests. */
export const fileErrors = registerErrors('catalog', {
  quota: {
    status: 413,
    en: 'The organisation has not enough space left; see usedBytes, reservedBytes and limitBytes. Remove files or uploads, or ask the operator for more.',
    zh: '该机构的剩余空间不足，参见 usedBytes、reservedBytes 和 limitBytes。请删除文件或上传任务，或向运营方申请扩容。',
  },
  tooManyUploads: {
    status: 429,
    en: 'The organisation has too many unfinished uploads; finish or remove some first.',
    zh: '该机构未完成的上传任务过多，请先完成或删除一部分。',
  },
  digestUnknown: {
    status: 422,
    en: 'The organisation holds no such file; upload its bytes. See errors for which.',
    zh: '该机构未持有此文件，请上传内容。具体见 errors。',
  },
  uploadEnded: {
    status: 410,
    en: 'This upload has ended; start a new one.',
    zh: '此上传任务已结束，请重新开始上传。',
  },
  bytesLost: {
    status: 503,
    en: 'The stored bytes were cleared while the upload ended; upload the file again.',
    zh: '上传结束时存储内容已被清理，请重新上传该文件。',
  },
  notWhole: {
    status: 403,
    en: 'Your access covers only a part of these data; the whole file is not for download.',
    zh: '您的访问权限仅覆盖部分数据，不能下载完整文件。',
  },
});
