import { parse } from 'csv-parse/sync';
import { WaybillError } from '@/lib/domain/errors';
import type { ContextTier, PriceRow, RateCard } from '@/lib/domain/price';
import type { Unit } from '@/lib/domain/usage';
import { withOwnFacts } from '../known-facts';
import { assignOfferIds, LITELLM_LICENCE, LITELLM_URL, litellmOffer, litellmProviders } from './litellm-names';
import {
  findSlip,
  isOnlyZeros,
  type MutableCard,
  ONLY_ZEROS,
  proportionalTiers,
  tierCard,
  withoutFreeWrites,
} from './rate-cards';
import type { ReadBook, Rejection } from './read-book';
import { toUsdPerMillion } from './usd-per-million';

const BASE_COLUMNS = {
  input: 'input_cost_per_token',
  output: 'output_cost_per_token',
  cacheRead: 'cache_read_input_token_cost',
  cacheWrite: 'cache_creation_input_token_cost',
  cacheWrite1h: 'cache_creation_input_token_cost_above_1hr',
  reasoning: 'output_cost_per_reasoning_token',
  inputAudio: 'input_cost_per_audio_token',
  outputAudio: 'output_cost_per_audio_token',
} as const satisfies { readonly [unit in Unit]?: string };

const BATCH_COLUMNS = { input: 'input_cost_per_token_batches', output: 'output_cost_per_token_batches' } as const;

/** LiteLLM re-prices a call whose prompt is above the threshold (`prompt_tokens > threshold`). */
const TIER_COLUMNS = [128_000, 200_000, 272_000].map((thresholdTokens) => {
  const above = `above_${thresholdTokens / 1000}k_tokens`;
  const columns = {
    input: `input_cost_per_token_${above}`,
    output: `output_cost_per_token_${above}`,
    cacheRead: `cache_read_input_token_cost_${above}`,
  };
  return { thresholdTokens, columns };
});

export const HISTORY_COLUMNS = ['model', 'litellm_provider', 'observed_from', 'observed_to'] as const;

/** An interval this many times dearer or cheaper than the model's last one is a slip of units, not a price cut. */
const SLIP_FACTOR = 100;

type Record_ = { readonly [column: string]: string };
type Line = { readonly line: number; readonly record: Record_ };
type Interval = Line & { readonly fromMs: number; readonly toMs: number | null; readonly rates: RateCard };

function readCard(record: Record_, columns: { readonly [unit in Unit]?: string }): RateCard | string {
  const card: MutableCard = {};
  for (const [unit, column] of Object.entries(columns) as [Unit, string][]) {
    const text = record[column] ?? '';
    if (text === '') continue;
    const usd = toUsdPerMillion(text);
    if (usd === null) return `${column} is not a price: "${text}"`;
    card[unit] = usd;
  }
  return card;
}

function readInterval({ line, record }: Line): Interval | string {
  const fromMs = Date.parse(record.observed_from ?? '');
  const toMs = record.observed_to ? Date.parse(record.observed_to) : null;
  if (Number.isNaN(fromMs)) return `observed_from is not a date: "${record.observed_from}"`;
  if (Number.isNaN(toMs)) return `observed_to is not a date: "${record.observed_to}"`;
  if (toMs !== null && toMs <= fromMs) return 'observed_to is not after observed_from';
  const rates = readCard(record, BASE_COLUMNS);
  if (typeof rates === 'string') return rates;
  if (Object.keys(rates).length === 0) return 'no price on this line';
  return findSlip(rates) ?? { line, record, fromMs, toMs, rates };
}

/** A price of another unit than the model's last one, by the file's own later word. */
function findJump(rates: RateCard, last: RateCard): string | null {
  for (const unit of ['input', 'output'] as const) {
    const usd = rates[unit] ?? 0;
    const lastUsd = last[unit] ?? 0;
    if (usd > 0 && lastUsd > 0 && (usd / lastUsd >= SLIP_FACTOR || lastUsd / usd >= SLIP_FACTOR))
      return `${unit} $${usd} per 1M, later seen at $${lastUsd}: a slip of units`;
  }
  return null;
}

function readTiers(record: Record_, rates: RateCard): ContextTier[] | string {
  const tiers: ContextTier[] = [];
  for (const { thresholdTokens, columns } of TIER_COLUMNS) {
    const stated = readCard(record, columns);
    if (typeof stated === 'string') return stated;
    if (Object.keys(stated).length > 0)
      tiers.push({ thresholdTokens, inclusive: false, rates: tierCard(rates, stated) });
  }
  return tiers;
}

