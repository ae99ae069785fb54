import { type CellTable, NO_SIZE_BAND } from '@/lib/domain/cube';
import type { OfferId } from '@/lib/domain/ids';
import type { ContextTier, RateCard } from '@/lib/domain/price';
import type { ViolationKind } from '@/lib/domain/simulation';
import { SERVICE_TIERS, type ServiceTier, UNITS, type Unit } from '@/lib/domain/usage';
import { clockKey } from './clock';
import type { Target } from './compile-route';
import { getOrCreate } from './get-or-create';
import { bandFloor } from './match';
import type { FoundPrice, PriceTime, Unpriced } from './price-stack';
import { cardFor, passedTier, priceUnits, rateVector } from './price-usage';
import type { ReplayContext } from './replay-context';
import type { Tally } from './tally';

/** What is said about cells beside their price: 1 where it holds. */
export type PriceNotes = {
  readonly violations: Tally<ViolationKind>;
  readonly cacheAtInputPrice: Uint8Array;
  readonly extrapolated: Uint8Array;
};

/** What a model bills for all calls of a cell, in USD. `outputTokens`: what each call writes, null for as logged. */
export type CellPricer = (
  target: Target,
  cell: number,
  tier: ServiceTier,
  outputTokens: number | null,
) => number | Unpriced;

/** A cell's bill taken apart: the row and card that priced it, and what it bills of each class, in the order of `UNITS`. */
export type ItemisedCell = {
  readonly found: FoundPrice;
  readonly card: RateCard;
  /** The context tier that applies; null is the base price. */
  readonly contextTier: ContextTier | null;
  /** The row has context tiers and the cell's calls have no size of their own: the base price. */
  readonly isSizeUnknown: boolean;
  readonly units: Float64Array;
};

export type CellPricing = {
  readonly price: CellPricer;
  /** What `price` adds up, for who asks; the units are a copy. Throws an Error for a cell that has no price. */
  readonly itemise: (target: Target, cell: number, tier: ServiceTier, outputTokens: number | null) => ItemisedCell;
};

type PricedRow = { readonly found: FoundPrice; readonly rates: Map<RateCard, Float64Array> };

const AT = Object.fromEntries(UNITS.map((unit, i) => [unit, i])) as { readonly [unit in Unit]: number };

/** Fills `units` (in the order of `UNITS`) with what a target bills for a cell: whole tokens summed first, then scaled. */
function createUnitFiller(measures: CellTable['measures'], promptCacheKept: number) {
  const units = new Float64Array(UNITS.length);
  return (target: Target, cell: number, outputTokens: number | null): Float64Array => {
    const { inputFactor, outputFactor } = target;
    const kept = target.moved ? promptCacheKept : 1;
    const requests = measures.requests[cell] as number;
    const read = measures.cacheReadTokens[cell] as number;
    const write = measures.cacheWriteTokens[cell] as number;
    const write1h = measures.cacheWrite1hTokens[cell] as number;
    const audio = measures.inputAudioTokens[cell] as number;
    const image = measures.inputImageTokens[cell] as number;
    const uncached = (measures.inputTokens[cell] as number) - read - write - write1h - audio - image;
    units[AT.input] = inputFactor * (kept === 1 ? uncached : uncached + (1 - kept) * (read + write + write1h));
    units[AT.cacheRead] = inputFactor * kept * read;
    units[AT.cacheWrite] = inputFactor * kept * write;
    units[AT.cacheWrite1h] = inputFactor * kept * write1h;
    units[AT.inputAudio] = inputFactor * audio;
    units[AT.inputImage] = inputFactor * image;
    units[AT.request] = requests;
    if (outputTokens !== null) {
      // A judge writes its verdict and searches nothing.
      units.fill(0, AT.reasoning, AT.request);
      units[AT.output] = outputTokens * requests;
      return units;
    }
    const reasoning = measures.reasoningTokens[cell] as number;
    const spoken = measures.outputAudioTokens[cell] as number;
    const drawn = measures.outputImageTokens[cell] as number;
    units[AT.output] = outputFactor * ((measures.outputTokens[cell] as number) - reasoning - spoken - drawn);
    units[AT.reasoning] = outputFactor * reasoning;
    units[AT.outputAudio] = outputFactor * spoken;
    units[AT.outputImage] = outputFactor * drawn;
    units[AT.webSearch] = measures.webSearches[cell] as number;
    return units;
  };
}

/** By cell, the number of its date interval and clock mask, counted from 0 as they first occur. */
function numberTimes({ dimensions, length }: CellTable): Int32Array {
  const numbers = new Map<number, Map<number, number>>();
  const numberOf = new Int32Array(length);
  let count = 0;
  for (let cell = 0; cell < length; cell++) {
    const interval = dimensions.dateInterval[cell] as number;
    const mask = dimensions.clockMask[cell] as number;
    // Neighbours are mostly of one time.
    if (cell > 0 && dimensions.dateInterval[cell - 1] === interval && dimensions.clockMask[cell - 1] === mask) {
      numberOf[cell] = numberOf[cell - 1] as number;
      continue;
    }
    const ofInterval = getOrCreate(numbers, interval, () => new Map<number, number>());
    numberOf[cell] = getOrCreate(ofInterval, mask, () => count++);
  }
  return numberOf;
}

