import { registerErrors } from '#src/kernel/errors.ts';

/** Codes of identity; sign-in answers never tell whether an account exists. */
export const identityErrors = registerErrors('identity', {
  badCredentials: {
    status: 401,
    en: 'The e-mail address or the password is not right.',
    zh: '邮箱或密码不正确。',
  },
  badCode: {
    status: 401,
    en: 'The code is not right or no longer valid; enter the present one.',
    zh: '验证码不正确或已失效，请输入当前的验证码。',
  },
  secondFactorExpired: {
    status: 401,
    en: 'The time for the second step is over; sign in again.',
    zh: '第二步验证已超时，请重新登录。',
  },
  linkInvalid: {
    status: 400,
    en: 'This link is not valid or has expired; ask for a new one.',
    zh: '链接无效或已过期，请重新获取。',
  },
  passwordLength: {
    status: 400,
    en: 'Choose a password of 10 to 128 characters.',
    zh: '密码长度应为 10 至 128 个字符。',
  },
  passwordCommon: {
    status: 400,
    en: 'This password is among the first that guessing tries; choose a longer or more unusual one.',
    zh: '该密码过于常见，容易被猜中，请换一个更长或更独特的密码。',
  },
  accountDisabled: {
    status: 403,
    en: 'This account has been disabled; ask the administrator.',
    zh: '该账号已被停用，请联系管理员。',
  },
  providerUnknown: {
    status: 404,
    en: 'This hub has no such sign-in provider.',
    zh: '本平台未配置该登录方式。',
  },
  providerRefused: {
    status: 401,
    en: 'The sign-in provider did not confirm who you are; start again.',
    zh: '第三方登录未能确认您的身份，请重新开始。',
  },
  notLinked: {
    status: 409,
    en: 'An account with this e-mail address exists; sign in with its password.',
    zh: '该邮箱已有账号，请使用密码登录。',
  },
  accountRefused: {
    status: 400,
    en: 'The request could not be carried out; check the fields and try again.',
    zh: '请求无法完成，请检查填写内容后重试。',
  },
  unverified: {
    status: 403,
    en: 'Confirm your e-mail address first; ask for a new message on your account page.',
    zh: '请先验证邮箱，可在账号页面重新发送验证邮件。',
  },
  sessionStale: {
    status: 403,
    en: 'This needs a recent sign-in; sign in again first.',
    zh: '此操作需要近期登录，请重新登录后再试。',
  },
  scopeMissing: {
    status: 403,
    en: 'This token was made without the scope this needs; make one that has it.',
    zh: '该令牌缺少所需的权限范围，请创建包含该范围的令牌。',
  },
  sessionNeeded: {
    status: 403,
    en: 'This is possible only after signing in, not with a token.',
    zh: '此操作需登录后进行，不能使用令牌。',
  },
  tooManyTokens: {
    status: 409,
    en: 'You have 50 valid tokens; revoke one first.',
    zh: '您已有 50 个有效令牌，请先撤销其中一个。',
  },
  slugReserved: {
    status: 409,
    en: 'This short name is reserved; choose another.',
    zh: '该短名称为保留名称，请换一个。',
  },
  slugTaken: {
    status: 409,
    en: 'This short name is or was used by another organisation; choose another.',
    zh: '该短名称已被其他机构使用或曾用，请换一个。',
  },
  usccInvalid: {
    status: 400,
    en: 'The unified social credit code is not valid (GB 32100-2015); check each character.',
    zh: '统一社会信用代码校验不通过（GB 32100-2015），请逐位核对。',
  },
  usccTaken: {
    status: 409,
    en: 'An organisation with this unified social credit code is already registered; ask its owner to invite you.',
    zh: '该统一社会信用代码的机构已注册，请联系其所有者邀请您加入。',
  },
  identityFixed: {
    status: 409,
    en: 'Name, code and kind of an approved organisation are changed by an operator.',
    zh: '机构获批后，名称、代码和类型须由运营人员修改。',
  },
  tooManyOrganisations: {
    status: 409,
    en: 'You already own 10 organisations; leave one first.',
    zh: '您已拥有 10 个机构，请先退出其中一个。',
  },
  lastOwner: {
    status: 409,
    en: 'An organisation keeps at least one owner; make somebody else owner first.',
    zh: '机构至少需要一名所有者，请先指定其他所有者。',
  },
  alreadyMember: {
    status: 409,
    en: 'This person is already a member.',
    zh: '该用户已是成员。',
  },
  invitationForOther: {
    status: 403,
    en: 'This invitation was sent to another e-mail address; sign in with that one.',
    zh: '该邀请发送给了另一个邮箱，请使用该邮箱登录。',
  },
  invitationOver: {
    status: 410,
    en: 'This invitation was used, withdrawn or has expired; ask for a new one.',
    zh: '该邀请已使用、撤回或过期，请重新获取邀请。',
  },
  ownOrganisation: {
    status: 403,
    en: 'You belong to this organisation; another operator decides about it.',
    zh: '您是该机构成员，须由其他运营人员处理。',
  },
  ownAccount: {
    status: 403,
    en: 'Nobody changes the roles or the state of their own account; another administrator can.',
    zh: '不能修改自己账号的角色或状态，请由其他管理员操作。',
  },
  dutiesConflict: {
    status: 409,
    en: 'These duties are kept apart: admin with auditor, and operator with approver, are not held by one person.',
    zh: '职责须分离：管理员与审计员、运营人员与审批人员不得由同一人担任。',
  },
});
