export type Range = readonly [low: number, high: number];

/** The smallest span of whole steps that holds every value, within `limits`. */
export function stepRange(values: readonly number[], step: number, limits: Range = [-Infinity, Infinity]): Range {
  if (values.length === 0) return [0, step];
  // Steps are counted as integers, so that 0.1 + 0.2 does not become a tick label.
  const perUnit = 1 / step;
  const low = Math.floor(Math.min(...values) * perUnit + 1e-9) / perUnit;
  const high = Math.ceil(Math.max(...values) * perUnit - 1e-9) / perUnit;
  const wide = high > low ? high : low + step;
  const capped = Math.min(limits[1], wide);
  return [Math.max(limits[0], capped > low ? low : capped - step), capped];
}

/** Every multiple of the step in the range, or of 2, 5 or 10 steps where that would be too many ticks. */
export function ticksWithin([low, high]: Range, step: number): number[] {
  for (const factor of [1, 2, 5, 10, 20, 50]) {
    const perUnit = 1 / (step * factor);
    const first = Math.ceil(low * perUnit - 1e-9);
    const last = Math.floor(high * perUnit + 1e-9);
    if (last - first < 8) return Array.from({ length: last - first + 1 }, (_, index) => (first + index) / perUnit);
  }
  return [low, high];
}

/** About five even steps over a span of USD: 1, 2 or 5 times a power of ten. */
export function niceStep(values: readonly number[]): number {
  const span = values.length === 0 ? 0 : Math.max(...values) - Math.min(...values);
  const rough = (span > 0 ? span : Math.max(1, ...values)) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
}

export type LabelSpot = { readonly key: string; readonly side: 'left' | 'right'; readonly shiftPx: number };
type Place = { readonly key: string; readonly x: number; readonly quality: number };

const LINE_PX = 14;
const NEAR_SHARE = 0.25;

/** Where each label goes: towards the middle of the chart, and down a line where it would cover another. */
export function labelSpots(
  points: readonly Place[],
  x: Range,
  quality: Range,
  heightPx: number,
): ReadonlyMap<string, LabelSpot> {
  const shareOf = (value: number, [low, high]: Range) => (value - low) / (high - low || 1);
  const placed: { readonly side: string; readonly xShare: number; readonly yPx: number }[] = [];
  const spots = new Map<string, LabelSpot>();
  const downwards = [...points].sort((a, b) => b.quality - a.quality || a.x - b.x);
  for (const { key, ...point } of downwards) {
    const xShare = shareOf(point.x, x);
    const side = xShare > 0.62 ? 'left' : 'right';
    const wantedPx = (1 - shareOf(point.quality, quality)) * heightPx;
    let yPx = wantedPx;
    for (const other of placed)
      if (other.side === side && Math.abs(other.xShare - xShare) < NEAR_SHARE && Math.abs(yPx - other.yPx) < LINE_PX)
        yPx = other.yPx + LINE_PX;
    placed.push({ side, xShare, yPx });
    spots.set(key, { key, side, shiftPx: yPx - wantedPx });
  }
  return spots;
}
