export type WaterfallBar = {
  readonly key: string;
  readonly label: string;
  readonly usd: number;
};

export type WaterfallRow = {
  readonly key: string;
  readonly label: string;
  readonly kind: 'start' | 'end' | 'adds' | 'saves';
  /** What the bar spans, low first. */
  readonly range: readonly [number, number];
  /** The bill after this row. */
  readonly runningUsd: number;
  /** The bill of a total, or what a step adds to it. */
  readonly usd: number;
};

/** Rows of a waterfall: a total, steps that hang from the one before, a total. */
export function waterfallRows(start: WaterfallBar, steps: readonly WaterfallBar[], end: WaterfallBar): WaterfallRow[] {
  let running = start.usd;
  const total = (bar: WaterfallBar, kind: 'start' | 'end'): WaterfallRow => ({
    ...bar,
    kind,
    range: [Math.min(0, bar.usd), Math.max(0, bar.usd)],
    runningUsd: bar.usd,
  });
  const middle = steps.map((step): WaterfallRow => {
    const before = running;
    running += step.usd;
    return {
      ...step,
      kind: step.usd > 0 ? 'adds' : 'saves',
      range: [Math.min(before, running), Math.max(before, running)],
      runningUsd: running,
    };
  });
  return [total(start, 'start'), ...middle, total(end, 'end')];
}
