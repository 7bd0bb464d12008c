import type { NoticeSummaryBody } from '#src/notice/notices/schema.ts';
import { m } from '../i18n/messages.ts';
import { Badge } from '../ui/badge.tsx';

/** Where a notice stands, as a word. */
export function NoticeState({ notice }: { readonly notice: NoticeStateOf }) {
  const { state, ended } = notice;
  if (state === 'draft') return <Badge>{m.notice_draft()}</Badge>;
  if (state === 'confirmed') return <Badge tone="accent">{m.notice_confirmed()}</Badge>;
  if (state === 'closed') return <Badge>{m.notice_closed()}</Badge>;
  if (ended) return <Badge tone="amber">{m.notice_ended()}</Badge>;
  return (
    <Badge tone="accent">{state === 'extended' ? m.notice_extended() : m.notice_open()}</Badge>
  );
}

type NoticeStateOf = Pick<NoticeSummaryBody, 'state' | 'ended'>;
