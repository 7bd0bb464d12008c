import type { Language } from '#src/kernel/problem.ts';

const mailKinds = [
  'verify',
  'reset',
  'invite',
  'already-registered',
  'password-changed',
  'organisation-decided',
] as const;
export type MailKind = (typeof mailKinds)[number];

/** Values a text may hold; each is shown as plain text. */
export interface MailValues {
  readonly url?: string;
  readonly organisation?: string;
  readonly decision?: 'approved' | 'refused' | 'suspended';
  readonly reason?: string;
}

type Text = (v: MailValues) => { subject: string; text: string };

const decisions = {
  zh: { approved: '已获批准', refused: '未获批准', suspended: '已被暂停' },
  en: { approved: 'was approved', refused: 'was refused', suspended: 'was suspended' },
} as const;

const zh: Record<MailKind, Text> = {
  verify: (v) => ({
    subject: '榕数：请验证您的邮箱',
    text: `请在一小时内打开以下链接，完成邮箱验证：\n\n${v.url}\n\n如非本人注册，请忽略本邮件。`,
  }),
  reset: (v) => ({
    subject: '榕数：重设密码',
    text: `请在一小时内打开以下链接，设置新密码：\n\n${v.url}\n\n如非本人操作，请忽略本邮件，密码不会改变。`,
  }),
  invite: (v) => ({
    subject: `榕数：${v.organisation} 邀请您加入`,
    text: `${v.organisation} 邀请您成为其在榕数平台的成员。请使用本邮箱登录后，在七天内打开：\n\n${v.url}`,
  }),
  'already-registered': (v) => ({
    subject: '榕数：您已有账号',
    text: `有人使用本邮箱注册，但该邮箱已有账号。如是本人操作，请直接登录或重设密码：\n\n${v.url}\n\n如非本人操作，请忽略本邮件。`,
  }),
  'password-changed': (v) => ({
    subject: '榕数：密码已更改',
    text: `您的密码已更改，其他设备上的登录已退出。如非本人操作，请立即重设密码：\n\n${v.url}`,
  }),
  'organisation-decided': (v) => ({
    subject: `榕数：${v.organisation}${decisions.zh[v.decision ?? 'approved']}`,
    text: `机构“${v.organisation}”${decisions.zh[v.decision ?? 'approved']}。${
      v.reason ? `\n\n原因：${v.reason}` : ''
    }\n\n${v.url}`,
  }),
};

const en: Record<MailKind, Text> = {
  verify: (v) => ({
    subject: 'Banyan: confirm your e-mail address',
    text: `Open this link within an hour to confirm your e-mail address:\n\n${v.url}\n\nIf you did not sign up, ignore this message.`,
  }),
  reset: (v) => ({
    subject: 'Banyan: set a new password',
    text: `Open this link within an hour to set a new password:\n\n${v.url}\n\nIf you did not ask for it, ignore this message; your password stays as it is.`,
  }),
  invite: (v) => ({
    subject: `Banyan: ${v.organisation} invites you`,
    text: `${v.organisation} invites you to join it on Banyan. Sign in with this e-mail address and open within seven days:\n\n${v.url}`,
  }),
  'already-registered': (v) => ({
    subject: 'Banyan: you already have an account',
    text: `Somebody signed up with this e-mail address, which already has an account. If it was you, sign in or set a new password:\n\n${v.url}\n\nIf not, ignore this message.`,
  }),
  'password-changed': (v) => ({
    subject: 'Banyan: your password was changed',
    text: `Your password was changed and other devices were signed out. If it was not you, set a new password at once:\n\n${v.url}`,
  }),
  'organisation-decided': (v) => ({
    subject: `Banyan: ${v.organisation} ${decisions.en[v.decision ?? 'approved']}`,
    text: `The organisation "${v.organisation}" ${decisions.en[v.decision ?? 'approved']}.${
      v.reason ? `\n\nReason: ${v.reason}` : ''
    }\n\n${v.url}`,
  }),
};

const oneLine = (text: string) => text.replace(/[\r\n\t]+/g, ' ').slice(0, 200);

/** Subject (one line, whatever the values hold) and plain text of a message. */
export function mailText(kind: MailKind, language: Language, values: MailValues) {
  const { subject, text } = (language === 'en' ? en : zh)[kind](values);
  return { subject: oneLine(subject), text: `${text}\n` };
}
