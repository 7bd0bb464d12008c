import { registerErrors } from '#src/kernel/errors.ts';

export const vendorErrors = registerErrors('vendor', {
  otherKind: {
    status: 409,
    en: 'Only an approved organisation of the kind annotation vendor has a vendor profile; ask an operator to change the kind.',
    zh: '仅类型为“数据标注企业”且已获批的机构可以登记服务商资料，如需变更类型请联系运营方。',
  },
  ownOrganisation: {
    status: 403,
    en: 'You belong to this vendor; another operator decides about it.',
    zh: '您是该服务商的成员，须由其他运营人员处理。',
  },
  tooManyCertificates: {
    status: 409,
    en: 'A vendor shows at most 50 certificates; remove one first.',
    zh: '最多登记 50 份证书，请先删除其中一份。',
  },
  fileKind: {
    status: 422,
    en: 'The certificate must be a PDF, PNG or JPEG of at most 1 MiB.',
    zh: '证书文件须为不超过 1 MiB 的 PDF、PNG 或 JPEG。',
  },
  dates: {
    status: 422,
    en: 'The certificate would expire before it was issued; check both days.',
    zh: '证书的到期日早于签发日，请核对日期。',
  },
});
