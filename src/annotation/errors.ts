import { registerErrors } from '#src/kernel/errors.ts';

/** Refusals of annotation; each sentence says what would change the answer. */
export const annotationErrors = registerErrors('annotation', {
  orgNotApproved: {
    status: 403,
    en: 'The organisation must be approved by an operator first.',
    zh: '该组织须先经运营方审核通过。',
  },
  badConfig: {
    status: 422,
    en: 'The label configuration breaks a rule; see errors for line and column.',
    zh: '标注配置不符合规则，请按所示行列修改。',
  },
  noTasks: {
    status: 409,
    en: 'There is no task to put into the package; import tasks first, or choose others.',
    zh: '没有可放入该标注包的任务，请先导入任务或另行选择。',
  },
  projectNotActive: {
    status: 409,
    en: 'The project is not active; activate it first.',
    zh: '项目尚未启用，请先启用项目。',
  },
  packageNotDraft: {
    status: 409,
    en: 'A published package keeps its terms; only title, description and deadline can still change.',
    zh: '已发布的标注包条款不可更改，仅可修改标题、说明和截止时间。',
  },
  packageOver: {
    status: 409,
    en: 'This package is closed or cancelled; nothing more can be leased from it.',
    zh: '该标注包已关闭或取消，不能再领取任务。',
  },
  noAward: {
    status: 403,
    en: 'Your organisation has no share of this package; claim one or wait for the award first.',
    zh: '贵组织尚未获得该标注包的份额，请先认领或等待分配。',
  },
  leaseGone: {
    status: 409,
    en: 'This lease is no longer yours; what you submit is still kept, but lease again to go on.',
    zh: '该租约已不属于您；您提交的内容仍会保留，继续标注请重新领取。',
  },
  submissionReused: {
    status: 409,
    en: 'This submission id was used for other content; send this content under a new one.',
    zh: '该提交编号已用于其他内容，请为此内容使用新的编号。',
  },
  badResult: {
    status: 422,
    en: 'Some regions do not fit the label configuration; nothing was stored, see errors by region.',
    zh: '部分标注与标注配置不符，未保存提交，请按各标注的说明修改。',
  },
  draftStale: {
    status: 409,
    en: 'A newer draft is stored; take it up or save over its revision.',
    zh: '服务器上有更新的草稿，请采用该草稿或以其修订号覆盖。',
  },
  reviewed: {
    status: 409,
    en: 'This result has been reviewed or replaced and can no longer be changed.',
    zh: '该结果已被审核或替换，不能再修改。',
  },
});
