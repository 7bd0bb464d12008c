import { registerErrors } from '#src/kernel/errors.ts';

/** Refusals of the catalogue; each sentence says what would change the answer. */
export const catalogErrors = registerErrors('catalog', {
  nameTaken: {
    status: 409,
    en: 'This organisation already has, or had, a dataset of this name; choose another.',
    zh: '该机构已有或曾有同名数据集，请换一个名称。',
  },
  orgNotApproved: {
    status: 403,
    en: 'The organisation must be approved by an operator first.',
    zh: '该机构须先经运营方审核通过。',
  },
  card: {
    status: 422,
    en: 'The dataset card breaks a rule; see errors for each field.',
    zh: '数据集卡片不符合规则，请按各字段的说明修改。',
  },
  incomplete: {
    status: 422,
    en: 'Something needed for publication is missing; see errors for each field.',
    zh: '发布所需的内容不完整，请按各字段的说明补充。',
  },
  importantNotPublic: {
    status: 422,
    en: 'Core and important data cannot be public; choose organisation or gated visibility, or correct the classification.',
    zh: '核心数据和重要数据不能公开；请改为机构内可见或申请访问，或更正分级。',
  },
  sensitive: {
    status: 422,
    en: 'Columns look like personal data; remove them, choose another visibility, or confirm with acknowledgeSensitive.',
    zh: '部分列疑似个人信息；请删除这些列、改变可见范围，或以 acknowledgeSensitive 明确确认。',
  },
  profileRunning: {
    status: 409,
    en: 'Some files are still being examined for personal data; wait for their profiles, or confirm with acknowledgeSensitive.',
    zh: '部分文件仍在检查是否含个人信息；请等待分析完成，或以 acknowledgeSensitive 明确确认。',
  },
  reviewFirst: {
    status: 409,
    en: 'An operator looks at the first thing an organisation opens: publish a dataset as public or gated first, open this one after its approval.',
    zh: '机构首次对外开放须经运营方审核：请先发布一个公开或申请访问的数据集，审核通过后再开放此数据集。',
  },
  versionNotGreater: {
    status: 409,
    en: 'The version number must be greater than every earlier one; see latest.',
    zh: '版本号须大于此前所有版本，参见 latest。',
  },
  versionWaiting: {
    status: 409,
    en: 'A version is waiting for the operator; publish again after the decision.',
    zh: '已有版本等待运营方审核，请在审核后再发布。',
  },
  nothingChanged: {
    status: 409,
    en: 'Files and card are those of the latest version; change something first.',
    zh: '文件和卡片与最新版本相同，请先修改。',
  },
  path: {
    status: 422,
    en: 'A file path breaks a rule; see errors for which and why.',
    zh: '文件路径不符合规则，请查看具体说明。',
  },
  pathTaken: {
    status: 409,
    en: 'The draft already has a file of this path (upper and lower case count as equal).',
    zh: '草稿中已有此路径的文件（不区分大小写）。',
  },
  withdrawn: {
    status: 410,
    en: 'This was withdrawn by its provider; its description remains, its data do not.',
    zh: '提供方已撤回此内容；描述保留，数据不再提供。',
  },
  suspended: {
    status: 403,
    en: 'The operator has suspended this dataset; it returns when the reason is settled.',
    zh: '运营方已暂停此数据集；原因解决后恢复。',
  },
  suspendedOwn: {
    status: 409,
    en: 'The operator has suspended this dataset; appeal the suspension first.',
    zh: '运营方已暂停此数据集，请先申诉。',
  },
  needsGrant: {
    status: 403,
    en: 'Access is granted on request: accept the terms and ask the provider.',
    zh: '此数据集须申请访问：请接受条款并向提供方申请。',
  },
  grantPending: {
    status: 403,
    en: 'Your request waits for the provider; the data open once it is approved.',
    zh: '您的申请正在等待提供方审核，通过后即可访问。',
  },
  grantRefused: {
    status: 403,
    en: 'The provider refused or revoked your access; the reason is in your request.',
    zh: '提供方已拒绝或撤销您的访问，原因见您的申请。',
  },
  grantExpired: {
    status: 403,
    en: 'Your access has expired; ask the provider again.',
    zh: '您的访问权限已到期，请重新申请。',
  },
  membersOnly: {
    status: 403,
    en: 'Only members of the organisation may see these data.',
    zh: '仅该机构成员可以查看这些数据。',
  },
  externalData: {
    status: 409,
    en: 'The data are at an outside address; follow the link of the dataset.',
    zh: '数据存放在外部地址，请使用数据集的链接。',
  },
  transferOpen: {
    status: 409,
    en: 'A transfer is already offered; cancel it first.',
    zh: '已有待处理的转移，请先取消。',
  },
  transferTarget: {
    status: 422,
    en: 'The receiving organisation must exist, be approved, and be another one.',
    zh: '接收机构须存在、已审核通过，且不能是当前机构。',
  },
  publishedNotDeleted: {
    status: 409,
    en: 'A published dataset is not deleted; withdraw it, which leaves a tombstone.',
    zh: '已发布的数据集不能删除，可以撤回并保留说明页。',
  },
});
