import { type } from 'arktype';
import { cursor, id, instant, limit } from '#src/kernel/schema.ts';
import { mailChoices, noticeGroups } from './groups.ts';

const both = type({ zh: 'string', en: 'string' });

export const NoticeQuery = type({
  'cursor?': cursor,
  'limit?': limit,
  'unread?': type("'true'").describe('true: only what was not read'),
});
export const ReadSome = type({ ids: id.array().atLeastLength(1).atMostLength(100) });
/** The newest notice the reader saw: later ones stay unread. */
export const ReadAll = type({ upTo: id });

export const NoticePage = type({
  items: type({
    id,
    kind: 'string',
    title: both,
    text: both,
    href: 'string',
    createdAt: instant,
    read: 'boolean',
  }).array(),
  /** All unread notices, not only those of this page. */
  unread: 'number.integer >= 0',
  'next?': 'string',
});
export const UnreadView = type({ unread: 'number.integer >= 0' });
export const ReadView = type({ changed: 'number.integer >= 0', unread: 'number.integer >= 0' });

const preference = type({
  group: type.enumerated(...noticeGroups),
  mail: type.enumerated(...mailChoices),
});
export const PreferenceList = type({ items: preference.array() });
export const KeepPreferences = type({
  items: preference.array().atLeastLength(1).atMostLength(noticeGroups.length),
});
