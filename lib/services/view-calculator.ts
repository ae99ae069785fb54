import type { CalculatorAnswer, CalculatorView, ComparedOffer, WeekPrices } from '@/lib/domain/calculator-view';
import { WaybillError } from '@/lib/domain/errors';
import type { OfferId } from '@/lib/domain/ids';
import type { ServiceTier } from '@/lib/domain/usage';
import { dayOf, MS_PER_DAY } from '@/lib/engine/clock';
import { explainLine } from '@/lib/engine/explain-price';
import { datesWords, rateWords, UNIT_WORDS } from '@/lib/engine/explain-price-words';
import { passedTier } from '@/lib/engine/price-usage';
import {
  CALCULATOR_COUNTS,
  type CalculatorCount,
  type CalculatorParams,
  MAX_COMPARED,
} from '@/lib/schema/calculator-params';
import { DEFAULT_BOOKS, listBooks, type OpenStack, openStack } from './books';
import { type CallToPrice, explainerOf, findCallProblem, quoteCall, usdOf } from './price-call';
import { nameModels } from './studio-names';

const HOURS = 168;
const MS_PER_HOUR = 3_600_000;
const MS_PER_MINUTE = 60_000;
const MAX_CHANGES = 4;
const COUNT_FIELDS = Object.keys(CALCULATOR_COUNTS) as CalculatorCount[];

type Problems = { [field: string]: string };

/** Milliseconds of `2026-08-17T02:00` in UTC; now, to the minute, where nothing is said. */
function parseAt(text: string, nowMs: number, problems: Problems): number {
  const fallback = Math.floor(nowMs / MS_PER_MINUTE) * MS_PER_MINUTE;
  if (text === '') return fallback;
  const ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  problems.at = `not a date and time in UTC: ${text}`;
  return fallback;
}

function parseCounts(params: CalculatorParams, problems: Problems) {
  const counts: { [field in CalculatorCount]?: number } = {};
  for (const field of COUNT_FIELDS) {
    const text = params[field].replace(/[,_\s]/g, '');
    counts[field] = text === '' ? 0 : Number(text);
    if (text !== '' && !/^\d+$/.test(text)) problems[field] = `not a whole number from 0 on: ${params[field]}`;
  }
  return counts as { readonly [field in CalculatorCount]: number };
}

function toCall(params: CalculatorParams, nowMs: number, problems: Problems): CallToPrice {
  const atMs = parseAt(params.at, nowMs, problems);
  const counts = parseCounts(params, problems);
  const call = {
    model: params.model,
    atMs,
    tier: params.tier as ServiceTier,
    region: params.region.trim(),
    ...(Object.fromEntries(COUNT_FIELDS.map((field) => [CALCULATOR_COUNTS[field], counts[field]])) as {
      readonly [key in (typeof CALCULATOR_COUNTS)[CalculatorCount]]: number;
    }),
  };
  const found = Object.keys(problems).length > 0 ? null : findCallProblem(call);
  const field = COUNT_FIELDS.find((candidate) => CALCULATOR_COUNTS[candidate] === found?.field) ?? found?.field;
  if (found !== null && field !== undefined) problems[field] = found.message;
  return call;
}

/** Null where the price does not depend on the hour of the week. */
function weekOf(call: CallToPrice, opened: OpenStack): WeekPrices | null {
  const resolution = opened.resolve(call.model.trim());
  if (resolution === null || opened.stack.rowsOf(resolution.offerId).every((row) => row.clock === null)) return null;
  const day = dayOf(call.atMs);
  const mondayMs = (day - ((((day + 3) % 7) + 7) % 7)) * MS_PER_DAY;
  const quotes = Array.from({ length: HOURS }, (_, hour) => quoteCall(call, opened, mondayMs + hour * MS_PER_HOUR));
  const keyOf = (hour: number) => {
    const quote = quotes[hour] as (typeof quotes)[number];
    return usdOf(quote) ?? String(quote.lines);
  };
  const keys = [...new Set(quotes.map((_, hour) => keyOf(hour)))].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : Number(typeof a === 'string') - Number(typeof b === 'string'),
  );
  if (keys.length < 2) return null;
  const priceOfHour = quotes.map((_, hour) => keys.indexOf(keyOf(hour)));
  return {
    prices: keys.map((key, i) => ({
      usd: typeof key === 'number' ? key : null,
      unpriced: typeof key === 'string' ? key : null,
      hours: priceOfHour.filter((price) => price === i).length,
      atMs: mondayMs + priceOfHour.indexOf(i) * MS_PER_HOUR,
    })),
    priceOfHour,
    hour: Math.floor((call.atMs - mondayMs) / MS_PER_HOUR),
  };
}

