/** What a wall clock of a zone shows, read from the runtime's own text of it: no code of the engine. */
const shown = new Map<string, Map<number, number>>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock at an instant, as if it were UTC ms. `timeZone` absent: UTC. */
export function wallClockMs(timeZone: string | undefined, timeMs: number): number {
  if (timeZone === undefined) return timeMs;
  const own = shown.get(timeZone) ?? new Map<number, number>();
  shown.set(timeZone, own);
  const known = own.get(timeMs);
  if (known !== undefined) return known;
  // Sweden writes 2026-03-29 03:00:00.
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, format);
  const text = format.format(timeMs);
  const wallMs = Date.parse(`${text.replace(' ', 'T')}Z`) + (((timeMs % 1000) + 1000) % 1000);
  own.set(timeMs, wallMs);
  return wallMs;
}

const HOUR_MS = 3_600_000;
const changes = new Map<string, number[]>();

/** The instants of a year at which a zone's clocks are put forward or back, to the minute. */
export function changeoversOf(timeZone: string, year: number): number[] {
  const key = `${timeZone} ${year}`;
  const known = changes.get(key);
  if (known !== undefined) return known;
  const ahead = (timeMs: number) => wallClockMs(timeZone, timeMs) - timeMs;
  const found: number[] = [];
  const startMs = Date.UTC(year, 0, 1);
  for (let day = 0; day < 366; day++) {
    let from = startMs + day * 24 * HOUR_MS;
    let to = from + 24 * HOUR_MS;
    if (ahead(from) === ahead(to)) continue;
    while (to - from > 60_000) {
      const middle = from + Math.floor((to - from) / 120_000) * 60_000;
      if (ahead(middle) === ahead(from)) from = middle;
      else to = middle;
    }
    found.push(to);
  }
  changes.set(key, found);
  return found;
}

/** Instants at which a zone's wall clock shows a second of a day; `dayMs` is that day as if it were UTC. */
export function instantsShowing(timeZone: string | undefined, dayMs: number, secondOfDay: number): number[] {
  const wanted = dayMs + secondOfDay * 1000;
  if (timeZone === undefined) return [wanted];
  const guesses = [-14, -6, 0, 6, 14].map((hours) => {
    const near = wanted - hours * HOUR_MS;
    return wanted - (wallClockMs(timeZone, near) - near);
  });
  return [...new Set(guesses)];
}
