import {
  type ModelInfo,
  type ModelPrice,
  type Provider,
  type TieredPrices,
  waitForUpdate,
} from '@pydantic/genai-prices';
import { parseOfferId } from '@/lib/domain/ids';
import type { ClockWindow, ContextTier, Offer, OfferFacts, PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import type { Unit } from '@/lib/domain/usage';
import { ALL_WEEKDAYS } from '@/lib/engine/clock';
import packageJson from '@/package.json' with { type: 'json' };
import { factsFor } from '../model-facts';

/** genai-prices' price keys that we bill by, and how many of its price units make our million. */
const UNIT_OF_KEY: { readonly [key: string]: { readonly unit: Unit; readonly perMillion: number } } = {
  input_mtok: { unit: 'input', perMillion: 1 },
  cache_read_mtok: { unit: 'cacheRead', perMillion: 1 },
  cache_write_mtok: { unit: 'cacheWrite', perMillion: 1 },
  cache_write_1h_mtok: { unit: 'cacheWrite1h', perMillion: 1 },
  input_audio_mtok: { unit: 'inputAudio', perMillion: 1 },
  input_image_mtok: { unit: 'inputImage', perMillion: 1 },
  output_mtok: { unit: 'output', perMillion: 1 },
  output_reasoning_mtok: { unit: 'reasoning', perMillion: 1 },
  output_audio_mtok: { unit: 'outputAudio', perMillion: 1 },
  output_image_mtok: { unit: 'outputImage', perMillion: 1 },
  web_searches_kcount: { unit: 'webSearch', perMillion: 1000 },
  requests_kcount: { unit: 'request', perMillion: 1000 },
};

function isTiered(price: number | TieredPrices): price is TieredPrices {
  return typeof price === 'object';
}

/** The card in force when the input is above `aboveTokens` (null: below every tier). */
function cardAbove(prices: ModelPrice, aboveTokens: number | null): RateCard {
  const card: { [unit in Unit]?: number } = {};
  for (const [key, price] of Object.entries(prices)) {
    const known = UNIT_OF_KEY[key];
    if (known === undefined || price === undefined) continue;
    let value = isTiered(price) ? price.base : price;
    if (isTiered(price) && aboveTokens !== null)
      for (const tier of [...price.tiers].sort((a, b) => a.start - b.start))
        if (aboveTokens >= tier.start) value = tier.price;
    card[known.unit] = value * known.perMillion;
  }
  return card;
}

/** genai-prices compares with > only, so it writes "from 272,000 on" as > 271,999. */
function toContextTier(prices: ModelPrice, start: number): ContextTier {
  const inclusive = start % 1000 === 999;
  return { thresholdTokens: inclusive ? start + 1 : start, inclusive, rates: cardAbove(prices, start) };
}

function contextTiers(prices: ModelPrice): ContextTier[] {
  const starts = new Set<number>();
  for (const price of Object.values(prices))
    if (price !== undefined && isTiered(price)) for (const tier of price.tiers) starts.add(tier.start);
  return [...starts].sort((a, b) => a - b).map((start) => toContextTier(prices, start));
}

type Choice = {
  readonly constraint?: { type: 'start_date'; start_date: string } | TimeOfDay;
  readonly prices: ModelPrice;
};
type TimeOfDay = { type: 'time_of_date'; start_time: string; end_time: string };

/** Seconds of the UTC day of `HH:MM:SSZ` or `HH:MM:SS±HH:MM`. */
function secondOfDay(text: string): number {
  const match = /^(\d{2}):(\d{2}):(\d{2})(?:Z|([+-])(\d{2}):(\d{2}))$/.exec(text);
  if (match === null) throw new Error(`genai-prices: unknown time of day ${text}`);
  const [, hours, minutes, seconds, sign, zoneHours = '0', zoneMinutes = '0'] = match;
  const local = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const zone = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60 * (sign === '-' ? -1 : 1);
  return (((local - zone) % 86_400) + 86_400) % 86_400;
}

/** genai-prices' rule: the last entry whose constraint holds, else the first entry. `second` null: outside every window. */
function choose(choices: readonly Choice[], dateMs: number, second: number | null): Choice {
  for (const choice of [...choices].reverse()) {
    const constraint = choice.constraint;
    if (constraint === undefined) return choice;
    if (constraint.type === 'start_date') {
      if (dateMs >= Date.parse(constraint.start_date)) return choice;
    } else if (second !== null) {
      const start = secondOfDay(constraint.start_time);
      const end = secondOfDay(constraint.end_time);
      if (end < start ? second >= start || second < end : second >= start && second < end) return choice;
    }
  }
  return choices[0] as Choice;
}

function toRows(provider: Provider, model: ModelInfo): PriceRow[] {
  const choices: readonly Choice[] = Array.isArray(model.prices)
    ? (model.prices as Choice[])
    : [{ prices: model.prices }];
  const starts = choices.flatMap((c) =>
    c.constraint?.type === 'start_date' ? [Date.parse(c.constraint.start_date)] : [],
  );
  const edges = [...new Set(starts)].sort((a, b) => a - b);
  const seconds = choices.flatMap((c) =>
    c.constraint?.type === 'time_of_date'
      ? [secondOfDay(c.constraint.start_time), secondOfDay(c.constraint.end_time)]
      : [],
  );
  const clockEdges = [...new Set([0, ...seconds, 86_400])].sort((a, b) => a - b);

  const rows: PriceRow[] = [];
  for (let interval = 0; interval <= edges.length; interval++) {
    const validFromMs = interval === 0 ? null : (edges[interval - 1] as number);
    const validToMs = interval === edges.length ? null : (edges[interval] as number);
    const dateMs = validFromMs ?? (edges[0] ?? 0) - 1;
    const base = choose(choices, dateMs, null);
    const windows = new Map<Choice, ClockWindow[]>();
    for (let i = 0; seconds.length > 0 && i + 1 < clockEdges.length; i++) {
      const startSecond = clockEdges[i] as number;
      const endSecond = clockEdges[i + 1] as number;
      const chosen = choose(choices, dateMs, startSecond);
      if (chosen === base) continue;
      const list = windows.get(chosen) ?? [];
      list.push({ weekdays: ALL_WEEKDAYS, startSecond, endSecond });
      windows.set(chosen, list);
    }
    for (const [choice, clock] of [[base, null] as const, ...windows])
      rows.push({
        offerId: parseOfferId(`${provider.id}/${model.id}`),
        validFromMs,
        validToMs,
        clock,
        serviceTier: 'standard',
        rates: cardAbove(choice.prices, null),
        contextTiers: contextTiers(choice.prices),
        sourceUrl: provider.pricing_urls?.[0] ?? 'https://github.com/pydantic/genai-prices',
        checkedOn: null,
      });
  }
  return rows;
}

function toOffer(provider: Provider, model: ModelInfo): Offer {
  const offerId = parseOfferId(`${provider.id}/${model.id}`);
  const own = {
    ...(model.context_window === undefined ? {} : { contextWindowTokens: model.context_window }),
    ...(model.deprecated ? { deprecated: true } : {}),
  };
  const { factSources, ...known } = factsFor(offerId);
  const sources = { ...factSources, ...Object.fromEntries(Object.keys(own).map((fact) => [fact, 'genai-prices'])) };
  const facts: OfferFacts = {
    ...known,
    ...own,
    ...(Object.keys(sources).length === 0 ? {} : { factSources: sources }),
  };
  return { offerId, name: model.name ?? model.id, match: model.match, facts, sameModelAs: null };
}

/** The book `genai-prices`: every model of the npm package, its dates, clock windows and context tiers. */
export async function readGenaiPrices(): Promise<PriceBook> {
  const providers = (await waitForUpdate()) ?? [];
  return {
    name: 'genai-prices',
    version: packageJson.dependencies['@pydantic/genai-prices'],
    source: 'npm @pydantic/genai-prices',
    licence: 'MIT, Copyright (c) Pydantic Services Inc.',
    observed: false,
    providers: providers.map((provider) => ({
      provider: provider.id,
      name: provider.name,
      modelMatch: provider.model_match ?? null,
      fallbackProviders: provider.fallback_model_providers ?? [],
    })),
    offers: providers.flatMap((provider) => provider.models.map((model) => toOffer(provider, model))),
    rows: providers.flatMap((provider) => provider.models.flatMap((model) => toRows(provider, model))),
  };
}
