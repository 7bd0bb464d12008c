import { errors } from '#src/kernel/errors.ts';
import { reviewErrors } from './errors.ts';

export const readScope = 'review:read';
export const writeScope = 'review:write';
export const refusals = [errors.invalid, errors.unauthenticated, errors.forbidden, errors.notFound];
/** What every change of a review may answer. */
export const changeErrors = [
  ...refusals,
  errors.conflict,
  errors.wrongState,
  reviewErrors.conflict,
  reviewErrors.boardClosed,
];
