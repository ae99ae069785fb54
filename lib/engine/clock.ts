import type { ClockWindow } from '@/lib/domain/price';

export const MS_PER_DAY = 86_400_000;

/** Every day of the week, as a `ClockWindow.weekdays` mask. */
export const ALL_WEEKDAYS = 0b1111111;

/** Monday to Friday, as a `ClockWindow.weekdays` mask (Sunday is bit 0). */
export const MONDAY_TO_FRIDAY = 0b0111110;

/** The UTC day number of an instant: whole days since 1970-01-01. */
export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / MS_PER_DAY);
}

/** Whether a UTC instant lies in any of the windows; start included, end excluded. */
export function isInClock(windows: readonly ClockWindow[], timeMs: number): boolean {
  const day = dayOf(timeMs);
  // 1970-01-01 was a Thursday, day 4 of a week that starts on Sunday.
  const weekdayBit = 1 << ((((day + 4) % 7) + 7) % 7);
  const second = (timeMs - day * MS_PER_DAY) / 1000;
  return windows.some(
    (window) => (window.weekdays & weekdayBit) !== 0 && second >= window.startSecond && second < window.endSecond,
  );
}

/** One text for one set of hours, to compare and index windows by. */
export function clockKey(windows: readonly ClockWindow[]): string {
  return windows.map((w) => `${w.weekdays}:${w.startSecond}-${w.endSecond}`).join(',');
}
