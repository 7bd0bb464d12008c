import { registerErrors } from '#src/kernel/errors.ts';

export const settlementErrors = registerErrors('settlement', {
  foreignSubmission: {
    status: 409,
    en: 'Some results are not of this award or are settled already; nothing was settled.',
    zh: '部分结果不属于该份额或已结算，本次未作任何结算。',
  },
  disputeOpen: {
    status: 409,
    en: 'A dispute about this settlement is under way; answer or end it first.',
    zh: '该结算已有进行中的争议，请先答复或结束。',
  },
  otherSide: {
    status: 403,
    en: 'This step of the dispute belongs to the other side.',
    zh: '争议的这一步须由对方操作。',
  },
  amount: {
    status: 422,
    en: 'The amount must be a change other than zero.',
    zh: '金额须为非零的增减额。',
  },
});
