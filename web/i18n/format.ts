import { language } from './language.ts';
import { m } from './messages.ts';

/**
 * Formats are written out here, not asked of `Intl`: the server's and the browser's data differ,
 * and a difference would break hydration.
 */
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const shanghaiMs = 8 * 3_600_000;

/** `12,345`; both languages group by three. */
export function formatCount(value: number): string {
  const [whole = '', part] = String(value).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/gu, ',');
  return part === undefined ? grouped : `${grouped}.${part}`;
}

/** `5,000 files`, or `1 file`. */
export const filesCount = (count: number): string =>
  count === 1 ? m.files_count_one() : m.files_count({ count: formatCount(count) });

/** `1.2 万` or `12K`, for figures where the order of magnitude matters. */
export function formatShort(value: number): string {
  const steps: readonly (readonly [number, string])[] =
    language() === 'zh'
      ? [
          [1e8, ' 亿'],
          [1e4, ' 万'],
        ]
      : [
          [1e9, 'B'],
          [1e6, 'M'],
          [1e3, 'K'],
        ];
  for (const [size, unit] of steps) if (value >= size) return `${trim(value / size)}${unit}`;
  return formatCount(value);
}

/** Decimal units as storage is sold: 1 kB = 1000 B. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${trim(value)} ${units[unit] ?? ''}`;
}

/** Calendar day in China: `2026年11月23日` or `23 Nov 2026`. */
export function formatDay(instant: string): string {
  const at = inShanghai(instant);
  if (!at) return '';
  const { year, month, day } = at;
  return language() === 'zh'
    ? `${year}年${month}月${day}日`
    : `${day} ${months[month - 1] ?? ''} ${year}`;
}

/** A day of Asia/Shanghai so many days from now, YYYY-MM-DD. */
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10);

/** An aside: `（甲）` or ` (a)`. */
export const inBrackets = (text: string): string =>
  language() === 'zh' ? `\uFF08${text}\uFF09` : ` (${text})`;

/** Words in a row: `甲、乙` or `a, b`. */
export const formatList = (words: readonly string[]): string =>
  words.join(language() === 'zh' ? '\u3001' : ', ');

/** Day and minute in China: `2026年11月23日 14:05`. */
export function formatInstant(instant: string): string {
  const at = inShanghai(instant);
  return at ? `${formatDay(instant)} ${two(at.hour)}:${two(at.minute)}` : '';
}

/** The instant that is too late: midnight is the 24:00 of the day before. */
export function formatDeadline(instant: string): string {
  const at = inShanghai(instant);
  if (!at || at.hour + at.minute > 0 || Date.parse(instant) % 60_000 !== 0)
    return formatInstant(instant);
  return `${formatDay(new Date(Date.parse(instant) - 1).toISOString())} 24:00`;
}

/** `1 小时 5 分` or `1 h 5 min`; the two largest units. */
export function formatDuration(seconds: number): string {
  const zh = language() === 'zh';
  const whole = Math.max(0, Math.round(seconds));
  const h = Math.floor(whole / 3600);
  const min = Math.floor((whole % 3600) / 60);
  const s = whole % 60;
  if (h > 0) return zh ? `${h} 小时 ${min} 分` : `${h} h ${min} min`;
  if (min > 0) return zh ? `${min} 分 ${s} 秒` : `${min} min ${s} s`;
  return zh ? `${s} 秒` : `${s} s`;
}

/** A number of a statistic: at most `digits` significant ones, never `1e+21` for whole numbers below that. */
export function formatNumber(value: number, digits = 5): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return formatCount(value);
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) >= 1e15 || (rounded !== 0 && Math.abs(rounded) < 1e-4)
    ? rounded.toExponential()
    : formatCount(rounded);
}

/** `12.3 %`, and never 0 % or 100 % for what is not exactly so. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1%';
  if (percent < 100 && percent > 99.9) return '> 99.9%';
  return `${trim(percent)}%`;
}

const trim = (value: number): string =>
  value >= 100 ? formatCount(Math.round(value)) : String(Number(value.toFixed(1)));
const two = (value: number): string => String(value).padStart(2, '0');

function inShanghai(instant: string) {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) return undefined;
  const at = new Date(ms + shanghaiMs);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
  };
}
