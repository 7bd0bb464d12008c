import type { PublicObjectionBody } from '#src/notice/notices/schema.ts';
import { m } from '../i18n/messages.ts';

/** Where an objection stands, as a word. */
export const objectionStates: Readonly<Record<PublicObjectionBody['state'], () => string>> = {
  filed: m.notice_objection_filed,
  admitted: m.notice_objection_admitted,
  answered: m.notice_objection_answered,
  upheld: m.notice_objection_upheld,
  dismissed: m.notice_objection_dismissed,
  rejected_late: m.notice_objection_late,
};
