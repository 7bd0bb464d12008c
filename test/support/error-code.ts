import { AppError } from '#src/kernel/errors.ts';

/** The code with which a promise rejects; 'no error' if it does not. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof AppError ? error.spec.code : `not an AppError: ${String(error)}`;
  }
  return 'no error';
}
