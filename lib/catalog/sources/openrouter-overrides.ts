import type { ClockWindow } from '@/lib/domain/price';
import { ALL_WEEKDAYS, clockKey } from '@/lib/engine/clock';
import { isJsonObject, type JsonObject, tokenCount } from './parse-json';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const DAY_SECONDS = 86_400;

/** Fields that say what a price is; all others of an entry are conditions. */
const PRICE_KEY = /^(prompt|completion|request|image|audio|web_search|internal_reasoning|input_|discount)/;
const KNOWN_CONDITIONS = ['min_prompt_tokens', 'utc_start', 'utc_end', 'utc_days'];

/** A conditional price: above a prompt size, in some hours, or both. */
export type Override = {
  readonly aboveTokens: number | null;
  readonly clock: readonly ClockWindow[] | null;
  readonly clockKey: string;
  readonly prices: JsonObject;
};

/** Seconds of the day of an HHMM clock: 1630 is 16:30, 30 is 00:30. */
function secondOf(hhmm: unknown): number {
  const clock = Number(hhmm);
  const hours = Math.floor(clock / 100);
  const minutes = clock % 100;
  if (!Number.isInteger(clock) || hours > 24 || hours < 0 || minutes > 59)
    throw new Error(`not an HHMM clock in pricing.overrides: ${JSON.stringify(hhmm)}`);
  return hours * 3600 + minutes * 60;
}

function weekdaysOf(days: unknown): number {
  if (days === undefined) return ALL_WEEKDAYS;
  if (!Array.isArray(days)) throw new Error('utc_days is no list');
  return days.reduce((mask: number, day) => {
    const bit = DAYS.indexOf(String(day).toLowerCase());
    if (bit < 0) throw new Error(`not a weekday in pricing.overrides: ${JSON.stringify(day)}`);
    return mask | (1 << bit);
  }, 0);
}

/** The hours of an entry. A window whose end is not after its start wraps: t ≥ start or t < end, on the days named. */
function clockOf(entry: JsonObject): ClockWindow[] | null {
  const isTimed = entry.utc_start !== undefined || entry.utc_end !== undefined;
  if (!isTimed && entry.utc_days === undefined) return null;
  const weekdays = weekdaysOf(entry.utc_days);
  if (!isTimed) return [{ weekdays, startSecond: 0, endSecond: DAY_SECONDS }];
  const startSecond = secondOf(entry.utc_start ?? 0);
  const endSecond = secondOf(entry.utc_end ?? 0);
  if (endSecond > startSecond) return [{ weekdays, startSecond, endSecond }];
  const evening = { weekdays, startSecond, endSecond: DAY_SECONDS };
  return endSecond === 0 ? [evening] : [evening, { weekdays, startSecond: 0, endSecond }];
}

function overlap(a: ClockWindow, b: ClockWindow): boolean {
  return (a.weekdays & b.weekdays) !== 0 && a.startSecond < b.endSecond && b.startSecond < a.endSecond;
}

/**
 * Reads `pricing.overrides` (openrouter.ai/docs, "Models", Pricing Overrides): `min_prompt_tokens` is "strictly
 * greater than", times are UTC, an entry with a condition we do not know is skipped and noted. Throws an Error
 * where two schedules claim one hour, which the format rules out.
 */
export function readOverrides(value: unknown, notes: string[]): Override[] {
  const overrides: Override[] = [];
  for (const entry of Array.isArray(value) ? value : []) {
    if (!isJsonObject(entry)) continue;
    const conditions = Object.keys(entry).filter((key) => !PRICE_KEY.test(key));
    const unknown = conditions.filter((key) => !KNOWN_CONDITIONS.includes(key));
    if (unknown.length > 0) {
      notes.push(`not carried: a price on the condition ${unknown.join(', ')}`);
      continue;
    }
    const aboveTokens = tokenCount(entry.min_prompt_tokens) ?? null;
    if (entry.min_prompt_tokens !== undefined && aboveTokens === null)
      throw new Error(`min_prompt_tokens is no token count: ${JSON.stringify(entry.min_prompt_tokens)}`);
    const clock = clockOf(entry);
    const prices = Object.fromEntries(Object.entries(entry).filter(([key]) => PRICE_KEY.test(key)));
    overrides.push({
      aboveTokens,
      clock,
      clockKey: clock === null ? '' : clockKey(clock),
      prices,
    });
  }
  const schedules = [...new Map(overrides.map((override) => [override.clockKey, override.clock ?? []])).values()];
  for (const [i, one] of schedules.entries())
    for (const other of schedules.slice(i + 1))
      if (one.some((a) => other.some((b) => overlap(a, b)))) throw new Error('two prices claim the same hour');
  return overrides;
}
