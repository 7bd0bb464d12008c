/** What a notice can be about; a kind is `<group>.<what happened>`, e.g. `selection.returned`. */
export const noticeGroups = [
  'catalog',
  'annotation',
  'registers',
  'quality',
  'selection',
  'review',
  'notice',
] as const;
export type NoticeGroup = (typeof noticeGroups)[number];
export type NoticeKind = `${NoticeGroup}.${string}`;

/** When a person wants mail about a group; in-app notices come always. */
export const mailChoices = ['at-once', 'digest', 'none'] as const;
export type MailChoice = (typeof mailChoices)[number];

/** What holds for who never chose: only what can wait comes with the morning's digest. */
export const usualMail: Readonly<Record<NoticeGroup, MailChoice>> = {
  catalog: 'at-once',
  annotation: 'at-once',
  registers: 'at-once',
  quality: 'digest',
  selection: 'at-once',
  review: 'at-once',
  notice: 'at-once',
};

/** The group of a kind; kinds of groups that no longer exist are treated as catalogue matters. */
export function groupOf(kind: string): NoticeGroup {
  const group = kind.split('.', 1)[0];
  return noticeGroups.find((known) => known === group) ?? 'catalog';
}
