import type { HistoryBook, HistoryStep, OfferHistory } from '@/lib/domain/offer-history';
import type { Unit } from '@/lib/domain/usage';

/**
 * One instant of the chart. For book i: `line{i}` a price that is stated, `gap{i}` the nearest one of a gap, `band{i}`
 * the cheapest and the dearest hour where they differ. Each edge comes twice: as it was before and as it is after.
 */
export type HistoryRow = { readonly timeMs: number } & {
  readonly [series: `line${number}` | `gap${number}`]: number | null;
} & { readonly [series: `band${number}`]: readonly [number, number] | null };

type Span = NonNullable<OfferHistory['span']>;

function stepAt({ steps }: HistoryBook, timeMs: number, side: 'before' | 'after'): HistoryStep | null {
  const found = steps.find(({ fromMs, toMs }) => {
    const from = fromMs ?? -Infinity;
    const to = toMs ?? Infinity;
    return side === 'after' ? from <= timeMs && timeMs < to : from < timeMs && timeMs <= to;
  });
  return found ?? null;
}

/** The price of one class in every book at every date on which any of them changes, from end to end of the span. */
export function historyRows(books: readonly HistoryBook[], unit: Unit, span: Span): HistoryRow[] {
  const inside = (timeMs: number | null) => timeMs !== null && timeMs > span.fromMs && timeMs < span.toMs;
  const edges = new Set(
    books.flatMap(({ steps }) => steps.flatMap(({ fromMs, toMs }) => [fromMs, toMs].filter(inside) as number[])),
  );
  const rowAt = (timeMs: number, side: 'before' | 'after') => {
    const row: { [series: string]: number | readonly [number, number] | null } = { timeMs };
    for (const [i, book] of books.entries()) {
      const step = stepAt(book, timeMs, side);
      const range = step?.rates[unit] ?? null;
      row[`line${i}`] = step === null || step.isExtrapolated ? null : (range?.low ?? null);
      row[`gap${i}`] = step?.isExtrapolated ? (range?.low ?? null) : null;
      row[`band${i}`] = range !== null && range.low !== range.high ? [range.low, range.high] : null;
    }
    return row as HistoryRow;
  };
  return [
    rowAt(span.fromMs, 'after'),
    ...[...edges].sort((a, b) => a - b).flatMap((edge) => [rowAt(edge, 'before'), rowAt(edge, 'after')]),
    rowAt(span.toMs, 'before'),
  ];
}

const MONTHS_PER_TICK = [1, 2, 3, 6, 12, 24, 60] as const;
const MAX_TICKS = 7;

/** First days of months to write under the axis: no more than can be read. */
export function monthTicks({ fromMs, toMs }: Span): number[] {
  const start = new Date(fromMs);
  const first = start.getUTCFullYear() * 12 + start.getUTCMonth() + 1;
  const end = new Date(toMs);
  const last = end.getUTCFullYear() * 12 + end.getUTCMonth();
  const every = MONTHS_PER_TICK.find((months) => (last - first) / months < MAX_TICKS) ?? 120;
  const ticks: number[] = [];
  for (let month = Math.ceil(first / every) * every; month <= last; month += every)
    ticks.push(Date.UTC(Math.floor(month / 12), month % 12, 1));
  return ticks;
}

/** 1, 2 and 5 of every power of ten that a logarithmic axis from `low` to `high` needs, both ends covered. */
export function logTicks(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high * 10; power++)
    for (const digit of [1, 2, 5]) ticks.push(Number((digit * 10 ** power).toPrecision(1)));
  const from = ticks.findLastIndex((tick) => tick <= low);
  const to = ticks.findIndex((tick) => tick >= high);
  const within = ticks.slice(Math.max(0, from), to + 1);
  return within.length > 8
    ? within.filter((tick, i) => i === 0 || i === within.length - 1 || /^[0.]*1/.test(String(tick)))
    : within;
}
