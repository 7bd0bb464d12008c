import { registerErrors } from '#src/kernel/errors.ts';

/** Refusals around gated access; what the data themselves answer is in catalog.* (errors.ts above). */
export const accessErrors = registerErrors('access', {
  notGated: {
    status: 409,
    en: 'This dataset does not ask for requests; its visibility says who may read it.',
    zh: '该数据集无需申请访问，其可见范围已说明谁可以查看。',
  },
  alreadyAllowed: {
    status: 409,
    en: 'You already have access; nothing needs to be asked.',
    zh: '您已有访问权限，无需申请。',
  },
  alreadyAsked: {
    status: 409,
    en: 'Your request is already waiting for the provider; see your requests.',
    zh: '您的申请已在等待提供方审核，请在“我的申请”中查看。',
  },
  termsChanged: {
    status: 409,
    en: 'The terms were changed; read the present terms and send their digest.',
    zh: '使用条款已变更，请阅读当前条款并提交其摘要值。',
  },
  notMember: {
    status: 422,
    en: 'Ask in the name of an approved organisation of which you are a member, or in your own.',
    zh: '请以您所属且已审核通过的机构名义申请，或以个人名义申请。',
  },
  expiryPast: {
    status: 422,
    en: 'The end of access must lie in the future, at most ten years ahead.',
    zh: '访问到期时间须晚于当前时间，且不超过十年。',
  },
  ownRequest: {
    status: 403,
    en: 'Nobody decides about their own request; another manager of the organisation can.',
    zh: '不能审批自己的申请，请由机构的其他管理者处理。',
  },
});
