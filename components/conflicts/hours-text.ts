import type { WeekSpan } from '@/lib/domain/conflict';
import type { ClockWindow } from '@/lib/domain/price';
import { hoursWords } from '@/lib/engine/explain-price-words';

const SECONDS_PER_DAY = 86_400;

/** Spans of the UTC week as clock windows: cut at midnight, days of the same hours together. */
function toWindows(spans: readonly WeekSpan[]): ClockWindow[] {
  const maskByHours = new Map<string, number>();
  for (const { startSecond, endSecond } of spans)
    for (let day = 0; day < 7; day++) {
      const from = Math.max(startSecond - day * SECONDS_PER_DAY, 0);
      const to = Math.min(endSecond - day * SECONDS_PER_DAY, SECONDS_PER_DAY);
      if (from >= to) continue;
      const key = `${from} ${to}`;
      maskByHours.set(key, (maskByHours.get(key) ?? 0) | (1 << day));
    }
  return [...maskByHours].map(([key, weekdays]) => {
    const [startSecond = 0, endSecond = 0] = key.split(' ').map(Number);
    return { weekdays, startSecond, endSecond };
  });
}

/** `Monday to Friday 01:00–04:00 and 06:00–10:00 UTC`; '' for every hour. */
export function hoursText(spans: readonly WeekSpan[] | null): string {
  return spans === null ? '' : hoursWords(toWindows(spans));
}
