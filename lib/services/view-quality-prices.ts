import type { CellTable, Cuts } from '@/lib/domain/cube';
import type { RateCard } from '@/lib/domain/price';
import { SERVICE_TIERS, UNITS } from '@/lib/domain/usage';
import type { CallPrice } from '@/lib/engine/data-quality-costs';
import { getOrCreate } from '@/lib/engine/get-or-create';
import { type FoundPrice, priceTimeAt, type Unpriced } from '@/lib/engine/price-stack';
import { cardFor, priceUnits, rateVector } from '@/lib/engine/price-usage';
import { createCutter } from '@/lib/usage/cutter';
import type { RequestBatch } from '@/lib/usage/request-batch';
import type { OpenStack } from './books';

const STANDARD = SERVICE_TIERS.indexOf('standard');
const INPUT = UNITS.indexOf('input');
const CACHE_READ = UNITS.indexOf('cacheRead');

type DatedPrice = { readonly found: FoundPrice | Unpriced; readonly batch: FoundPrice | null };
type Slot = { readonly now: DatedPrice; readonly day: DatedPrice };

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** One request at the scenario's date and at its own day's prices. */
export type PricedRequest = { now: Mutable<CallPrice>; day: Mutable<CallPrice>; isNearest: boolean };

/**
 * Prices a row of a batch into `into`, or says why it cannot; `withDay` also fills all but `now.usd`. The object is
 * reused: a new one for each of ten million rows would cost more than the pricing.
 */
export type RequestPricer = (
  batch: RequestBatch,
  row: number,
  withDay: boolean,
  into: PricedRequest,
) => 'priced' | Unpriced;

const noPrice = (): Mutable<CallPrice> => ({ usd: Number.NaN, batchUsd: Number.NaN, cacheSavingUsd: Number.NaN });

export function createPricedRequest(): PricedRequest {
  return { now: noPrice(), day: noPrice(), isNearest: false };
}

/** Disjoint billable units in the order of UNITS: `billableUnits` without an object for each row. */
function fillUnits(units: Float64Array, batch: RequestBatch, row: number): void {
  const read = batch.cacheReadTokens[row] as number;
  const write = batch.cacheWriteTokens[row] as number;
  const write1h = batch.cacheWrite1hTokens[row] as number;
  const audio = batch.inputAudioTokens[row] as number;
  const image = batch.inputImageTokens[row] as number;
  const reasoning = batch.reasoningTokens[row] as number;
  const spoken = batch.outputAudioTokens[row] as number;
  const drawn = batch.outputImageTokens[row] as number;
  units[0] = (batch.inputTokens[row] as number) - read - write - write1h - audio - image;
  units[1] = read;
  units[2] = write;
  units[3] = write1h;
  units[4] = audio;
  units[5] = image;
  units[6] = (batch.outputTokens[row] as number) - reasoning - spoken - drawn;
  units[7] = reasoning;
  units[8] = spoken;
  units[9] = drawn;
  units[10] = batch.webSearches[row] as number;
  units[11] = batch.requests[row] as number;
}

/** Prices stored requests one by one; rows in force are looked up once for each class that `cuts` tell apart. */
export function createRequestPricer(
  labels: CellTable['labels'],
  cuts: Cuts,
  { stack, resolve }: OpenStack,
  asOf: 'logged' | number,
): RequestPricer {
  const offers = labels.model.map((name) => {
    const offerId = resolve(name)?.offerId ?? null;
    return { offerId, isRegional: offerId !== null && stack.rowsOf(offerId).some((row) => row.region != null) };
  });
  const cutter = createCutter(cuts);
  const clockClasses = 2 ** cuts.clocks.length;
  const slotsOfModel = offers.map(() => new Map<number, Slot>());
  const vectors = new Map<RateCard, Float64Array>();
  const vectorOf = (card: RateCard) => getOrCreate(vectors, card, () => rateVector(card));
  const units = new Float64Array(UNITS.length);

  const slotOf = (model: number, timeMs: number, tier: number, regionId: number): Slot => {
    const { offerId, isRegional } = offers[model] as (typeof offers)[number];
    const region = isRegional ? regionId : 0;
    const timeClass = cutter.dateInterval(timeMs) * clockClasses + cutter.clockMask(timeMs);
    const key = (timeClass * SERVICE_TIERS.length + tier) * labels.region.length + region;
    return getOrCreate(slotsOfModel[model] as Map<number, Slot>, key, () => {
      const priceAt = (dateMs: number): DatedPrice => {
        if (offerId === null) return { found: 'unknown model', batch: null };
        const time = priceTimeAt(timeMs, dateMs, labels.region[region]);
        const batch = tier === STANDARD ? stack.find(offerId, time, 'batch') : 'unknown model';
        return {
          found: stack.find(offerId, time, SERVICE_TIERS[tier] ?? 'standard'),
          batch: typeof batch === 'string' || batch.standardInstead ? null : batch,
        };
      };
      const day = priceAt(timeMs);
      return { day, now: asOf === 'logged' ? day : priceAt(asOf) };
    });
  };

  const isSame = (a: FoundPrice | Unpriced, b: FoundPrice | Unpriced) =>
    a === b || (typeof a === 'object' && typeof b === 'object' && a.row === b.row);

  /** Prices `units`; the sums are NaN for what is not known. */
  const priceAt = (
    { found, batch }: DatedPrice,
    inputTokens: number | null,
    isFull: boolean,
    into: Mutable<CallPrice>,
  ): 'priced' | Unpriced => {
    if (typeof found === 'string') return found;
    const rates = vectorOf(cardFor(found.row, inputTokens));
    const usd = priceUnits(units, rates);
    if (typeof usd === 'string') return usd;
    into.usd = usd;
    if (!isFull) return 'priced';
    const batchUsd = batch === null ? Number.NaN : priceUnits(units, vectorOf(cardFor(batch.row, inputTokens)));
    into.batchUsd = typeof batchUsd === 'string' ? Number.NaN : batchUsd;
    const perMtok = (rates[INPUT] as number) - (rates[CACHE_READ] as number);
    const isKnown = (units[CACHE_READ] as number) === 0 && perMtok > 0;
    into.cacheSavingUsd = isKnown ? ((units[INPUT] as number) * perMtok) / 1e6 : Number.NaN;
    return 'priced';
  };

  return (batch, row, withDay, into) => {
    const model = batch.model[row] as number;
    if (labels.model[model] === '') return 'no model name';
    fillUnits(units, batch, row);
    const inputTokens = batch.aggregate[row] === 1 ? null : (batch.inputTokens[row] as number);
    const { now, day } = slotOf(
      model,
      batch.timeMs[row] as number,
      batch.serviceTier[row] as number,
      batch.region[row] as number,
    );
    const priced = priceAt(now, inputTokens, withDay, into.now);
    if (priced !== 'priced' || !withDay) return priced;
    into.isNearest = typeof now.found === 'object' && now.found.extrapolated;
    if (isSame(now.found, day.found)) Object.assign(into.day, into.now);
    else if (priceAt(day, inputTokens, true, into.day) !== 'priced') Object.assign(into.day, noPrice());
    return priced;
  };
}