function costsCachedAsInput(units: Float64Array, card: RateCard): boolean {
  if (card.cacheRead === undefined && (units[AT.cacheRead] as number) > 0) return true;
  if (card.cacheWrite !== undefined) return false;
  return (
    (units[AT.cacheWrite] as number) > 0 || (card.cacheWrite1h === undefined && (units[AT.cacheWrite1h] as number) > 0)
  );
}

/**
 * Prices whole cells. Rows in force are looked up once for each offer, interval, clock mask and service tier.
 * Throws an Error when a clock window in play is missing from the table's cuts.
 */
export function createCellPricer(
  table: CellTable,
  { policy, asOf, stack }: ReplayContext,
  notes: PriceNotes,
): CellPricing {
  const { dimensions, cuts } = table;
  const fillUnits = createUnitFiller(table.measures, policy.assumptions?.promptCacheKept ?? 0);
  const clockBits = new Map(cuts.clocks.map((windows, bit) => [clockKey(windows), 1 << bit]));

  const timeOf = (interval: number, clockMask: number, region: string): PriceTime => {
    const loggedMs = interval === 0 ? (cuts.dateEdgesMs[0] ?? 0) - 1 : (cuts.dateEdgesMs[interval - 1] as number);
    return {
      dateMs: asOf === 'logged' ? loggedMs : asOf,
      isIn: (windows) => {
        const bit = clockBits.get(clockKey(windows));
        if (bit === undefined) throw new Error(`cells are not cut at the hours ${clockKey(windows)}`);
        return (clockMask & bit) !== 0;
      },
      region,
    };
  };

  const slots = numberTimes(table);
  type Shelf = { readonly isRegional: boolean; readonly rows: (PricedRow | Unpriced | undefined)[][] };
  const shelves = new Map<OfferId, Shelf>();
  const newShelf = (offerId: OfferId): Shelf => {
    const shelf = { isRegional: stack.rowsOf(offerId).some((row) => row.region != null), rows: [] };
    shelves.set(offerId, shelf);
    return shelf;
  };
  const rowOf = (offerId: OfferId, cell: number, tier: ServiceTier): PricedRow | Unpriced => {
    const shelf = shelves.get(offerId) ?? newShelf(offerId);
    const region = shelf.isRegional ? (dimensions.region[cell] as number) : 0;
    shelf.rows[region] ??= [];
    const rows = shelf.rows[region];
    const at = (slots[cell] as number) * SERVICE_TIERS.length + SERVICE_TIERS.indexOf(tier);
    const known = rows[at];
    if (known !== undefined) return known;
    const interval = dimensions.dateInterval[cell] as number;
    const time = timeOf(interval, dimensions.clockMask[cell] as number, table.labels.region[region] ?? '');
    const found = stack.find(offerId, time, tier);
    const row = typeof found === 'string' ? found : { found, rates: new Map() };
    rows[at] = row;
    return row;
  };

  /** The size that context tiers are compared with; null where calls have none of their own. */
  const sizeOf = (target: Target, cell: number): number | null => {
    const band = dimensions.sizeBand[cell] as number;
    return band === NO_SIZE_BAND ? null : bandFloor(cuts.sizeEdges, band) * target.inputFactor;
  };

  const price: CellPricer = (target, cell, tier, outputTokens) => {
    if (target.offerId === null) return 'unknown model';
    const priced = rowOf(target.offerId, cell, tier);
    if (typeof priced === 'string') return priced;
    const { row, standardInstead, extrapolated } = priced.found;
    const size = sizeOf(target, cell);
    const card = cardFor(row, size);
    const units = fillUnits(target, cell, outputTokens);
    let rates = priced.rates.get(card);
    if (rates === undefined) {
      rates = rateVector(card);
      priced.rates.set(card, rates);
    }
    const usd = priceUnits(units, rates);
    if (typeof usd === 'string') return usd;
    if (size === null && row.contextTiers.length > 0)
      notes.violations.add('context tier unknown (aggregate rows)', target.name, cell);
    if (standardInstead) notes.violations.add('service tier without a price', target.name, cell);
    if (extrapolated) notes.extrapolated[cell] = 1;
    if (costsCachedAsInput(units, card)) notes.cacheAtInputPrice[cell] = 1;
    return usd;
  };

  return {
    price,
    itemise: (target, cell, tier, outputTokens) => {
      const priced = target.offerId === null ? 'unknown model' : rowOf(target.offerId, cell, tier);
      if (typeof priced === 'string') throw new Error(`no bill to take apart: ${priced}`);
      const { found } = priced;
      const size = sizeOf(target, cell);
      return {
        found,
        card: cardFor(found.row, size),
        contextTier: passedTier(found.row, size),
        isSizeUnknown: size === null && found.row.contextTiers.length > 0,
        units: fillUnits(target, cell, outputTokens).slice(),
      };
    },
  };
}
