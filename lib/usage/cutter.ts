import type { Cuts } from '@/lib/domain/cube';
import type { ClockWindow } from '@/lib/domain/price';
import { isInClock } from '@/lib/engine/clock';
import { MAX_CLOCKS } from '@/lib/engine/cuts';

const DAY_SECONDS = 86_400;
/** 1970-01-01 was a Thursday; Sunday is 0. */
const EPOCH_WEEKDAY = 4;
/** Sizes whose band is looked up; a binary search of random sizes mispredicts most of its branches. */
const TABLED_SIZES = 65_536;

export type Cutter = {
  /** How many size edges are ≤ n. */
  readonly sizeBand: (inputTokens: number) => number;
  /** How many date edges are ≤ t. */
  readonly dateInterval: (timeMs: number) => number;
  /** Bit i is set when the instant lies in a window of clock i. */
  readonly clockMask: (timeMs: number) => number;
};

export function createCutter(cuts: Cuts): Cutter {
  const sizeEdges = Float64Array.from(cuts.sizeEdges);
  const dateEdges = Float64Array.from(cuts.dateEdgesMs);
  if (cuts.clocks.length > MAX_CLOCKS) throw new Error(`more than ${MAX_CLOCKS} sets of hours: ${cuts.clocks.length}`);
  const isZoned = cuts.clocks.map((windows) => windows.some(({ timeZone }) => timeZone !== undefined));
  const bandOfSmall = Uint8Array.from({ length: sizeEdges.length < 256 ? TABLED_SIZES : 0 }, (_, n) =>
    edgesUpTo(sizeEdges, n),
  );
  return {
    sizeBand: (tokens) =>
      tokens < bandOfSmall.length ? (bandOfSmall[tokens] as number) : edgesUpTo(sizeEdges, tokens),
    dateInterval: (timeMs) => (dateEdges.length === 0 ? 0 : edgesUpTo(dateEdges, timeMs)),
    clockMask(timeMs) {
      if (cuts.clocks.length === 0) return 0;
      const second = Math.floor(timeMs / 1000);
      const day = Math.floor(second / DAY_SECONDS);
      const weekday = (((day + EPOCH_WEEKDAY) % 7) + 7) % 7;
      const secondOfDay = second - day * DAY_SECONDS;
      let mask = 0;
      for (let i = 0; i < cuts.clocks.length; i++) {
        const windows = cuts.clocks[i] as readonly ClockWindow[];
        const isIn = isZoned[i] ? isInClock(windows, timeMs) : windows.some((w) => holds(w, weekday, secondOfDay));
        if (isIn) mask |= 1 << i;
      }
      return mask;
    },
  };
}

function holds(window: ClockWindow, weekday: number, secondOfDay: number): boolean {
  return (
    ((window.weekdays >> weekday) & 1) === 1 && secondOfDay >= window.startSecond && secondOfDay < window.endSecond
  );
}

/** Binary search: the count of ascending `edges` that are ≤ value. */
function edgesUpTo(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
