const dayMs = 86_400_000;
const shanghaiMs = 8 * 3_600_000;

export type Group = 'late' | 'today' | 'week' | 'later';
export const groups: readonly Group[] = ['late', 'today', 'week', 'later'];

/** The group of a deadline as seen at `now` (both ms): days are those of Asia/Shanghai. */
export function groupOf(due: number | undefined, now: number): Group {
  if (due === undefined) return 'later';
  if (due < now) return 'late';
  const dayOf = (at: number) => Math.floor((at + shanghaiMs) / dayMs);
  const days = dayOf(due) - dayOf(now);
  return days === 0 ? 'today' : days < 7 ? 'week' : 'later';
}
