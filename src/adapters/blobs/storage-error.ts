import { AppError, errors } from '#src/kernel/errors.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const DOWN = new Set([
  'EIO',
  'EROFS',
  'EACCES',
  'EPERM',
  'EMFILE',
  'ENFILE',
  'ENODEV',
  'ENXIO',
  'ESTALE',
  'ETIMEDOUT',
]);

/** The operating system's code of an error, or undefined. */
export function errno(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** `hub.storageFull` or `hub.unavailable` for what a file system says; other errors pass unchanged. */
export function storageError(error: unknown): unknown {
  const code = errno(error);
  if (code !== undefined && FULL.has(code))
    return new AppError(errors.storageFull, { cause: error });
  if (code !== undefined && DOWN.has(code))
    return new AppError(errors.unavailable, { cause: error });
  return error;
}

/** Runs `work`, naming storage failures. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error);
  }
}
