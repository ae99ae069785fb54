import type { BookCurrency, ClockWindow, PriceRow, PriceTerm } from '@/lib/domain/price';
import type { Unit } from '@/lib/domain/usage';
import { ALL_WEEKDAYS, dayOf, MS_PER_DAY, zoneOffsetMs } from './clock';
import { getOrCreate } from './get-or-create';

/** A billed class as a person reads it. */
export const UNIT_WORDS: { readonly [unit in Unit]: string } = {
  input: 'input',
  cacheRead: 'cache read',
  cacheWrite: 'cache write',
  cacheWrite1h: '1-hour cache write',
  inputAudio: 'audio input',
  inputImage: 'image input',
  output: 'output',
  reasoning: 'reasoning',
  outputAudio: 'audio output',
  outputImage: 'image output',
  webSearch: 'web search',
  request: 'request',
};

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONDAY_FIRST = [1, 2, 3, 4, 5, 6, 0];
const ISO_DATE_CHARS = 10;

const countFormat = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const rateFormat = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 8 });

/** `200,001`. */
export function countWords(count: number): string {
  return countFormat.format(count);
}

function amountWords(amount: number): string {
  return rateFormat.format(Math.round(amount * 1e9) / 1e9);
}

/** A price as it is usually said: `$3.00` per 1M tokens, `$0.01 a search`, `$0.001 a request`. */
export function rateWords(unit: Unit, usdPerMillion: number): string {
  if (unit === 'request') return `$${amountWords(usdPerMillion / 1e6)} a request`;
  if (unit === 'webSearch') return `$${amountWords(usdPerMillion / 1e6)} a search`;
  return `$${amountWords(usdPerMillion)}`;
}

/** `2.00 CNY`: a price as its book writes it. */
export function statedWords(unit: Unit, perMillion: number, { code }: BookCurrency): string {
  const amount = unit === 'request' || unit === 'webSearch' ? perMillion / 1e6 : perMillion;
  return `${amountWords(amount)} ${code}`;
}

const instants = new Map<number, string>();
const MAX_REMEMBERED = 10_000;

/** `2026-08-16` at midnight UTC, else `2026-08-16 16:00 UTC`, to the millisecond where it matters. */
export function instantWords(timeMs: number): string {
  if (instants.size > MAX_REMEMBERED) instants.clear();
  return getOrCreate(instants, timeMs, () => {
    const iso = new Date(timeMs).toISOString();
    const clock = iso.slice(ISO_DATE_CHARS + 1, -1).replace(/(:00)?\.000$/, '');
    return timeMs % MS_PER_DAY === 0 ? iso.slice(0, ISO_DATE_CHARS) : `${iso.slice(0, ISO_DATE_CHARS)} ${clock} UTC`;
  });
}

type Dated = Pick<PriceRow, 'validFromMs' | 'validToMs'>;

/** `from 2025-06-10 (included) to 2026-01-01 (excluded)`; an open side is said. */
export function datesWords({ validFromMs, validToMs }: Dated): string {
  if (validFromMs === null && validToMs === null) return 'at any date';
  if (validFromMs === null) return `until ${instantWords(validToMs as number)} (excluded)`;
  if (validToMs === null) return `from ${instantWords(validFromMs)} (included) on`;
  return `from ${instantWords(validFromMs)} (included) to ${instantWords(validToMs)} (excluded)`;
}

function weekdaysWords(mask: number): string {
  if ((mask & ALL_WEEKDAYS) === ALL_WEEKDAYS) return 'every day';
  const runs: string[][] = [];
  for (const [i, day] of MONDAY_FIRST.entries()) {
    if ((mask & (1 << day)) === 0) continue;
    const follows = i > 0 && (mask & (1 << (MONDAY_FIRST[i - 1] as number))) !== 0;
    if (follows) runs.at(-1)?.push(WEEKDAYS[day] as string);
    else runs.push([WEEKDAYS[day] as string]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]} to ${run.at(-1)}` : run.join(' and '))).join(', ');
}

function secondWords(second: number): string {
  const parts = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  return (parts[2] === 0 ? parts.slice(0, 2) : parts).map((part) => String(part).padStart(2, '0')).join(':');
}

/** `Monday to Friday 01:00–04:00 and 06:00–10:00 UTC`; each group of windows with its own zone. */
export function hoursWords(windows: readonly ClockWindow[]): string {
  const groups = new Map<string, { days: string; zone: string; hours: string[] }>();
  for (const { weekdays, timeZone = 'UTC', startSecond, endSecond } of windows) {
    const group = getOrCreate(groups, `${weekdays} ${timeZone}`, () => ({
      days: weekdaysWords(weekdays),
      zone: timeZone,
      hours: [],
    }));
    group.hours.push(`${secondWords(startSecond)}–${secondWords(endSecond)}`);
  }
  return [...groups.values()].map(({ days, zone, hours }) => `${days} ${hours.join(' and ')} ${zone}`).join('; ');
}

/** When a call was, on the clock that its price goes by: `Monday 02:00 UTC`, `Monday 10:00 Asia/Shanghai`. */
export function momentWords(timeMs: number, timeZone: string | undefined): string {
  const localMs = timeZone === undefined ? timeMs : timeMs + zoneOffsetMs(timeZone, timeMs);
  const day = dayOf(localMs);
  const second = Math.floor((localMs - day * MS_PER_DAY) / 1000);
  return `${WEEKDAYS[(((day + 4) % 7) + 7) % 7]} ${secondWords(second)} ${timeZone ?? 'UTC'}`;
}

/** What a term does: `20 % off`, `5.5 % on top`, `10 % on top and $0.10 per 1M tokens`. */
export function termWords({ percent, usdPerMtok = 0, usdPerRequest = 0 }: PriceTerm): string {
  const parts: string[] = [];
  if (percent !== 0) parts.push(`${countWords(Math.abs(percent))} % ${percent < 0 ? 'off' : 'on top'}`);
  if (usdPerMtok !== 0) parts.push(`${rateWords('input', usdPerMtok)} per 1M tokens on top`);
  if (usdPerRequest !== 0) parts.push(`$${amountWords(usdPerRequest)} a request on top`);
  return parts.join(' and ');
}

/** `a, b and c`. */
export function listWords(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}