function toRows(interval: Interval, offerId: PriceRow['offerId']): PriceRow[] | string {
  const rates = withoutFreeWrites(interval.rates);
  const contextTiers = readTiers(interval.record, rates);
  const batch = readCard(interval.record, BATCH_COLUMNS);
  if (typeof contextTiers === 'string') return contextTiers;
  if (typeof batch === 'string') return batch;
  const shared = {
    offerId,
    validFromMs: interval.fromMs,
    validToMs: interval.toMs,
    clock: null,
    sourceUrl: LITELLM_URL,
    checkedOn: interval.record.observed_from?.slice(0, 10) ?? null,
  } as const;
  const rows: PriceRow[] = [{ ...shared, serviceTier: 'standard', rates, contextTiers }];
  if (Object.keys(batch).length > 0)
    rows.push({
      ...shared,
      serviceTier: 'batch',
      rates: batch,
      contextTiers: proportionalTiers(rates, contextTiers, batch),
    });
  const slip = rows.flatMap((row) => [row.rates, ...row.contextTiers.map((tier) => tier.rates)]).map(findSlip);
  return slip.find((found) => found !== null) ?? rows;
}

function parseLines(text: string): Line[] {
  try {
    const lines = parse(text, { columns: true, info: true, bom: true, trim: true, skip_empty_lines: true });
    return (lines as unknown as { info: { lines: number }; record: Record_ }[]).map(({ info, record }) => ({
      line: info.lines,
      record,
    }));
  } catch (cause) {
    throw new WaybillError('bad-input', `not a CSV with a header: ${(cause as Error).message}`, { cause });
  }
}

/**
 * Reads a dated history of LiteLLM's price map (USD per token). An interval runs from the first snapshot that shows
 * a price (included) to the first that shows it changed or gone (`observed_to`, excluded); an empty `observed_to` is
 * a price still there in the last snapshot. Between two intervals nobody saw a price: the engine takes the nearest.
 */
export function readLitellmHistory(text: string, name: string, version: string): ReadBook {
  const lines = parseLines(text);
  const columns = Object.keys(lines[0]?.record ?? {});
  for (const column of HISTORY_COLUMNS)
    if (!columns.includes(column)) throw new WaybillError('bad-input', `the header has no column "${column}"`);
  const rejected: Rejection[] = [];
  const byKey = new Map<string, { litellmProvider: string; intervals: Interval[] }>();
  const reject = (line: Line, reason: string) =>
    rejected.push({ entry: `line ${line.line}: ${line.record.model ?? ''}`, reason });

  for (const line of lines) {
    const key = line.record.model ?? '';
    const interval = key === '' ? 'no model' : readInterval(line);
    if (typeof interval === 'string') {
      reject(line, interval);
      continue;
    }
    const known = byKey.get(key) ?? { litellmProvider: '', intervals: [] };
    if (
      known.intervals.some(
        (other) => interval.fromMs < (other.toMs ?? Infinity) && other.fromMs < (interval.toMs ?? Infinity),
      )
    )
      reject(line, 'two prices at the same time');
    else known.intervals.push(interval);
    byKey.set(key, { ...known, litellmProvider: line.record.litellm_provider || known.litellmProvider });
  }

  const ids = assignOfferIds([...byKey].map(([key, { litellmProvider }]) => ({ key, litellmProvider })));
  const rows: PriceRow[] = [];
  for (const [key, { intervals }] of byKey) {
    const offerId = ids.get(key);
    const last = intervals.reduce((a, b) => (b.fromMs > a.fromMs ? b : a));
    for (const interval of intervals) {
      const read =
        offerId === undefined
          ? 'its name is taken'
          : (findJump(interval.rates, last.rates) ?? toRows(interval, offerId));
      if (typeof read === 'string') reject(interval, read);
      else {
        rows.push(...read);
        if (isOnlyZeros(interval.rates)) reject(interval, `kept at ${ONLY_ZEROS}`);
      }
    }
  }
  const priced = new Set(rows.map((row) => row.offerId));
  const offers = [...ids].filter(([, offerId]) => priced.has(offerId));
  return {
    book: {
      name,
      version,
      source: 'LiteLLM’s price map as seen over time',
      licence: LITELLM_LICENCE,
      observed: true,
      providers: litellmProviders(priced),
      offers: offers.map(([key, offerId]) => litellmOffer(offerId, key, withOwnFacts(offerId, {}))),
      rows,
    },
    rejected,
  };
}
