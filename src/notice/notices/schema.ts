import { type, type Type } from 'arktype';
import { cursor, id as uuid, instant, limit } from '#src/kernel/schema.ts';

/** Ids are plain text in types; the pattern stays in the document. */
const id = uuid as unknown as Type<string>;
const line = (max: number) =>
  type('/^[^\\x00-\\x20\\x7f]([^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$/')
    .and(`string <= ${max}`)
    .describe(`one line of 1 to ${max} characters`);
const prose = (max: number) =>
  type('/^[^\\x00-\\x20][^\\x00]*$/')
    .and(`string <= ${max}`)
    .describe(`text of 1 to ${max} characters`);
const revision = type('number.integer >= 1');
const workingDays = type('1 <= number.integer <= 60');
const shown = type({ zh: 'string', en: 'string' });

export const noticeStateNames = ['draft', 'open', 'extended', 'closed', 'confirmed'] as const;
const StateName = type.enumerated(...noticeStateNames);
const ObjectionStateName = type.enumerated(
  'filed',
  'admitted',
  'answered',
  'upheld',
  'dismissed',
  'rejected_late',
);

export const NoticePath = type({ id });

/** What everybody reads of an objection: neither who filed it nor what it says. */
export const PublicObjection = type({
  number: 'number.integer',
  state: ObjectionStateName,
  /** Place of the item among those of the notice, from 0. */
  'item?': 'number.integer',
  filedAt: instant,
  'answer?': 'string',
  'outcome?': 'string',
  'decidedAt?': instant,
});
export type PublicObjectionBody = typeof PublicObjection.infer;

const summary = {
  id,
  /** GS-2026-0001: by year of opening of the whole hub. */
  number: 'string',
  subject: { kind: 'string', id: 'string' },
  state: StateName,
  title: shown,
  workingDays: 'number.integer',
  version: 'number.integer',
  'openedAt?': instant,
  /** YYYY-MM-DD in Asia/Shanghai; the notice ends at its 24:00. */
  'lastDay?': 'string',
  'endsAt?': instant,
  /** The end has passed, though objections may still be in hand. */
  ended: 'boolean',
  items: 'number.integer',
  objections: { total: 'number.integer', open: 'number.integer' },
  revision,
} as const;
export const NoticeSummary = type(summary);
export const NoticePage = type({ items: NoticeSummary.array(), 'next?': 'string' });
export const NoticeView = type({
  ...summary,
  body: shown,
  list: type({ subject: { kind: 'string', id: 'string' }, title: shown }).array(),
  /** sha256 of the canonical JSON (RFC 8785) of {body, items, title}, hex. */
  sha256: 'string',
  publishedAt: instant,
  'closedAt?': instant,
  'confirmedAt?': instant,
  extensions: type({
    workingDays: 'number.integer',
    formerDay: 'string',
    lastDay: 'string',
    reason: 'string',
    at: instant,
  }).array(),
  versions: type({
    version: 'number.integer',
    sha256: 'string',
    publishedAt: instant,
    'reason?': 'string',
  }).array(),
  heard: PublicObjection.array(),
});
export type NoticeViewBody = typeof NoticeView.infer;
export type NoticeSummaryBody = typeof NoticeSummary.infer;

export const VersionPath = type({
  id,
  version: type('/^[1-9][0-9]{0,3}$/').describe('the number of a version'),
});
export const VersionView = type({
  version: 'number.integer',
  title: shown,
  body: shown,
  items: type({ subject: { kind: 'string', id: 'string' }, title: shown }).array(),
  sha256: 'string',
  publishedAt: instant,
  'reason?': 'string',
});

export const NoticeQuery = type({
  /** `running` are those whose end has not come. */
  'state?': type.enumerated('running', 'open', 'extended', 'closed', 'confirmed'),
  'cursor?': cursor,
  'limit?': limit,
});
export const OperatorNoticeQuery = type({
  'state?': StateName,
  'cursor?': cursor,
  'limit?': limit,
});

const texts = {
  title: type({ '+': 'reject', zh: line(200), en: line(200) }),
  body: type({ '+': 'reject', zh: prose(20_000), en: prose(20_000) }),
} as const;
export const DraftNotice = type({
  '+': 'reject',
  ...texts,
  items: type({ '+': 'reject', zh: line(200), en: line(200) })
    .array()
    .atMostLength(200),
  workingDays,
});
export const AmendNotice = type({ '+': 'reject', revision, ...texts, reason: prose(500) });
export const ExtendNotice = type({ '+': 'reject', revision, workingDays, reason: prose(500) });
export const MoveNotice = type({ '+': 'reject', revision });
export type AmendNoticeBody = typeof AmendNotice.infer;
export type ExtendNoticeBody = typeof ExtendNotice.infer;
