export interface ModerationFacts {
  readonly event:
    | 'suspended'
    | 'restored'
    | 'appeal-refused'
    | 'report-decided'
    | 'version-approved'
    | 'version-refused';
  /** `organisation/name`. */
  readonly dataset: string;
  readonly reason: string;
}

type Text = (m: ModerationFacts) => { readonly subject: string; readonly lines: string[] };

const zh: Record<ModerationFacts['event'], Text> = {
  suspended: (m) => ({
    subject: `数据集 ${m.dataset} 已被暂停`,
    lines: [
      `运营方暂停了数据集 ${m.dataset}，目前仅贵机构和平台人员可以查看。`,
      `理由：${m.reason}`,
      '如有异议，可在数据集页面提出申诉。',
    ],
  }),
  restored: (m) => ({
    subject: `数据集 ${m.dataset} 已恢复`,
    lines: [`数据集 ${m.dataset} 已恢复发布。`, `说明：${m.reason}`],
  }),
  'appeal-refused': (m) => ({
    subject: `对数据集 ${m.dataset} 暂停决定的申诉未获支持`,
    lines: [`运营方维持对数据集 ${m.dataset} 的暂停决定。`, `理由：${m.reason}`],
  }),
  'report-decided': (m) => ({
    subject: `您对数据集 ${m.dataset} 的举报已处理`,
    lines: [`感谢您的举报。数据集 ${m.dataset} 的处理结果：`, m.reason],
  }),
  'version-approved': (m) => ({
    subject: `数据集 ${m.dataset} 已通过首次发布审核`,
    lines: [`数据集 ${m.dataset} 的首个公开版本已发布，所有人都可以查看。`],
  }),
  'version-refused': (m) => ({
    subject: `数据集 ${m.dataset} 未通过首次发布审核`,
    lines: [
      `数据集 ${m.dataset} 的首个公开版本未获发布。`,
      `理由：${m.reason}`,
      '修改后可再次提交。',
    ],
  }),
};

const en: Record<ModerationFacts['event'], Text> = {
  suspended: (m) => ({
    subject: `Suspended: ${m.dataset}`,
    lines: [
      `The operator has suspended ${m.dataset}; only your organisation and staff can read it.`,
      `Reason: ${m.reason}`,
      'You can appeal on its page.',
    ],
  }),
  restored: (m) => ({
    subject: `Restored: ${m.dataset}`,
    lines: [`${m.dataset} is published again.`, `Note: ${m.reason}`],
  }),
  'appeal-refused': (m) => ({
    subject: `Appeal refused: ${m.dataset}`,
    lines: [`The suspension of ${m.dataset} remains.`, `Reason: ${m.reason}`],
  }),
  'report-decided': (m) => ({
    subject: `Your report on ${m.dataset} was decided`,
    lines: [`Thank you for your report. The decision on ${m.dataset}:`, m.reason],
  }),
  'version-approved': (m) => ({
    subject: `Published: ${m.dataset}`,
    lines: [`The first public version of ${m.dataset} was approved; everyone can read it.`],
  }),
  'version-refused': (m) => ({
    subject: `Not published: ${m.dataset}`,
    lines: [
      `The first public version of ${m.dataset} was not approved.`,
      `Reason: ${m.reason}`,
      'Change it and submit it again.',
    ],
  }),
};

/** What is told about moderation, in both languages. */
export function moderationMessage(facts: ModerationFacts) {
  const [z, e] = [zh[facts.event](facts), en[facts.event](facts)];
  return {
    title: { zh: z.subject, en: e.subject },
    text: { zh: z.lines.join('\n'), en: e.lines.join('\n') },
  };
}

/** What the operators are told about a dataset's new reports, `count` of them. */
export const reportsMessage = (dataset: string, count: number) => ({
  title: {
    zh: `数据集 ${dataset} 有 ${count} 条新举报`,
    en: `Reports on ${dataset}: ${count} new`,
  },
  text: {
    zh: `数据集 ${dataset} 有 ${count} 条新举报待处理。`,
    en: `${count} new reports on ${dataset} wait for you.`,
  },
});
