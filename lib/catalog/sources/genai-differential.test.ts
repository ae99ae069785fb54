import type { ModelInfo, ModelPrice, Provider } from '@pydantic/genai-prices';
import { expect, test } from 'vitest';
import { parseOfferId } from '@/lib/domain/ids';
import type { TokenCounts } from '@/lib/domain/usage';
import { type Dice, rollFrom } from '@/lib/engine/__oracle__/seeded';
import { isInClock } from '@/lib/engine/clock';
import { createPriceStack } from '@/lib/engine/price-stack';
import { cardFor, priceUsd, rateVector } from '@/lib/engine/price-usage';
import { countsOf } from '@/lib/engine/testing/price-with';
import { readGenaiPrices } from './genai-prices';
import { askGenai, choicesOf, genaiProviders as providers, thresholdsOf } from './testing/genai-calculator';

/** genai-prices' own calculator beside ours, over its whole catalog: the book alone, without our overrides. */
const stack = createPriceStack([await readGenaiPrices()]);

type Case = {
  readonly provider: Provider;
  readonly model: ModelInfo;
  readonly timeMs: number;
  readonly counts: TokenCounts;
};

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2024-01-01T00:00:00Z');

/** Instants at which a model's price may change: start dates, and hours of an arbitrary day. */
function edgesOf(dice: Dice, model: ModelInfo): number[] {
  return choicesOf(model).flatMap(({ constraint }) => {
    if (constraint?.type === 'start_date') return [Date.parse(constraint.start_date)];
    if (constraint?.type !== 'time_of_date') return [];
    const day = new Date(Date.parse('2026-08-10T00:00:00Z') + dice.below(14) * DAY_MS).toISOString().slice(0, 10);
    return [constraint.start_time, constraint.end_time].map((time) => Date.parse(`${day}T${time}`));
  });
}

function drawCase(dice: Dice, provider: Provider, model: ModelInfo): Case {
  const edges = edgesOf(dice, model);
  const timeMs =
    edges.length > 0 && dice.chance(0.8)
      ? dice.pick(edges) + dice.below(3) - 1
      : FIRST_DAY + dice.below(1100) * DAY_MS + dice.below(DAY_MS);
  const thresholds = thresholdsOf(model);
  const inputTokens =
    thresholds.length > 0 && dice.chance(0.8)
      ? dice.pick(thresholds) + dice.below(4) - 1
      : Math.floor(2 ** (dice.next() * 21));
  const outputTokens = dice.chance(0.2) ? 0 : dice.below(50_000);
  let left = inputTokens;
  const part = (probability: number) => {
    const taken = dice.chance(probability) ? dice.below(left + 1) : 0;
    left -= taken;
    return taken;
  };
  return {
    provider,
    model,
    timeMs,
    counts: countsOf({
      inputTokens,
      cacheReadTokens: part(0.5),
      cacheWriteTokens: part(0.3),
      cacheWrite1hTokens: part(0.3),
      inputAudioTokens: part(0.05),
      inputImageTokens: part(0.05),
      outputTokens,
      reasoningTokens: dice.chance(0.2) ? dice.below(outputTokens + 1) : 0,
      webSearches: dice.chance(0.05) ? 1 + dice.below(3) : 0,
    }),
  };
}

function oursUsd({ provider, model, timeMs, counts }: Case): number | string {
  const offerId = parseOfferId(`${provider.id}/${model.id}`);
  const found = stack.find(offerId, { dateMs: timeMs, isIn: (windows) => isInClock(windows, timeMs) }, 'standard');
  return typeof found === 'string' ? found : priceUsd(counts, 1, rateVector(cardFor(found.row, counts.inputTokens)));
}

function theirs({ provider, model, timeMs, counts }: Case) {
  return askGenai(provider, model, timeMs, counts);
}

/**
 * Why we may give no price where genai-prices gives one: it counts a class that has no price as free (or, for audio
 * and images, at the price of text), we never do. Read from its own data, not from our book.
 */
function exceptionOf(counts: TokenCounts, prices: ModelPrice): string | null {
  if (counts.inputTokens > 0 && prices.input_mtok === undefined) return 'no input price';
  if (counts.inputAudioTokens > 0 && prices.input_audio_mtok === undefined) return 'no audio input price';
  if (counts.inputImageTokens > 0 && prices.input_image_mtok === undefined) return 'no image input price';
  if (counts.outputTokens > 0 && prices.output_mtok === undefined) return 'no output price';
  if (counts.webSearches > 0 && prices.web_searches_kcount === undefined) return 'no web search price';
  return null;
}

/** The same call without the classes that have no price. */
function withoutUnpriced(counts: TokenCounts, prices: ModelPrice): TokenCounts {
  switch (exceptionOf(counts, prices)) {
    case null:
      return counts;
    case 'no input price':
      return withoutUnpriced(countsOf({ outputTokens: counts.outputTokens, webSearches: counts.webSearches }), prices);
    case 'no audio input price':
      return withoutUnpriced({ ...counts, inputAudioTokens: 0 }, prices);
    case 'no image input price':
      return withoutUnpriced({ ...counts, inputImageTokens: 0 }, prices);
    case 'no output price':
      return withoutUnpriced({ ...counts, outputTokens: 0, reasoningTokens: 0 }, prices);
    default:
      return withoutUnpriced({ ...counts, webSearches: 0 }, prices);
  }
}

function differenceOf(drawn: Case): string | null {
  const { usd } = theirs(drawn);
  const ours = oursUsd(drawn);
  if (typeof ours === 'number' && Math.abs(ours - usd) <= 1e-9 * usd) return null;
  const { provider, model, timeMs, counts } = drawn;
  return `${provider.id}/${model.id} at ${new Date(timeMs).toISOString()}: ${ours}, theirs ${usd}: ${JSON.stringify(counts)}`;
}

test('costs what genai-prices says, over its whole catalog', () => {
  const dice = rollFrom(20_261_101);
  const judged = { models: 0, same: 0, unpriced: 0, atAnEdge: 0, tiered: 0 };
  const problems: string[] = [];
  for (const provider of providers)
    for (const model of provider.models) {
      judged.models++;
      const isTiered = thresholdsOf(model).length > 0;
      const isDated = choicesOf(model).length > 1;
      for (let i = 0; i < (isDated ? 40 : isTiered ? 8 : 2); i++) {
        const drawn = drawCase(dice, provider, model);
        const { prices } = theirs(drawn);
        const reason = exceptionOf(drawn.counts, prices);
        if (reason === null) judged.same++;
        else {
          judged.unpriced++;
          if (oursUsd(drawn) !== reason)
            problems.push(`${provider.id}/${model.id}: ${oursUsd(drawn)} instead of ${reason}`);
        }
        const difference = differenceOf({ ...drawn, counts: withoutUnpriced(drawn.counts, prices) });
        if (difference !== null) problems.push(difference);
        if (isDated) judged.atAnEdge++;
        if (isTiered) judged.tiered++;
      }
    }
  expect(problems).toEqual([]);
  // Every case is judged: either both give one price, or we name the class without one and agree on the rest.
  expect(judged.models).toBe(providers.flatMap((provider) => provider.models).length);
  expect(judged.models).toBeGreaterThan(1600);
  expect(judged.same).toBeGreaterThan(3000);
  expect(judged.unpriced).toBeGreaterThan(500);
  expect(judged.atAnEdge).toBeGreaterThan(900);
  expect(judged.tiered).toBeGreaterThan(300);
});
