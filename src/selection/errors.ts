import { registerErrors } from '#src/kernel/errors.ts';

export const selectionRefusals = registerErrors('selection', {
  reasonMissing: {
    status: 422,
    en: 'This step needs a reason; write one.',
    zh: '此步骤须填写理由。',
  },
  notReceiving: {
    status: 409,
    en: 'The round does not take applications at this moment: it has not begun or its deadline has passed.',
    zh: '该批次当前不接受申报：尚未开始或已过截止时间。',
  },
  returnOverdue: {
    status: 409,
    en: 'The time for the correction has passed; ask the officers of the round.',
    zh: '补正期限已过，请联系本批次工作人员。',
  },
  incomplete: {
    status: 422,
    en: 'The application is not complete; see errors for each question.',
    zh: '申报内容不完整，请按各项说明修改。',
  },
  jointOpen: {
    status: 422,
    en: 'A joint organisation has not confirmed yet; wait for it or take it out.',
    zh: '尚有联合申报机构未确认，请等待其确认或将其移除。',
  },
  datasetMissing: {
    status: 422,
    en: 'Choose a published version of a dataset of one of the applying organisations.',
    zh: '请选择申报机构之一已发布的数据集版本。',
  },
  datasetTaken: {
    status: 409,
    en: 'This dataset is already nominated in this round.',
    zh: '该数据集已在本批次申报。',
  },
  notApproved: {
    status: 403,
    en: 'Only an approved organisation applies; wait for the approval of yours.',
    zh: '仅通过审核的机构可以申报，请等待机构审核通过。',
  },
  ruleSetOutOfForce: {
    status: 422,
    en: 'The rule set is not in force on the day the round opens; choose another.',
    zh: '所选规则在开始日不在有效期内，请另选规则。',
  },
  ruleSetMissing: {
    status: 422,
    en: 'Choose a rule set of this measure.',
    zh: '请选择该政策措施的规则。',
  },
  reviewsWaiting: {
    status: 409,
    en: 'Reviews are still to come: wait for them, or take them back on the assignment page.',
    zh: '尚有评审未提交：请等待，或在分配页面收回。',
  },
  ruleSetUsed: {
    status: 409,
    en: 'A round uses this rule set; make another version.',
    zh: '该规则已被批次采用，请新建版本。',
  },
  ruleSetWrong: {
    status: 422,
    en: 'The rule set does not hold together; see errors for each part.',
    zh: '规则内容有误，请按各部分说明修改。',
  },
  timetable: {
    status: 422,
    en: 'The deadline must lie after the opening and in the future.',
    zh: '截止时间须晚于开始时间且晚于当前时间。',
  },
  closingDay: {
    status: 422,
    en: 'A call closes on a working day; choose another day.',
    zh: '截止日须为工作日，请另选日期。',
  },
  capacity: {
    status: 422,
    en: 'The round may not have more places than the measure gives a year.',
    zh: '批次名额不得超过政策规定的年度名额。',
  },
  undecided: {
    status: 409,
    en: 'Applications still wait for screening; decide each of them first.',
    zh: '尚有申报未完成资格审查，请先逐项处理。',
  },
  nothingToReview: {
    status: 409,
    en: 'No application passed the screening; there is nothing to review.',
    zh: '没有申报通过资格审查，无可评审内容。',
  },
  notEligible: {
    status: 409,
    en: 'A rule is neither passed nor waived; return, refuse or waive first.',
    zh: '仍有规则未通过且未豁免，请先退回、驳回或办理豁免。',
  },
  eligible: {
    status: 409,
    en: 'Every rule is passed or waived; an application is not refused against its check.',
    zh: '各项规则均已通过或豁免，不得驳回。',
  },
  ruleNotWaivable: {
    status: 409,
    en: 'Only a rule that failed or is unknown can be waived, and only once.',
    zh: '仅未通过或未知的规则可以豁免，且只能申请一次。',
  },
  samePerson: {
    status: 403,
    en: 'A second person decides about a waiver.',
    zh: '豁免须由另一人批准。',
  },
  ownOrganisation: {
    status: 403,
    en: 'You belong to an organisation of this application; another officer decides about it.',
    zh: '您是该申报相关机构的成员，须由其他工作人员处理。',
  },
  attachmentType: {
    status: 415,
    en: 'Attach a PDF, PNG, JPEG, DOCX, XLSX or plain text file.',
    zh: '附件须为 PDF、PNG、JPEG、DOCX、XLSX 或纯文本文件。',
  },
  attachmentLimit: {
    status: 422,
    en: 'The question takes no file, or no more of them: at most 10 files of 10 MiB each.',
    zh: '该项不接受附件或附件已达上限：最多 10 个，每个不超过 10 MiB。',
  },
});
