import { findWorkload, listWorkloads } from '@/db/queries/workloads';
import { type OfferId, parseOfferId } from '@/lib/domain/ids';
import type { HistoryBook, HistoryStep, OfferHistory, PriceChange, PriceRange } from '@/lib/domain/offer-history';
import type { PriceBook } from '@/lib/domain/price';
import { UNITS, type Unit } from '@/lib/domain/usage';
import { MS_PER_DAY } from '@/lib/engine/clock';
import { createPriceStack } from '@/lib/engine/price-stack';
import { type PriceStep, priceSteps } from '@/lib/engine/price-steps';
import { rollUp } from '@/lib/engine/roll-up';
import { DEFAULT_BOOKS, listBooks, openStack } from './books';
import { getDatabase } from './database';
import { loadCutCells } from './simulate-workload';

/** Bars a chart this wide can show side by side. */
const MAX_BARS = 90;
const BAR_DAYS = [1, 7, 28, 91] as const;
/** Of the whole span, to either side. */
const MARGIN = 0.03;

function rangesOf({ hours }: PriceStep): HistoryStep['rates'] {
  const ranges: { [unit in Unit]?: PriceRange } = {};
  for (const unit of UNITS) {
    const prices = hours.flatMap(({ found }) => found.row.rates[unit] ?? []);
    if (prices.length > 0) ranges[unit] = { low: Math.min(...prices), high: Math.max(...prices) };
  }
  return ranges;
}

function historyOf(book: PriceBook, offerId: OfferId): HistoryBook {
  const steps = priceSteps(createPriceStack([book]), offerId, 'standard').map((step) => ({
    fromMs: step.fromMs,
    toMs: step.toMs,
    isExtrapolated: step.extrapolated,
    clocks: step.hours.flatMap(({ clock }) => (clock === null ? [] : [clock])),
    rates: rangesOf(step),
  }));
  return { book: book.name, isObserved: book.observed, steps };
}

const isSame = (a: PriceRange | undefined, b: PriceRange | undefined) => a?.low === b?.low && a?.high === b?.high;

function changesOf({ book, steps }: HistoryBook): PriceChange[] {
  const stated = steps.filter(({ isExtrapolated }) => !isExtrapolated);
  return stated.flatMap((step, i): PriceChange[] => {
    if (step.fromMs === null) return [];
    const before = stated[i - 1];
    const classes = UNITS.filter((unit) => !isSame(before?.rates[unit], step.rates[unit])).map((unit) => ({
      unit,
      before: before?.rates[unit] ?? null,
      after: step.rates[unit] ?? null,
    }));
    // An observed gap between two equal prices changed nothing.
    if (classes.length === 0 && before?.toMs !== step.fromMs) return [];
    return [{ atMs: step.fromMs, book, classes, isOtherOnly: classes.length === 0, isFirst: before === undefined }];
  });
}

/** Calls of the workload that were answered by this very offer, by days or longer bars. */
async function callsOf(
  offerId: OfferId,
  name: string | null,
  books: readonly PriceBook[],
): Promise<OfferHistory['calls']> {
  const database = await getDatabase();
  const workload = findWorkload(database, name ?? listWorkloads(database).at(-1)?.name ?? '');
  if (workload === null) return null;
  const own = books.map((book) => book.name).filter((book) => !DEFAULT_BOOKS.includes(book));
  const { resolve } = await openStack([...DEFAULT_BOOKS, ...own]);
  const { length, dimensions, measures, labels } = rollUp(loadCutCells(database, workload, workload.cuts), [
    'day',
    'model',
  ]);
  const isOwn = labels.model.map((label) => label !== '' && resolve(label)?.offerId === offerId);
  const requestsOf = new Map<number, number>();
  for (let i = 0; i < length; i++) {
    if (!isOwn[dimensions.model[i] as number]) continue;
    const day = dimensions.day[i] as number;
    requestsOf.set(day, (requestsOf.get(day) ?? 0) + (measures.requests[i] as number));
  }
  const days = [...requestsOf.keys()].sort((a, b) => a - b);
  const [firstDay = 0] = days;
  const span = (days.at(-1) ?? 0) - firstDay + 1;
  const size = BAR_DAYS.find((width) => span / width <= MAX_BARS) ?? Math.ceil(span / MAX_BARS);
  const byBar = new Map<number, number>();
  for (const [day, requests] of requestsOf) {
    const bar = Math.floor((day - firstDay) / size);
    byBar.set(bar, (byBar.get(bar) ?? 0) + requests);
  }
  return {
    workload: workload.name,
    requests: [...requestsOf.values()].reduce((sum, requests) => sum + requests, 0),
    bars: [...byBar]
      .sort(([a], [b]) => a - b)
      .map(([bar, requests]) => ({
        fromMs: (firstDay + bar * size) * MS_PER_DAY,
        toMs: (firstDay + (bar + 1) * size) * MS_PER_DAY,
        requestsPerDay: requests / size,
      })),
  };
}

function spanOf(books: readonly HistoryBook[], calls: OfferHistory['calls'], nowMs: number): OfferHistory['span'] {
  const dates = books.flatMap(({ steps }) => steps.flatMap(({ fromMs, toMs }) => [fromMs ?? [], toMs ?? []].flat()));
  if (dates.length === 0) return null;
  const ends = [...dates, nowMs, ...(calls?.bars ?? []).flatMap(({ fromMs, toMs }) => [fromMs, toMs])];
  const fromMs = Math.min(...ends);
  const toMs = Math.max(...ends);
  const margin = (toMs - fromMs) * MARGIN;
  return { fromMs: Math.floor(fromMs - margin), toMs: Math.ceil(toMs + margin) };
}

/** The price history of an offer in every book that has it, beside the calls of a workload (else of the newest). */
export async function viewHistory(name: string, workload: string | null = null): Promise<OfferHistory> {
  const offerId = parseOfferId(name);
  const { books } = await openStack((await listBooks()).map((book) => book.name));
  const own = books.filter((book) => book.rows.some((row) => row.offerId === offerId));
  const histories = own.map((book) => historyOf(book, offerId)).filter(({ steps }) => steps.length > 0);
  const calls = await callsOf(offerId, workload, own);
  const nowMs = Date.now();
  return {
    offerId,
    books: histories,
    changes: histories.flatMap(changesOf).sort((a, b) => b.atMs - a.atMs),
    calls: calls !== null && calls.requests > 0 ? calls : null,
    span: spanOf(histories, calls, nowMs),
    nowMs,
  };
}
