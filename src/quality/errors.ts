import { registerErrors } from '#src/kernel/errors.ts';

export const qualityErrors = registerErrors('quality', {
  pending: {
    status: 409,
    en: 'The scorecard of this version is not computed yet; ask again in a minute.',
    zh: '该版本的质量评分尚未生成，请稍后再试。',
  },
});