/** Instants at which this very request comes to cost something else, newest first. */
function changesOf(offerId: OfferId, call: CallToPrice, opened: OpenStack): number[] {
  const usdAt = (atMs: number) => usdOf(quoteCall({ ...call, atMs }, opened, call.atMs));
  return [...opened.stack.dateEdgesMs(offerId)]
    .reverse()
    .filter((edgeMs) => usdAt(edgeMs - 1) !== usdAt(edgeMs))
    .slice(0, MAX_CHANGES);
}

function compareOn(model: string, call: CallToPrice, firstUsd: number | null, opened: OpenStack): ComparedOffer {
  const quote = quoteCall({ ...call, model }, opened);
  const usd = usdOf(quote);
  const offerId = quote.resolution?.offerId ?? model;
  return {
    model,
    name: nameModels([offerId], opened.books)[offerId] ?? model,
    usd,
    unpriced: typeof quote.lines === 'string' ? quote.lines : null,
    book: typeof quote.found === 'string' ? null : quote.found.book,
    pctOfFirst: usd === null || firstUsd === null || firstUsd === 0 ? null : (100 * usd) / firstUsd,
  };
}

function answerCall(call: CallToPrice, vs: readonly string[], opened: OpenStack): CalculatorAnswer {
  const quote = quoteCall(call, opened);
  const { found, lines, counts, resolution } = quote;
  const usd = usdOf(quote);
  const offerId = resolution?.offerId ?? null;
  const tier = typeof found === 'string' ? null : passedTier(found.row, counts.inputTokens);
  return {
    name: offerId === null ? call.model : (nameModels([offerId], opened.books)[offerId] ?? offerId),
    offerId,
    usd,
    unpriced: typeof lines === 'string' ? lines : null,
    usdPerThousand: usd === null ? null : usd * 1000,
    lines:
      typeof lines === 'string'
        ? []
        : lines.map((line) => ({
            label: UNIT_WORDS[line.unit],
            units: line.units,
            rate: rateWords(line.unit, line.usdPerMillion),
            usd: line.usd,
            why: explainLine(line, counts, tier),
          })),
    row:
      typeof found === 'string'
        ? null
        : {
            book: found.book,
            version: explainerOf(opened).versionOf(found.book),
            dates: datesWords(found.row),
            serviceTier: found.row.serviceTier,
            region: found.row.region ?? null,
            sourceUrl: found.row.sourceUrl,
            checkedOn: found.row.checkedOn,
          },
    explanation: explainerOf(opened).explain(quote),
    others: vs.slice(0, MAX_COMPARED).map((model) => compareOn(model, call, usd, opened)),
    week: weekOf(call, opened),
    changesMs: offerId === null ? [] : changesOf(offerId, call, opened),
  };
}

/** One request priced as the address says; what is wrong with a field is said at the field. */
export async function viewCalculator(params: CalculatorParams, nowMs: number): Promise<CalculatorView> {
  const problems: Problems = {};
  const call = toCall(params, nowMs, problems);
  const books = (await listBooks()).map(({ name, offers }) => ({ name, offers }));
  const stack = params.books ?? DEFAULT_BOOKS;
  const opened = await openStack(stack).catch((cause) => {
    if (!(cause instanceof WaybillError)) throw cause;
    problems.books = cause.message;
    return null;
  });
  const isReady = opened !== null && call.model.trim() !== '' && Object.keys(problems).length === 0;
  return { atMs: call.atMs, problems, books, stack, answer: isReady ? answerCall(call, params.vs, opened) : null };
}
