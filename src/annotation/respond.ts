import { errors } from '#src/kernel/errors.ts';

export const tag = 'annotation';

/** Errors that every mutation of annotation may give. */
export const mutationErrors = [
  errors.invalid,
  errors.unauthenticated,
  errors.forbidden,
  errors.notFound,
  errors.conflict,
  errors.wrongState,
] as const;
