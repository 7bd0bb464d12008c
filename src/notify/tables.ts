import type { ColumnType } from 'kysely';
import type { MailChoice, NoticeGroup } from './groups.ts';

/**
 * Where the mail of a notice stands: `due` waits for its job, `digest` for the next morning,
 * `sending` was handed to the mail server and not yet confirmed (never tried again), `sent`, or
 * `none` by the person's choice.
 */
export type MailState = 'due' | 'digest' | 'sending' | 'sent' | 'none';

interface NoticeTable {
  id: string;
  /** One call of notify(), however many people it told. */
  event_id: string;
  user_id: string;
  kind: string;
  org_id: string | null;
  title_zh: string;
  title_en: string;
  text_zh: string;
  text_en: string;
  /** Path within the hub. */
  href: string;
  mail: ColumnType<MailState, never, MailState>;
  mail_at: ColumnType<Date | null, never, Date | null>;
  read_at: ColumnType<Date | null, never, Date | null>;
  created_at: ColumnType<Date, never, never>;
}

interface PreferenceTable {
  user_id: string;
  group_key: NoticeGroup;
  mail: MailChoice;
}

export interface NotifyTables {
  'notify.notice': NoticeTable;
  'notify.preference': PreferenceTable;
}
