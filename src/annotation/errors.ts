import { registerErrors } from '#src/kernel/errors.ts';

/** Refusals of annotation; each sentence says what would change the answer. */
export const annotationErrors = registerErrors('annotation', {
  orgNotApproved: {
    status: 403,
    en: 'The organisation must be approved by an operator first.',
    zh: '该机构须先经运营方审核通过。',
  },
  badConfig: {
    status: 422,
    en: 'The label configuration breaks a rule; see errors for line and column.',
    zh: '标注配置不符合规则，请按所示行列修改。',
  },
  importSource: {
    status: 422,
    en: 'Name exactly one source: items, file or dataset.',
    zh: '请且仅请指定一种来源：items、file 或 dataset。',
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
    zh: '贵机构尚未获得该标注包的份额，请先认领或等待分配。',
  },
  otherMode: {
    status: 409,
    en: 'This package is distributed in another way; see mode.',
    zh: '该标注包采用其他分发方式，参见 mode。',
  },
  noVendor: {
    status: 422,
    en: 'There is no approved annotation vendor of this name that could take the work; choose another.',
    zh: '没有使用该名称且已通过审核的标注服务商，请另选服务商。',
  },
  vendorNotApproved: {
    status: 409,
    en: 'Only approved annotation vendors take on work; complete the vendor profile and submit it for approval first.',
    zh: '仅已通过审核的标注服务商可承接任务，请先完善并提交服务商资料。',
  },
  vendorLacks: {
    status: 409,
    en: 'The package asks for modalities or languages that the vendor profile does not list; see missing.',
    zh: '服务商资料未列出该标注包要求的数据类型或语言，参见 missing。',
  },
  vendorFull: {
    status: 409,
    en: 'The vendor has as many open tasks as its headcount allows (see open and capacity); finish some first.',
    zh: '服务商未完成任务数已达人员规模允许的上限（见 open 与 capacity），请先完成部分任务。',
  },
  noTeamRole: {
    status: 403,
    en: 'You have no annotation role in this vendor; ask a manager of its team to assign you one.',
    zh: '您在该服务商尚无标注角色，请联系团队管理员分配。',
  },
  inspectorLabels: {
    status: 403,
    en: 'Inspectors check results and do not label; ask a manager for the role of annotator.',
    zh: '质检员负责检查，不参与标注；如需标注，请联系管理员改为标注员角色。',
  },
  notInvited: {
    status: 403,
    en: 'Your organisation has no open invitation to this package; ask the demand side for one.',
    zh: '贵机构没有该标注包的有效邀请，请联系需求方。',
  },
  shareTooLarge: {
    status: 409,
    en: 'This is more than your organisation may take; see most.',
    zh: '超出贵机构可领取的数量，上限见 most。',
  },
  ownPackage: {
    status: 409,
    en: 'The demand side cannot be the vendor of its own package; use a package of the own team.',
    zh: '需求方不能承接自己的标注包，请改用自有团队标注包。',
  },
  biddingOver: {
    status: 409,
    en: 'The deadline for bids is past.',
    zh: '投标已截止。',
  },
  bidsSealed: {
    status: 409,
    en: 'Bids are sealed until the deadline; award after it.',
    zh: '投标截止前标书保密，请在截止后定标。',
  },
  noBid: {
    status: 422,
    en: 'This organisation has placed no bid; award to one that has.',
    zh: '该机构未投标，请选择已投标的机构。',
  },
  needsTwo: {
    status: 422,
    en: 'A blind overlap needs at least two vendors.',
    zh: '盲交叉需要至少两家服务商。',
  },
  skillsMissing: {
    status: 403,
    en: 'The people of your organisation lack a required skill; a manager records skills on the team page.',
    zh: '贵机构人员缺少该标注包要求的技能，请由管理员在团队页登记技能。',
  },
  vendorNotQualified: {
    status: 403,
    en: 'This package asks for a test: one of your people must pass it first.',
    zh: '该标注包要求资格测试，贵机构须先有成员通过。',
  },
  notQualified: {
    status: 403,
    en: 'Pass the test of this package first; see passPpm for the mark.',
    zh: '请先通过该标注包的资格测试，及格线见 passPpm。',
  },
  noTest: {
    status: 409,
    en: 'This package has no test; you can begin at once.',
    zh: '该标注包没有资格测试，可以直接开始。',
  },
  testPassed: {
    status: 409,
    en: 'You have passed this test; you can begin to label.',
    zh: '您已通过测试，可以开始标注。',
  },
  noAttempts: {
    status: 403,
    en: 'No attempt is left: all attempts failed, or there are no unseen test items; ask the demand side.',
    zh: '测试机会已用完或没有未见过的试题，请联系需求方。',
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
  notFree: {
    status: 409,
    en: 'Somebody else holds or has done this item, or the package is over; the late result cannot stand.',
    zh: '该任务已由他人领取或完成，或标注包已结束，迟交的结果不能采用。',
  },
  noSkip: {
    status: 409,
    en: 'This project does not let items be skipped; label it, or give it back.',
    zh: '该项目不允许跳过任务，请完成标注或退回任务。',
  },
  reviewed: {
    status: 409,
    en: 'This result has been reviewed or replaced and can no longer be changed.',
    zh: '该结果已被审核或替换，不能再修改。',
  },
  exportNotReady: {
    status: 409,
    en: 'The export has no file yet; ask for its state and come back when it is done.',
    zh: '导出文件尚未生成，请查询导出状态，完成后再下载。',
  },
  exportExpired: {
    status: 410,
    en: 'The file of this export is no longer kept; order the export again.',
    zh: '该导出文件已过保存期，请重新导出。',
  },
  exportTooLarge: {
    status: 409,
    en: 'The project has too many tasks for an answer at once, see most; order an export.',
    zh: '任务数超出直接下载的上限（见 most），请创建导出任务。',
  },
  ownWork: {
    status: 403,
    en: 'You made this yourself; somebody else must review or inspect it.',
    zh: '这是您本人的标注，须由其他人审核或检验。',
  },
  conflicted: {
    status: 403,
    en: 'You also belong to the vendor; somebody who does not must inspect and decide.',
    zh: '您同时是服务商成员，须由与其无关的人员检验和决定。',
  },
  inLot: {
    status: 409,
    en: 'This result stands in a lot that has been handed over; the decision on the lot comes first.',
    zh: '该结果已随批次交付，须先对该批次作出决定。',
  },
  reasonMissing: {
    status: 422,
    en: 'Say what is wrong, so that the person can mend it.',
    zh: '请说明问题所在，以便标注人员改正。',
  },
  resultMissing: {
    status: 422,
    en: 'A fix needs the corrected result.',
    zh: '修正须附修改后的结果。',
  },
  noAnswers: {
    status: 409,
    en: 'Nobody has answered this task in the package yet; there is nothing to decide on.',
    zh: '该任务在此标注包中尚无答案，无可裁定。',
  },
  noPlan: {
    status: 409,
    en: 'This package has no acceptance plan; its results are accepted one by one in review.',
    zh: '该标注包没有验收抽样方案，请在审核中逐条验收。',
  },
  nothingToHandOver: {
    status: 409,
    en: 'There is no finished result that is not handed over yet; label or finish rework first.',
    zh: '没有可交付的已完成结果，请先完成标注或返工。',
  },
  noTable: {
    status: 422,
    en: 'The tables of ISO 2859-1 in use hold no plan for this lot, and none is made up; reason says what is missing. Hand over a lot of another size, or have rework accepted in review.',
    zh: '所用 ISO 2859-1 表中没有适用于该批次的方案，系统不会推算；reason 说明缺少什么。请改变批量，或对返工结果在审核中逐条验收。',
  },
  inspectionStopped: {
    status: 409,
    en: 'Inspection of this vendor is discontinued after five rejected lots under tightened inspection; the demand side must resume it.',
    zh: '该服务商在加严检验下累计五批不合格，检验已暂停，须由需求方恢复。',
  },
  notStopped: {
    status: 409,
    en: 'Inspection of this vendor is not discontinued; there is nothing to resume.',
    zh: '该服务商的检验未暂停，无需恢复。',
  },
  notSampled: {
    status: 422,
    en: 'Only units of the sample are inspected; see errors for which are not in it.',
    zh: '仅检验样本中的单元，未抽中的见 errors。',
  },
  lotDecided: {
    status: 409,
    en: 'This lot has been decided; its sample and findings stand.',
    zh: '该批次已作决定，样本和检验结果不可更改。',
  },
  notInspected: {
    status: 409,
    en: 'The sample is not inspected to the end; see left for how many units are missing.',
    zh: '样本尚未检验完，剩余数量见 left。',
  },
  planSays: {
    status: 409,
    en: 'The plan decides: see accept, reject and defects for why it must be the other way.',
    zh: '须按方案判定：依据见 accept、reject 和 defects。',
  },
  noCertificate: {
    status: 409,
    en: 'This lot is not decided yet; its certificate is made with the decision.',
    zh: '该批次尚未作出决定，证书在决定时生成。',
  },
  noControl: {
    status: 422,
    en: 'The label configuration has no question of this kind; choose another.',
    zh: '标注配置中没有此类问题，请另选。',
  },
  alreadyLabelled: {
    status: 409,
    en: 'You have labelled this task; change your annotation instead of adding one.',
    zh: '您已标注过该任务，请修改已有标注，而不要新增。',
  },
  noExport: {
    status: 422,
    en: 'This project has no such export; choose a finished one from its exports.',
    zh: '该项目没有此导出，请从项目的导出列表中选择已完成的导出。',
  },
});
