import { registerErrors } from '#src/kernel/errors.ts';

export const decisionErrors = registerErrors('decision', {
  noPanel: {
    status: 409,
    en: 'The round has no panel yet; set one up and draw it first.',
    zh: '该批次尚未组建评议组，请先组建并抽取成员。',
  },
  noQuorum: {
    status: 409,
    en: 'The panel had no quorum; record a sitting at which enough members were present.',
    zh: '到会成员未达法定人数，请记录达到人数的会议。',
  },
  conflicted: {
    status: 403,
    en: 'You are tied to an application of this round; somebody else decides.',
    zh: '您与本批次的申报存在利害关系，须由其他人员处理。',
  },
  reviewer: {
    status: 403,
    en: 'Who reviewed in this round neither proposes nor approves its decision.',
    zh: '参与本批次评审的人员不得提出或批准决定。',
  },
  samePerson: {
    status: 403,
    en: 'Who proposed the decision does not approve it.',
    zh: '提出决定的人员不得自行批准。',
  },
  reasonsMissing: {
    status: 422,
    en: 'Every application that is not selected needs a reason; errors name those without.',
    zh: '每项未入选申报均须写明理由，errors 列出尚缺理由者。',
  },
  notShortlisted: {
    status: 422,
    en: 'Only shortlisted applications can be selected.',
    zh: '仅入围的申报可以入选。',
  },
  tie: {
    status: 422,
    en: 'Applications with equal scores cannot be told apart by the declared tie-breakers: select all of them or none, and leave the place empty.',
    zh: '得分相同且按事先公布的规则无法区分：须全部入选或全部不入选，名额留空。',
  },
  overCapacity: {
    status: 422,
    en: 'More are selected than the round has places or the directory of the year has slots left.',
    zh: '入选数量超过本批次名额或当年目录剩余名额。',
  },
  shortlistFull: {
    status: 422,
    en: 'The shortlist has as many as the rule set allows.',
    zh: '入围数量已达规则规定的上限。',
  },
  noticeShort: {
    status: 422,
    en: 'The notice must run at least as long as the rules of the round say; give more working days.',
    zh: '公示期不得短于本批次规则规定的工作日数，请延长。',
  },
  notEffective: {
    status: 409,
    en: 'The decision is not in effect yet: its notice has to be confirmed first.',
    zh: '决定尚未生效，须先确认公示结果。',
  },
  directoryFull: {
    status: 409,
    en: 'The directory of this year has no slot left: ten at most, and a revoked entry keeps its slot.',
    zh: '当年目录名额已用完：每年最多十个，被撤销条目的名额不再使用。',
  },
  alreadyPublished: {
    status: 409,
    en: 'This application is in the directory already.',
    zh: '该申报已在目录中。',
  },
});
