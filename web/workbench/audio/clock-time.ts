/** `1:05.30`: minutes, seconds and hundredths. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds * 100));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(whole / 6000)}:${two(Math.floor(whole / 100) % 60)}.${two(whole % 100)}`;
}
