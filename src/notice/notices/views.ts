import type { ExtensionRow, NoticeRow, ObjectionRow, VersionRow } from './queries.ts';
import type { NoticeSummaryBody, NoticeViewBody, PublicObjectionBody } from './schema.ts';

const iso = (at: Date): string => at.toISOString();

/** The reference people quote: GS, the year the notice was made (Asia/Shanghai), its number. */
export function numberOf(row: { readonly number: bigint; readonly created_at: Date }): string {
  const year = new Date(row.created_at.getTime() + 8 * 3_600_000).getUTCFullYear();
  return `GS-${year}-${row.number.toString().padStart(4, '0')}`;
}

export const noticeSummary = (row: NoticeRow): NoticeSummaryBody => ({
  id: row.id,
  number: numberOf(row),
  subject: { kind: row.subject_kind, id: row.subject_id },
  state: row.state,
  title: { zh: row.title_zh, en: row.title_en },
  workingDays: row.working_days,
  version: row.version,
  ...(row.opened_at ? { openedAt: iso(row.opened_at) } : {}),
  ...(row.last_day ? { lastDay: row.last_day } : {}),
  ...(row.ends_at ? { endsAt: iso(row.ends_at) } : {}),
  ended: row.ended,
  items: row.items.length,
  objections: { total: Number(row.objections ?? 0n), open: Number(row.open_objections ?? 0n) },
  revision: row.revision,
});

/** Without who filed it and what it says; the answer is public once it is decided. */
export function publicObjection(row: ObjectionRow): PublicObjectionBody {
  const decided = row.state === 'upheld' || row.state === 'dismissed';
  const answered = decided || row.state === 'answered';
  return {
    number: row.number,
    state: row.state,
    ...(row.item === null ? {} : { item: row.item }),
    filedAt: iso(row.filed_at),
    ...(answered && row.answer !== null ? { answer: row.answer } : {}),
    ...(decided && row.outcome !== null ? { outcome: row.outcome } : {}),
    ...(decided && row.decided_at ? { decidedAt: iso(row.decided_at) } : {}),
  };
}

export const versionView = (row: VersionRow) => ({
  version: row.version,
  title: { zh: row.title_zh, en: row.title_en },
  body: { zh: row.body_zh, en: row.body_en },
  items: [...row.items],
  sha256: row.sha256,
  publishedAt: iso(row.published_at),
  ...(row.reason === null ? {} : { reason: row.reason }),
});

export interface NoticeParts {
  readonly versions: readonly VersionRow[];
  readonly extensions: readonly ExtensionRow[];
  readonly objections: readonly ObjectionRow[];
}

export const noticeView = (row: NoticeRow, parts: NoticeParts): NoticeViewBody => ({
  ...noticeSummary(row),
  body: { zh: row.body_zh, en: row.body_en },
  list: [...row.items],
  sha256: row.sha256,
  publishedAt: iso(row.published_at),
  ...(row.closed_at ? { closedAt: iso(row.closed_at) } : {}),
  ...(row.confirmed_at ? { confirmedAt: iso(row.confirmed_at) } : {}),
  extensions: parts.extensions.map((e) => ({
    workingDays: e.working_days,
    formerDay: e.former_day,
    lastDay: e.last_day,
    reason: e.reason,
    at: iso(e.extended_at),
  })),
  versions: parts.versions.map((v) => ({
    version: v.version,
    sha256: v.sha256,
    publishedAt: iso(v.published_at),
    ...(v.reason === null ? {} : { reason: v.reason }),
  })),
  heard: parts.objections.map(publicObjection),
});
