import { registerErrors } from '#src/kernel/errors.ts';

export const registerRefusals = registerErrors('registers', {
  attributes: {
    status: 422,
    en: 'The entry does not fit the fields of this register; see errors for each.',
    zh: '条目内容与该名录的字段要求不符，请按各字段的说明修改。',
  },
  days: {
    status: 422,
    en: 'The entry would end before it begins; check both days.',
    zh: '有效期的结束日早于开始日，请核对日期。',
  },
  ownOrganisation: {
    status: 403,
    en: 'You belong to the organisation of this entry; another operator decides about it.',
    zh: '您是该条目所属机构的成员，须由其他运营人员处理。',
  },
  fields: {
    status: 422,
    en: 'The fields of a register have distinct names, and a choice has options.',
    zh: '名录字段名称不得重复，选择类字段须列出选项。',
  },
});
