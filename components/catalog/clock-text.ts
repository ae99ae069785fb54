import type { ClockWindow } from '@/lib/domain/price';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONDAY_FIRST = [1, 2, 3, 4, 5, 6, 0];
const SECONDS_PER_HOUR = 3600;

/** `Mon–Fri`, `Sat, Sun`, `every day` of a weekday mask whose bit 0 is Sunday. */
export function weekdaysText(mask: number): string {
  const days = MONDAY_FIRST.map((day) => ({ name: DAYS[day] as string, isOn: (mask & (1 << day)) !== 0 }));
  if (days.every((day) => day.isOn)) return 'every day';
  const runs: string[][] = [];
  for (const [index, day] of days.entries()) {
    if (!day.isOn) continue;
    if (index > 0 && days[index - 1]?.isOn) runs.at(-1)?.push(day.name);
    else runs.push([day.name]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(', '))).join(', ');
}

function hourText(second: number): string {
  const hour = Math.floor(second / SECONDS_PER_HOUR);
  const minute = Math.floor((second % SECONDS_PER_HOUR) / 60);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The hours of the week that a price holds for, by each zone's clock; null windows are the hours no other row claims. */
export function clockText(windows: readonly ClockWindow[] | null, hasOtherHours: boolean): string {
  if (windows === null) return hasOtherHours ? 'all other hours' : 'all hours';
  const zones = new Map<string, Map<number, string[]>>();
  for (const { weekdays, startSecond, endSecond, timeZone = 'UTC' } of windows) {
    const byDays = zones.get(timeZone) ?? new Map<number, string[]>();
    byDays.set(weekdays, [...(byDays.get(weekdays) ?? []), `${hourText(startSecond)}–${hourText(endSecond)}`]);
    zones.set(timeZone, byDays);
  }
  return [...zones]
    .map(([zone, byDays]) => {
      const days = [...byDays].map(([mask, hours]) => `${weekdaysText(mask)} ${hours.join(', ')}`);
      return `${days.join('; ')} ${zone.replaceAll('_', ' ')}`;
    })
    .join('; ');
}
