import type { AccessEvent } from './notify-access.ts';

export interface AccessFacts {
  /** `organisation/name`. */
  readonly dataset: string;
  readonly person: string;
  readonly purpose: string;
  readonly reason: string;
  /** End of the grant, ISO 8601 in UTC; empty when it has none. */
  readonly until: string;
}

type Text = (v: AccessFacts) => { readonly subject: string; readonly lines: string[] };

const zh: Record<AccessEvent, Text> = {
  asked: (v) => ({
    subject: `有人申请访问 ${v.dataset}`,
    lines: [`${v.person} 申请访问数据集 ${v.dataset}。`, `用途：${v.purpose}`],
  }),
  approved: (v) => ({
    subject: `您对 ${v.dataset} 的访问申请已通过`,
    lines: [
      `您现在可以下载数据集 ${v.dataset}。`,
      ...(v.until ? [`访问权限至：${v.until}`] : []),
      ...(v.reason ? [`说明：${v.reason}`] : []),
    ],
  }),
  refused: (v) => ({
    subject: `您对 ${v.dataset} 的访问申请未通过`,
    lines: [`数据集 ${v.dataset} 的提供方未同意您的申请。`, `理由：${v.reason}`],
  }),
  revoked: (v) => ({
    subject: `您对 ${v.dataset} 的访问权限已撤销`,
    lines: [
      `数据集 ${v.dataset} 的提供方撤销了您的访问权限，立即生效。`,
      `理由：${v.reason}`,
      '请停止使用并删除全部副本。',
    ],
  }),
  expired: (v) => ({
    subject: `您对 ${v.dataset} 的访问权限已到期`,
    lines: [
      `您对数据集 ${v.dataset} 的访问权限已于 ${v.until} 到期。`,
      '请停止使用并删除全部副本；如需继续使用，请重新申请。',
    ],
  }),
};

const en: Record<AccessEvent, Text> = {
  asked: (v) => ({
    subject: `Access requested: ${v.dataset}`,
    lines: [`${v.person} asks for access to ${v.dataset}.`, `Purpose: ${v.purpose}`],
  }),
  approved: (v) => ({
    subject: `Access granted: ${v.dataset}`,
    lines: [
      `You can now download ${v.dataset}.`,
      ...(v.until ? [`Access ends: ${v.until}`] : []),
      ...(v.reason ? [`Note: ${v.reason}`] : []),
    ],
  }),
  refused: (v) => ({
    subject: `Access refused: ${v.dataset}`,
    lines: [`The provider of ${v.dataset} did not grant your request.`, `Reason: ${v.reason}`],
  }),
  revoked: (v) => ({
    subject: `Access revoked: ${v.dataset}`,
    lines: [
      `The provider of ${v.dataset} has revoked your access with immediate effect.`,
      `Reason: ${v.reason}`,
      'Stop using the data and delete every copy.',
    ],
  }),
  expired: (v) => ({
    subject: `Access ended: ${v.dataset}`,
    lines: [
      `Your access to ${v.dataset} ended at ${v.until}.`,
      'Stop using the data and delete every copy, or ask again.',
    ],
  }),
};

/** What is told about gated access, in both languages. */
export function accessMessage(event: AccessEvent, values: AccessFacts) {
  const [z, e] = [zh[event](values), en[event](values)];
  return {
    title: { zh: z.subject, en: e.subject },
    text: { zh: z.lines.join('\n'), en: e.lines.join('\n') },
  };
}
