import { type Range, stepRange } from './scatter-layout';

/** A plan on the frontier. Qualities, and the interval's ends, on the chart's scale: relative to today or a mean score. */
export type FrontierPoint = {
  readonly savingsPct: number;
  readonly quality: number;
  /** No policy made of the same models saves more at this quality. */
  readonly boundSavingsPct?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
};

export type PlotArea = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
export type Scales = { readonly x: (savingsPct: number) => number; readonly y: (quality: number) => number };

export const SAVINGS_STEP = 10;
const QUALITY_STEP = 0.05;
/** Where all qualities lie near to each other. */
const FINE_QUALITY_STEP = 0.01;
const NEAR_QUALITIES = 0.12;
/** Dearer than this would squeeze all others together at one edge. */
export const LEAST_DRAWN_PCT = -150;

/** The worst saving first, which has the best quality. */
export function sortFrontier(points: readonly FrontierPoint[]): readonly FrontierPoint[] {
  return [...points].sort((a, b) => a.savingsPct - b.savingsPct || b.quality - a.quality);
}

export function savingsRange(values: readonly number[]): Range {
  return stepRange(
    values.map((value) => Math.max(LEAST_DRAWN_PCT, value)),
    SAVINGS_STEP,
    [Number.NEGATIVE_INFINITY, 100],
  );
}

/** What the ticks of these qualities are multiples of. */
export function qualityStep(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values) < NEAR_QUALITIES ? FINE_QUALITY_STEP : QUALITY_STEP;
}

export function qualityRange(values: readonly number[]): Range {
  return stepRange(values, qualityStep(values), [0, Number.POSITIVE_INFINITY]);
}

export function scalesFor({ left, top, width, height }: PlotArea, x: Range, y: Range): Scales {
  return {
    x: (savingsPct) => left + ((savingsPct - x[0]) / (x[1] - x[0])) * width,
    y: (quality) => top + (1 - (quality - y[0]) / (y[1] - y[0])) * height,
  };
}

function between(a: number | null | undefined, b: number | null | undefined, share: number): number | null {
  return a == null || b == null ? null : a + share * (b - a);
}

/** The plan at a position: 2.25 lies a quarter of the way from the third vertex to the fourth. Exact: plans mix. */
export function pointAt(frontier: readonly FrontierPoint[], position: number): FrontierPoint | null {
  const held = Math.min(Math.max(position, 0), frontier.length - 1);
  const index = Math.floor(held);
  const from = frontier[index];
  const to = frontier[index + 1];
  if (from === undefined) return null;
  if (to === undefined || held === index) return from;
  const share = held - index;
  return {
    savingsPct: from.savingsPct + share * (to.savingsPct - from.savingsPct),
    quality: from.quality + share * (to.quality - from.quality),
    boundSavingsPct: between(from.boundSavingsPct, to.boundSavingsPct, share),
    low: between(from.low, to.low, share),
    high: between(from.high, to.high, share),
  };
}

/** This near to a vertex, in pixels, the vertex is meant: its plan needs no split. */
const SNAP_PX = 6;

export type Nearest = { readonly position: number; readonly distancePx: number };

/** The position on the frontier that is nearest to a pixel. */
export function nearestPosition(
  frontier: readonly FrontierPoint[],
  { x, y }: Scales,
  atX: number,
  atY: number,
): Nearest | null {
  let best: Nearest | null = null;
  for (const [index, from] of frontier.entries()) {
    const to = frontier[index + 1] ?? from;
    const [x0, y0] = [x(from.savingsPct), y(from.quality)];
    const [dx, dy] = [x(to.savingsPct) - x0, y(to.quality) - y0];
    const length = Math.hypot(dx, dy);
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((atX - x0) * dx + (atY - y0) * dy) / length ** 2));
    const share = along * length < SNAP_PX ? 0 : (1 - along) * length < SNAP_PX ? 1 : along;
    const distancePx = Math.hypot(x0 + along * dx - atX, y0 + along * dy - atY);
    if (best === null || distancePx < best.distancePx) best = { position: index + share, distancePx };
  }
  return best;
}

/** Whether a point saves more than the frontier at its quality: it speaks of fewer calls. Sorted as `sortFrontier` does. */
export function isBeyond(frontier: readonly FrontierPoint[], { savingsPct, quality }: FrontierPoint): boolean {
  const index = frontier.findLastIndex((point) => point.quality >= quality);
  const from = frontier[index];
  if (from === undefined) return frontier.length > 0;
  const to = frontier[index + 1];
  const share = to === undefined ? 0 : (from.quality - quality) / (from.quality - to.quality);
  const most = from.savingsPct + share * ((to ?? from).savingsPct - from.savingsPct);
  return savingsPct > most + SEEN_PCT;
}

/** Less is not seen on a chart. */
const SEEN_PCT = 0.5;

const px = (value: number) => Math.round(value * 100) / 100;

/** A polyline through pixels as a path. */
export function pathOf(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('');
}

/** The interval around the frontier as closed areas: one for each run of points whose interval is known. */
export function bandPath(frontier: readonly FrontierPoint[], { x, y }: Scales): string {
  let path = '';
  let run: { x: number; low: number; high: number }[] = [];
  const close = () => {
    if (run.length > 1) {
      const upper = run.map((at) => [at.x, y(at.high)] as const);
      const lower = run.map((at) => [at.x, y(at.low)] as const).reverse();
      path += `${pathOf([...upper, ...lower])}Z`;
    }
    run = [];
  };
  for (const { savingsPct, low, high } of frontier) {
    if (low == null || high == null) close();
    else run.push({ x: x(savingsPct), low, high });
  }
  close();
  return path;
}

/** Everything to the right of the bound, where no policy of these models is; '' where no bound is known. */
export function boundPath(frontier: readonly FrontierPoint[], { x, y }: Scales, area: PlotArea): string {
  const known = frontier.flatMap(({ boundSavingsPct, quality }) =>
    boundSavingsPct == null ? [] : [[x(boundSavingsPct), y(quality)] as const],
  );
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return '';
  const right = area.left + area.width;
  return `${pathOf([[first[0], area.top], ...known, [last[0], area.top + area.height], [right, area.top + area.height], [right, area.top]])}Z`;
}

const TIP_GAP_PX = 14;
const NARROW_PX = 480;

export type TipPlace = {
  readonly left?: number;
  readonly right?: number;
  readonly top?: number | string;
  readonly bottom?: number;
};

/** Beside what is pointed at, towards the middle of the chart; under a narrow chart. */
export function tipPlace(
  { x, y }: Scales,
  point: Pick<FrontierPoint, 'savingsPct' | 'quality'>,
  width: number,
  height: number,
): TipPlace {
  if (width < NARROW_PX) return { left: 0, right: 0, top: '100%' };
  const [atX, atY] = [x(point.savingsPct), y(point.quality)];
  const across = atX > width / 2 ? { right: width - atX + TIP_GAP_PX } : { left: atX + TIP_GAP_PX };
  return atY > height / 2 ? { ...across, bottom: height - atY } : { ...across, top: Math.max(0, atY - TIP_GAP_PX) };
}
