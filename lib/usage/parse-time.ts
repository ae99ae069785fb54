import type { ColumnMap } from '@/lib/domain/column-map';

type TimeUnit = NonNullable<ColumnMap['timeUnit']>;

/** The year 10000, beyond which nothing prints an ISO date. */
const END_MS = 253_402_300_800_000;
const PER_MS = { ms: 1, us: 1e3, ns: 1e6 } as const;

const ISO =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;
const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?)?\s*(Z|UTC)?$/i;
/** Day first wherever dots are written. */
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?\s*(Z|UTC)?$/i;

/** Milliseconds since 1970 UTC, or NaN. A time without a zone is UTC. */
export function parseTimeMs(value: unknown, unit: TimeUnit = 'auto'): number {
  if (typeof value === 'number') return numericTimeMs(String(value), value, unit);
  if (typeof value !== 'string') return Number.NaN;
  const text = value.trim();
  if (/^\d+(\.\d*)?$/.test(text)) return numericTimeMs(text, Number(text), unit);
  const iso = ISO.exec(text);
  if (iso) return checked(iso[1], iso[2], iso[3], iso.slice(4));
  const dotted = DOTTED.exec(text);
  if (dotted) return checked(dotted[3], dotted[2], dotted[1], dotted.slice(4));
  const slashed = SLASHED.exec(text);
  return slashed ? slashedTimeMs(slashed) : Number.NaN;
}

/** Days from 1970-01-01 to a date of the Gregorian calendar, or NaN where there is no such date. */
export function daysOfDate(year: number, month: number, day: number): number {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year;
  return isReal ? ms / 86_400_000 : Number.NaN;
}

export function inRange(timeMs: number): number {
  // + 0: −0 is 0.
  return timeMs >= 0 && timeMs < END_MS ? timeMs + 0 : Number.NaN;
}

/** Seconds reach 1e11 in the year 5138, milliseconds passed it in 1973; so for each next unit. */
function numericTimeMs(text: string, value: number, unit: TimeUnit): number {
  const found = unit !== 'auto' ? unit : value < 1e11 ? 's' : value < 1e14 ? 'ms' : value < 1e17 ? 'us' : 'ns';
  // Nanoseconds of today pass 2^53: cut the digits, not the double.
  if (found === 'ns' && /^\d{7,}$/.test(text)) return inRange(Number(text.slice(0, -6)));
  if (found === 's') return inRange(Number.isInteger(value) ? value * 1000 : Math.floor(Math.round(value * 1e6) / 1e3));
  return inRange(Math.floor(value / PER_MS[found]));
}

/** 3/4/2026 may be March or April; only what reads one way is taken. */
function slashedTimeMs(parts: RegExpExecArray): number {
  const [, first, second, year] = parts;
  const isDayFirst = Number(first) > 12;
  if (!isDayFirst && Number(second) <= 12 && first !== second && Number(first) !== Number(second)) return Number.NaN;
  return isDayFirst ? checked(year, second, first, parts.slice(4)) : checked(year, first, second, parts.slice(4));
}

function checked(year?: string, month?: string, day?: string, clock: readonly (string | undefined)[] = []): number {
  const [hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = clock;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return Number.NaN;
  const days = daysOfDate(Number(year), Number(month), Number(day));
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return inRange(days * 86_400_000 + seconds * 1000 + milliseconds - zoneMs(zone));
}

function zoneMs(zone: string): number {
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.replace(/\D/g, '');
  const hours = Number(digits.slice(0, 2) || 0);
  const minutes = Number(digits.slice(2) || 0);
  return hours > 14 || minutes > 59 ? Number.NaN : sign * (hours * 60 + minutes) * 60_000;
}
