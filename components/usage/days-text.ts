import { formatCount, formatDay, UNKNOWN } from '@/components/ui/format';

/** `Sep 1, 2026` or `Sep 1, 2026 to Sep 30, 2026`. */
export function daysText(fromMs: number | null, toMs: number | null): string {
  if (fromMs === null || toMs === null) return UNKNOWN;
  const [from, to] = [formatDay(fromMs), formatDay(toMs)];
  return from === to ? from : `${from} to ${to}`;
}

/** `under a second`, `12 seconds`. */
export function secondsText(seconds: number): string {
  if (seconds < 1) return 'under a second';
  const whole = Math.round(seconds);
  return `${formatCount(whole)} ${whole === 1 ? 'second' : 'seconds'}`;
}
