import type { ClockWindow } from '@/lib/domain/price';
import { getOrCreate } from './get-or-create';

export const MS_PER_DAY = 86_400_000;

/** Every day of the week, as a `ClockWindow.weekdays` mask. */
export const ALL_WEEKDAYS = 0b1111111;

/** Monday to Friday, as a `ClockWindow.weekdays` mask (Sunday is bit 0). */
export const MONDAY_TO_FRIDAY = 0b0111110;

/** The UTC day number of an instant: whole days since 1970-01-01. */
export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / MS_PER_DAY);
}

const OFFSET_SLOT_MS = 900_000;

/** Offsets by quarter of an hour; null where the offset changes inside the quarter. */
type Zone = { readonly format: Intl.DateTimeFormat; readonly offsetMsBySlot: Map<number, number | null> };
const zones = new Map<string, Zone>();

/** Whether the runtime knows an IANA time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function readOffsetMs(format: Intl.DateTimeFormat, timeMs: number): number {
  const wholeMs = Math.floor(timeMs / 1000) * 1000;
  const parts = Object.fromEntries(format.formatToParts(wholeMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeMs;
}

/** What a zone's wall clock is ahead of UTC at an instant, in ms. Throws RangeError for a zone that is none. */
export function zoneOffsetMs(timeZone: string, timeMs: number): number {
  const { format, offsetMsBySlot } = getOrCreate(zones, timeZone, () => ({
    format: new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
    offsetMsBySlot: new Map<number, number | null>(),
  }));
  const slot = Math.floor(timeMs / OFFSET_SLOT_MS);
  const ofSlot = getOrCreate(offsetMsBySlot, slot, () => {
    const startMs = slot * OFFSET_SLOT_MS;
    const offsetMs = readOffsetMs(format, startMs);
    return readOffsetMs(format, startMs + OFFSET_SLOT_MS - 1) === offsetMs ? offsetMs : null;
  });
  return ofSlot ?? readOffsetMs(format, timeMs);
}

function isInWindow(window: ClockWindow, timeMs: number): boolean {
  const localMs = window.timeZone === undefined ? timeMs : timeMs + zoneOffsetMs(window.timeZone, timeMs);
  const day = dayOf(localMs);
  // 1970-01-01 was a Thursday, day 4 of a week that starts on Sunday.
  const weekdayBit = 1 << ((((day + 4) % 7) + 7) % 7);
  const second = (localMs - day * MS_PER_DAY) / 1000;
  return (window.weekdays & weekdayBit) !== 0 && second >= window.startSecond && second < window.endSecond;
}

/** Whether an instant lies in any of the windows, each by its own zone's clock; start included, end excluded. */
export function isInClock(windows: readonly ClockWindow[], timeMs: number): boolean {
  return windows.some((window) => isInWindow(window, timeMs));
}

/** One text for one set of hours, to compare and index windows by. */
export function clockKey(windows: readonly ClockWindow[]): string {
  return windows.map((w) => `${w.weekdays}:${w.startSecond}-${w.endSecond}${w.timeZone ?? ''}`).join(',');
}
