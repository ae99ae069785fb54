const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;
const ALL_DAYS = 0b1111111;
const SECONDS_PER_DAY = 86_400;

function dayIndex(text: string): number {
  return DAYS.findIndex((day) => text.trim().toLowerCase().startsWith(day));
}

/** `Mon-Fri`, `Sat Sun`, `Mon-Thu Sat` or '' for every day → bit d is day d, Sunday = 0. Null where it is none. */
export function parseDays(text: string): number | null {
  if (/^(\s*|daily|every day)$/i.test(text)) return ALL_DAYS;
  let mask = 0;
  for (const part of text
    .trim()
    .replace(/\s*[-–]\s*/g, '-')
    .split(/[\s,]+/)) {
    const [first, last, ...more] = part.split('-').map(dayIndex);
    if (first === undefined || first < 0 || (last !== undefined && last < 0) || more.length > 0) return null;
    for (let day = first; ; day = (day + 1) % DAYS.length) {
      mask |= 1 << day;
      if (day === (last ?? first)) break;
    }
  }
  return mask;
}

/** The text of a mask of weekdays that `parseDays` reads back: `Mon-Fri`, '' for every day. */
export function formatDays(mask: number): string {
  if (mask === ALL_DAYS) return '';
  const runs: number[][] = [];
  for (const [at, day] of WEEK.entries()) {
    if ((mask & (1 << day)) === 0) continue;
    const before = WEEK[at - 1];
    if (before !== undefined && runs.at(-1)?.at(-1) === before) runs.at(-1)?.push(day);
    else runs.push([day]);
  }
  const nameOf = (day: number | undefined) => {
    const name = DAYS[day ?? 0] as string;
    return `${name[0]?.toUpperCase()}${name.slice(1)}`;
  };
  return runs
    .map((run) => (run.length > 2 ? `${nameOf(run[0])}-${nameOf(run.at(-1))}` : run.map(nameOf).join(' ')))
    .join(' ');
}

/** `09:30`, `09:30:15` or `24:00` → seconds of the day; null where it is no time. */
export function parseTimeOfDay(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
  if (match === null) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  const seconds = hour * 3600 + minute * 60 + second;
  return minute > 59 || second > 59 || seconds > SECONDS_PER_DAY ? null : seconds;
}

export function formatTimeOfDay(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const shown = parts[2] === 0 ? parts.slice(0, 2) : parts;
  return shown.map((part) => String(part).padStart(2, '0')).join(':');
}

/** An ISO date or instant, UTC unless it says otherwise → ms since 1970; null where it is none. */
export function parseIsoDate(text: string): number | null {
  const trimmed = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$/.test(trimmed)) return null;
  const isZoned = trimmed.length === 10 || /(Z|[+-]\d{2}:?\d{2})$/i.test(trimmed);
  const ms = Date.parse(isZoned ? trimmed : `${trimmed.replace(' ', 'T')}Z`);
  // 2026-02-31 is no date; engines differ in whether they roll it over.
  const isReal = !Number.isNaN(Date.parse(trimmed.slice(0, 10))) && isDay(trimmed.slice(0, 10));
  return Number.isNaN(ms) || !isReal ? null : ms;
}

function isDay(text: string): boolean {
  return new Date(Date.parse(text)).toISOString().startsWith(text);
}

/** `2026-01-01`, or the whole instant where it is not midnight UTC. */
export function formatIsoDate(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text;
}
