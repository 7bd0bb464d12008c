import { registerErrors } from '#src/kernel/errors.ts';

export const noticeErrors = registerErrors('notice', {
  holidayYearMissing: {
    status: 409,
    en: 'The holiday table has no such year yet: add the year named in `year` (the State Council General Office publishes it in the November before), then try again.',
    zh: '节假日表中尚无 year 所示年份：请先录入该年安排（国务院办公厅于上年11月前后公布），再重试。',
  },
  calendarDays: {
    status: 422,
    en: 'Some days of the calendar do not fit; see errors for each.',
    zh: '日历中的部分日期有误，请按各项说明修改。',
  },
  objectionOpen: {
    status: 409,
    en: 'The notice cannot close while an objection is open: answer and decide each first.',
    zh: '尚有异议未处理完毕，公示不能结束：请先逐件答复并作出决定。',
  },
  notEnded: {
    status: 409,
    en: 'The notice has not ended yet; it closes after 24:00 of its last day.',
    zh: '公示期未满，须在最后一日 24:00 之后才能结束。',
  },
  ended: {
    status: 409,
    en: 'The notice has ended; its text and length stay as they are.',
    zh: '公示期已满，公示内容和期限不再改变。',
  },
  unverified: {
    status: 403,
    en: 'Confirm your e-mail address first: an objection is filed by an identified person.',
    zh: '请先验证邮箱：异议须由身份可查的个人提出。',
  },
  item: {
    status: 422,
    en: 'The notice has no such item; choose one of those it lists.',
    zh: '公示中没有该项，请从公示列出的项目中选择。',
  },
  evidenceKind: {
    status: 422,
    en: 'Evidence is a PDF, PNG or JPEG of at most 1 MiB.',
    zh: '证据材料须为不超过 1 MiB 的 PDF、PNG 或 JPEG 文件。',
  },
  evidenceFull: {
    status: 422,
    en: 'An objection has at most 5 files, added before it is admitted.',
    zh: '每件异议最多附 5 个文件，并须在受理前提交。',
  },
  concerned: {
    status: 403,
    en: 'You are concerned: you filed this objection or belong to an organisation the notice names; another operator handles it.',
    zh: '您与此事有利害关系（为异议人或公示所涉机构成员），须由其他工作人员处理。',
  },
  samePerson: {
    status: 403,
    en: 'Who answered the objection does not decide it; another operator does.',
    zh: '答复人不得作出决定，须由另一名工作人员决定。',
  },
});
