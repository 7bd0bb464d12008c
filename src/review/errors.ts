import { registerErrors } from '#src/kernel/errors.ts';

export const reviewErrors = registerErrors('review', {
  notExpert: {
    status: 409,
    en: 'You are not in the expert register; an operator can invite you.',
    zh: '您不在专家库中，可由运营方邀请加入。',
  },
  conflict: {
    status: 409,
    en: 'You are tied to this item, so it is closed to you; recuse yourself, nothing you wrote is used.',
    zh: '您与该项目存在利益关系，须回避，不能查看或评审；您已填写的内容不会被采用。',
  },
  itemConflict: {
    status: 403,
    en: 'An item of this review concerns you; another operator must do this.',
    zh: '本次评审中有与您相关的项目，须由其他运营人员办理。',
  },
  declareFirst: {
    status: 409,
    en: 'Declare first whether anything ties you to the applicants; the item opens after that.',
    zh: '请先声明与申报方是否存在利益关系，声明后方可查看内容。',
  },
  boardClosed: {
    status: 409,
    en: 'This review is closed; nothing can be changed any more.',
    zh: '本次评审已结束，不能再修改。',
  },
  late: {
    status: 409,
    en: 'The review is past its due time; ask an operator to extend it.',
    zh: '已超过评审截止时间，如需延期请联系运营方。',
  },
  incomplete: {
    status: 422,
    en: 'Give every criterion a score within its range before submitting; see errors.',
    zh: '提交前请为每项指标打分，且分值须在规定范围内，详见 errors。',
  },
  scores: {
    status: 422,
    en: 'A score does not belong to the rubric or lies outside its range; see errors.',
    zh: '有评分不属于评分表或超出范围，详见 errors。',
  },
  stalePreview: {
    status: 409,
    en: 'Experts, items or conflicts changed since the preview; look at a fresh one.',
    zh: '预览之后专家、项目或利益关系已变化，请重新预览。',
  },
  shortfall: {
    status: 409,
    en: 'Not every item gets its reviews; relax what the preview names, or state that a part is enough.',
    zh: '部分项目的评审人数不足，请按预览提示放宽条件，或确认先分配其余部分。',
  },
  ownReviewFirst: {
    status: 409,
    en: 'Submit your own review first; then you see those of the others.',
    zh: '请先提交您本人的评审，再查看他人的意见。',
  },
  fewCandidates: {
    status: 409,
    en: 'The register has fewer suitable experts than the panel has seats; invite more or make it smaller.',
    zh: '专家库中符合条件的人数少于小组席位，请增补专家或减少席位。',
  },
  ownEntry: {
    status: 403,
    en: 'You do not decide about your own entry; another operator does.',
    zh: '不能处理本人的入库事项，须由其他运营人员处理。',
  },
  unknownPerson: {
    status: 422,
    en: 'Nobody is registered with this address; ask them to create an account first.',
    zh: '没有使用该邮箱的账号，请先请对方注册。',
  },
});
