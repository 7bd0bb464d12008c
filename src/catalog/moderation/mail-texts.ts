import type { Language } from '#src/kernel/problem.ts';

export interface ModerationMail {
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
  readonly page: string;
}

type Text = (m: ModerationMail) => { readonly subject: string; readonly lines: string[] };

const zh: Record<ModerationMail['event'], Text> = {
  suspended: (m) => ({
    subject: `数据集 ${m.dataset} 已被暂停`,
    lines: [
      `运营方暂停了数据集 ${m.dataset}，目前仅贵机构和平台人员可以查看。`,
      `理由：${m.reason}`,
      `如有异议，可在数据集页面提出申诉：${m.page}`,
    ],
  }),
  restored: (m) => ({
    subject: `数据集 ${m.dataset} 已恢复`,
    lines: [`数据集 ${m.dataset} 已恢复发布。`, `说明：${m.reason}`, m.page],
  }),
  'appeal-refused': (m) => ({
    subject: `对数据集 ${m.dataset} 暂停决定的申诉未获支持`,
    lines: [`运营方维持对数据集 ${m.dataset} 的暂停决定。`, `理由：${m.reason}`, m.page],
  }),
  'report-decided': (m) => ({
    subject: `您对数据集 ${m.dataset} 的举报已处理`,
    lines: [`感谢您的举报。数据集 ${m.dataset} 的处理结果：`, m.reason, m.page],
  }),
  'version-approved': (m) => ({
    subject: `数据集 ${m.dataset} 已通过首次发布审核`,
    lines: [`数据集 ${m.dataset} 的首个公开版本已发布，所有人都可以查看。`, m.page],
  }),
  'version-refused': (m) => ({
    subject: `数据集 ${m.dataset} 未通过首次发布审核`,
    lines: [
      `数据集 ${m.dataset} 的首个公开版本未获发布。`,
      `理由：${m.reason}`,
      `修改后可再次提交：${m.page}`,
    ],
  }),
};

const en: Record<ModerationMail['event'], Text> = {
  suspended: (m) => ({
    subject: `Suspended: ${m.dataset}`,
    lines: [
      `The operator has suspended ${m.dataset}; only your organisation and staff can read it.`,
      `Reason: ${m.reason}`,
      `You can appeal on its page: ${m.page}`,
    ],
  }),
  restored: (m) => ({
    subject: `Restored: ${m.dataset}`,
    lines: [`${m.dataset} is published again.`, `Note: ${m.reason}`, m.page],
  }),
  'appeal-refused': (m) => ({
    subject: `Appeal refused: ${m.dataset}`,
    lines: [`The suspension of ${m.dataset} remains.`, `Reason: ${m.reason}`, m.page],
  }),
  'report-decided': (m) => ({
    subject: `Your report on ${m.dataset} was decided`,
    lines: [`Thank you for your report. The decision on ${m.dataset}:`, m.reason, m.page],
  }),
  'version-approved': (m) => ({
    subject: `Published: ${m.dataset}`,
    lines: [`The first public version of ${m.dataset} was approved; everyone can read it.`, m.page],
  }),
  'version-refused': (m) => ({
    subject: `Not published: ${m.dataset}`,
    lines: [
      `The first public version of ${m.dataset} was not approved.`,
      `Reason: ${m.reason}`,
      `Change it and submit it again: ${m.page}`,
    ],
  }),
};

/** One message about moderation in the reader's language. */
export function moderationMail(
  language: Language,
  mail: ModerationMail,
): { subject: string; text: string } {
  const { subject, lines } = (language === 'en' ? en : zh)[mail.event](mail);
  return { subject, text: `${lines.join('\n')}\n` };
}

/** The operators' message about a dataset's new reports, `count` of them. */
export function reportsMail(
  language: Language,
  dataset: string,
  count: number,
  page: string,
): { subject: string; text: string } {
  const [subject, line] =
    language === 'en'
      ? [`Reports on ${dataset}: ${count} new`, `${count} new reports on ${dataset} wait for you:`]
      : [
          `数据集 ${dataset} 有 ${count} 条新举报`,
          `数据集 ${dataset} 有 ${count} 条新举报待处理：`,
        ];
  return { subject, text: `${line}\n${page}\n` };
}
