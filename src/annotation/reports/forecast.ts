import type { Dashboard } from './schema.ts';

const hourMs = 3_600_000;

/**
 * Pace and end of the work. Rate = results of the last 24 hours ÷ 24, or ÷ the hours since the first
 * result where that is less than a day (at least one); end = now + what is left ÷ rate, as if people went
 * on day and night as they did on average. No end where nothing was done or nothing is left.
 */
export function forecastOf(
  of: {
    readonly hours: readonly number[];
    readonly first: Date | null;
    readonly left: number;
    readonly deadline: Date | null;
  },
  now: Date,
): Pick<Dashboard, 'pace' | 'forecast'> {
  const last24 = of.hours.reduce((sum, n) => sum + n, 0);
  const since = of.first ? (now.getTime() - of.first.getTime()) / hourMs : 24;
  const span = Math.min(24, Math.max(1, since));
  const perHour = last24 / span;
  const endsAt =
    perHour > 0 && of.left > 0 ? new Date(now.getTime() + (of.left / perHour) * hourMs) : null;
  const rounded = Math.round(span * 10) / 10;
  return {
    pace: { hours: [...of.hours], perHour, last24 },
    forecast: {
      endsAt: endsAt?.toISOString() ?? null,
      deadline: of.deadline?.toISOString() ?? null,
      late: of.deadline !== null && of.left > 0 && (endsAt ?? now) > of.deadline,
      method: {
        zh: `剩余 ${of.left} 项 ÷ 最近 ${rounded} 小时的平均速度（昼夜平均）。`,
        en: `${of.left} left ÷ the mean pace of the last ${rounded} hours, day and night alike.`,
      },
    },
  };
}
