import type { PriceBook, PriceRow } from '@/lib/domain/price';
import type { UsageRecord } from '@/lib/domain/usage';
import { createResolver } from '@/lib/engine/names';
import { cardFor, priceUsd, rateVector } from '@/lib/engine/price-usage';
import { openPricer } from '@/lib/engine/testing/price-with';

/** Same price: within 0.1 % of the recorded cost, or closer than a millionth of a dollar. */
const SAME_SHARE = 0.001;
const SAME_USD = 1e-6;

/** Recorded at more than 100 times its price, or the reverse: named, as simulate does (design, "Comparable set"). */
const RECORDING_ERROR_TIMES = 100;

export type CheckedCall = {
  readonly call: UsageRecord;
  readonly recordedUsd: number;
  readonly usd: number;
  readonly row: PriceRow;
  readonly extrapolated: boolean;
};

export type Difference = {
  readonly model: string;
  readonly calls: number;
  /** Recorded ÷ priced, the median. */
  readonly ratio: number;
  readonly reason: string;
};

export type PriceCheck = {
  readonly calls: number;
  readonly priced: number;
  readonly same: number;
  /** Of `same`: those that only the millionth of a dollar admits. */
  readonly sameByMillionth: number;
  /** Recorded above $0, without recording errors. */
  readonly paid: number;
  readonly paidSame: number;
  readonly recordingErrors: number;
  /** Calls that only the resolver's translated prefixes find: counted apart. */
  readonly byTranslation: { readonly priced: number; readonly same: number };
  readonly differences: readonly Difference[];
};

const isWithinShare = ({ usd, recordedUsd }: CheckedCall) => Math.abs(usd - recordedUsd) <= SAME_SHARE * recordedUsd;
const isSame = (checked: CheckedCall) =>
  isWithinShare(checked) || Math.abs(checked.usd - checked.recordedUsd) <= SAME_USD;

function isRecordingError({ usd, recordedUsd }: CheckedCall): boolean {
  if (usd === 0 || recordedUsd === 0) return false;
  return recordedUsd / usd > RECORDING_ERROR_TIMES || usd / recordedUsd > RECORDING_ERROR_TIMES;
}

const CACHE_BLOCK_TOKENS = 64;
const USUAL_CACHE_READ_SHARE = 0.1;

/** DeepSeek caches in blocks of 64 tokens at a tenth of the input price; the recorder adds them to the whole prompt. */
function hasCacheAddedOnTop({ call, row, usd, recordedUsd }: CheckedCall): boolean {
  const usdPerMtok = (cardFor(row, call.inputTokens).input ?? 0) * USUAL_CACHE_READ_SHARE;
  const blocks = ((recordedUsd - usd) * 1e6) / usdPerMtok / CACHE_BLOCK_TOKENS;
  return call.model.startsWith('deepseek/') && Math.round(blocks) > 0 && Math.abs(blocks - Math.round(blocks)) < 1e-6;
}

/** Whether some split of the prompt into cache reads, cache writes and the rest costs what was recorded. */
function canBeCached({ call, row, recordedUsd }: CheckedCall): boolean {
  const card = cardFor(row, call.inputTokens);
  const input = card.input ?? 0;
  const inputUsdMillions = recordedUsd * 1e6 - call.outputTokens * (card.output ?? 0);
  const least = Math.min(card.cacheRead ?? input, input * USUAL_CACHE_READ_SHARE) * call.inputTokens;
  const most = Math.max(card.cacheWrite ?? input, input) * call.inputTokens;
  return inputUsdMillions >= least * (1 - SAME_SHARE) && inputUsdMillions <= most * (1 + SAME_SHARE);
}

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The later interval of the same offer whose price the recorded cost is. */
function laterIntervalOf({ call, row, recordedUsd }: CheckedCall, book: PriceBook): PriceRow | undefined {
  return book.rows.find((other) => {
    if (other.offerId !== row.offerId || other.serviceTier !== 'standard') return false;
    if ((other.validFromMs ?? 0) <= (row.validFromMs ?? 0)) return false;
    const usd = priceUsd(call, 1, rateVector(cardFor(other, call.inputTokens)));
    return typeof usd === 'number' && Math.abs(usd - recordedUsd) <= SAME_SHARE * recordedUsd;
  });
}

function reasonOf(checked: CheckedCall, book: PriceBook): string {
  const { row, extrapolated, recordedUsd } = checked;
  if (recordedUsd === 0) return 'recorded at $0 for a model with a price';
  if (isRecordingError(checked)) return 'a recording error: over 100 times apart';
  if (hasCacheAddedOnTop(checked)) return 'the recorder added cached tokens (blocks of 64) on top of the whole prompt';
  if (canBeCached(checked)) return 'cached tokens explain it; the log does not carry them';
  const later = laterIntervalOf(checked, book);
  if (later !== undefined)
    return `recorded at the price LiteLLM shows from ${day(later.validFromMs ?? 0)} on (output $${later.rates.output}, until then $${row.rates.output})`;
  if (extrapolated && row.validFromMs !== null)
    return `LiteLLM shows a price from ${day(row.validFromMs)} on only; the call is older, at another price`;
  return 'not known';
}

function medianRatio(group: readonly CheckedCall[]): number {
  const ratios = group.map(({ usd, recordedUsd }) => recordedUsd / usd).sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] as number;
}

function groupDifferences(different: readonly CheckedCall[], book: PriceBook): Difference[] {
  const groups = new Map<string, CheckedCall[]>();
  for (const checked of different) {
    const key = JSON.stringify([checked.call.model, reasonOf(checked, book)]);
    groups.set(key, [...(groups.get(key) ?? []), checked]);
  }
  return [...groups]
    .map(([key, group]) => {
      const [model, reason] = JSON.parse(key) as [string, string];
      return { model, reason, calls: group.length, ratio: medianRatio(group) };
    })
    .sort((a, b) => b.calls - a.calls);
}

/**
 * Prices a log call by call at the price in force at each call's date, and compares with the cost recorded at call
 * time. A logged name is tried whole, then without its provider prefix (pricing.md, "Vectors").
 */
export function checkPrices(calls: readonly UsageRecord[], book: PriceBook): PriceCheck {
  const price = openPricer([book]);
  const resolve = createResolver([book], new Map());
  const keys = new Set(book.offers.map((offer) => offer.name));
  const checked: CheckedCall[] = [];
  const translated: CheckedCall[] = [];
  for (const call of calls) {
    if (call.loggedCostNanoUsd === null || resolve(call.model) === null) continue;
    const { usd, row, extrapolated } = price(call.model, call, new Date(call.timeMs).toISOString());
    if (usd === null || row === null) continue;
    const isWritten = keys.has(call.model) || keys.has(call.model.slice(call.model.indexOf('/') + 1));
    const list = isWritten ? checked : translated;
    list.push({ call, recordedUsd: call.loggedCostNanoUsd / 1e9, usd, row, extrapolated });
  }
  const paid = checked.filter((entry) => entry.recordedUsd > 0 && !isRecordingError(entry));
  const same = checked.filter(isSame);
  return {
    calls: calls.length,
    priced: checked.length,
    same: same.length,
    sameByMillionth: same.filter((entry) => !isWithinShare(entry)).length,
    paid: paid.length,
    paidSame: paid.filter(isSame).length,
    recordingErrors: checked.filter(isRecordingError).length,
    byTranslation: { priced: translated.length, same: translated.filter(isSame).length },
    differences: groupDifferences(
      checked.filter((entry) => !isSame(entry)),
      book,
    ),
  };
}
