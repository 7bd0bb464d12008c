import { registerErrors } from '#src/kernel/errors.ts';

/** Refusals of moderation: reports, suspensions, appeals. */
export const moderationErrors = registerErrors('moderation', {
  ownOrganisation: {
    status: 403,
    en: 'You belong to the organisation concerned; another operator decides about it.',
    zh: '您是相关机构的成员，须由其他运营人员处理。',
  },
  sameOperator: {
    status: 403,
    en: 'Whoever suspended a dataset does not decide about the appeal; another operator does.',
    zh: '作出暂停决定的运营人员不得处理对该决定的申诉，须由其他运营人员处理。',
  },
  notSuspended: {
    status: 409,
    en: 'The dataset is not suspended, so there is nothing to appeal or to lift.',
    zh: '该数据集未被暂停，无需申诉或恢复。',
  },
  appealOpen: {
    status: 409,
    en: 'An appeal is already waiting for the operator.',
    zh: '已有申诉等待运营方处理。',
  },
  tooManyAppeals: {
    status: 409,
    en: 'Three appeals against this suspension were refused; write to the operator instead.',
    zh: '针对此次暂停的申诉已被驳回三次，请直接联系运营方。',
  },
});
