import type { QueueCounts } from './claim-queries.ts';
import type { QueueView } from './schema.ts';

/** "in 4 min", rounded up; an instant that has passed counts as now. */
function until(at: Date, now: Date): { zh: string; en: string } {
  const minutes = Math.max(0, Math.ceil((at.getTime() - now.getTime()) / 60_000));
  if (minutes === 0) return { zh: '即将到期', en: 'about to expire' };
  if (minutes < 90) return { zh: `${minutes} 分钟后到期`, en: `expires in ${minutes} min` };
  const hours = Math.round(minutes / 60);
  return { zh: `约 ${hours} 小时后到期`, en: `expires in about ${hours} h` };
}

function sentence(state: QueueView['state'], counts: QueueCounts, open: number, now: Date) {
  const { leased, mineLeased, mineReturned, nextExpiresAt } = counts;
  const others = leased - mineLeased;
  const next = nextExpiresAt && others > 0 ? until(nextExpiresAt, now) : undefined;
  if (state === 'ready') {
    const back = mineReturned > 0;
    return {
      zh: `可领取 ${open} 项${back ? `，其中退回给您 ${mineReturned} 项` : ''}。`,
      en: `${open} to label${back ? `, and ${mineReturned} returned to you` : ''}.`,
    };
  }
  if (state === 'waiting')
    return {
      zh: `目前没有可领取的任务：他人已领取 ${others} 项${next ? `，最早一项${next.zh}` : ''}；您手中有 ${mineLeased} 项。`,
      en: `Nothing can be leased now: ${others} leased by others${next ? `, the next ${next.en}` : ''}; you hold ${mineLeased}.`,
    };
  if (state === 'barred')
    return {
      zh: `还有 ${open} 项待标注，但这些任务您已做过，须由其他人完成。`,
      en: `${open} are still open, but you have had each of these tasks; other people must do them.`,
    };
  return {
    zh: '全部任务均已提交。',
    en: 'Everything has been submitted.',
  };
}

/** What the queue says of itself: counts, and why there is nothing when there is nothing. */
export function explainQueue(counts: QueueCounts, now: Date): QueueView {
  const {
    total,
    leased,
    goldLeased,
    mineLeased,
    returned,
    mineReturned,
    submitted,
    nextExpiresAt,
  } = counts;
  const open = Math.max(0, total - (leased - goldLeased) - returned - submitted);
  const expired = nextExpiresAt !== null && nextExpiresAt <= now;
  const ready = counts.eligible || mineReturned > 0 || expired;
  const state = ready
    ? 'ready'
    : leased > 0
      ? 'waiting'
      : open > 0
        ? 'barred'
        : returned > 0
          ? 'waiting'
          : 'done';
  return {
    state,
    open: open + mineReturned,
    leased,
    mineLeased,
    submitted,
    total,
    nextExpiresAt: nextExpiresAt?.toISOString() ?? null,
    sentence: sentence(state, counts, open, now),
  };
}
