import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import type { RateCard } from '@/lib/domain/price';
import { type TokenCounts, UNITS } from '@/lib/domain/usage';
import { billableUnits, cardFor, priceLines, priceUsd, rateVector } from './price-usage';
import { countsOf } from './testing/price-with';

/** Counts in our normal form: parts never exceed the whole. */
const counts: fc.Arbitrary<TokenCounts> = fc
  .array(fc.integer({ min: 0, max: 200_000 }), { minLength: 11, maxLength: 11 })
  .map(
    ([
      plain = 0,
      read = 0,
      write = 0,
      write1h = 0,
      audio = 0,
      image = 0,
      text = 0,
      thought = 0,
      voice = 0,
      picture = 0,
      searches = 0,
    ]) =>
      countsOf({
        inputTokens: plain + read + write + write1h + audio + image,
        cacheReadTokens: read,
        cacheWriteTokens: write,
        cacheWrite1hTokens: write1h,
        inputAudioTokens: audio,
        inputImageTokens: image,
        outputTokens: text + thought + voice + picture,
        reasoningTokens: thought,
        outputAudioTokens: voice,
        outputImageTokens: picture,
        webSearches: searches % 5,
      }),
  );
const rate = fc.double({ min: 0.001, max: 100, noNaN: true });
const full: fc.Arbitrary<RateCard> = fc.record(
  Object.fromEntries(UNITS.map((unit) => [unit, rate])) as Record<string, typeof rate>,
);

function usdOf(of: TokenCounts, card: RateCard, requests = 1): number {
  const usd = priceUsd(of, requests, rateVector(card));
  if (typeof usd === 'string') throw new Error(usd);
  return usd;
}

function sum(a: TokenCounts, b: TokenCounts): TokenCounts {
  return Object.fromEntries(
    Object.entries(a).map(([key, count]) => [key, count + b[key as keyof TokenCounts]]),
  ) as TokenCounts;
}

const RUNS = { seed: 7, numRuns: 300 };

describe('what a call costs', () => {
  test('billableUnits splits without loss: the parts of input and of output add up to the whole', () => {
    fc.assert(
      fc.property(counts, (of) => {
        const units = billableUnits(of, 1);
        const input =
          units.input + units.cacheRead + units.cacheWrite + units.cacheWrite1h + units.inputAudio + units.inputImage;
        expect(input).toBe(of.inputTokens);
        expect(units.output + units.reasoning + units.outputAudio + units.outputImage).toBe(of.outputTokens);
        for (const unit of UNITS) expect(units[unit]).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });

  test('is additive over calls: tokens are summed first and priced last', () => {
    fc.assert(
      fc.property(counts, counts, full, (a, b, card) => {
        const [apart, together] = [usdOf(a, card) + usdOf(b, card), usdOf(sum(a, b), card, 2)];
        expect(Math.abs(apart - together)).toBeLessThanOrEqual(1e-12 * together);
      }),
      RUNS,
    );
  });

  test('is the sum of its lines', () => {
    fc.assert(
      fc.property(counts, full, (of, card) => {
        const lines = priceLines(of, 1, card);
        if (typeof lines === 'string') throw new Error(lines);
        const total = lines.reduce((usd, line) => usd + line.usd, 0);
        expect(Math.abs(total - usdOf(of, card))).toBeLessThanOrEqual(1e-12 * total);
        for (const line of lines) expect(line.usd).toBeCloseTo((line.units * line.usdPerMillion) / 1e6, 12);
      }),
      RUNS,
    );
  });

  test('scales with the prices', () => {
    fc.assert(
      fc.property(counts, full, fc.constantFrom(0, 0.5, 2, 16), (of, card, k) => {
        const dearer = Object.fromEntries(Object.entries(card).map(([unit, usd]) => [unit, (usd as number) * k]));
        expect(usdOf(of, dearer)).toBeCloseTo(usdOf(of, card) * k, 9);
      }),
      RUNS,
    );
  });

  test('one more token never costs less, within a tier', () => {
    fc.assert(
      fc.property(counts, full, fc.integer({ min: 1, max: 1000 }), (of, card, more) => {
        expect(usdOf({ ...of, inputTokens: of.inputTokens + more }, card)).toBeGreaterThan(usdOf(of, card));
        expect(usdOf({ ...of, outputTokens: of.outputTokens + more }, card)).toBeGreaterThan(usdOf(of, card));
      }),
      RUNS,
    );
  });

  test('nothing used costs nothing, but for a price per request', () => {
    expect(usdOf(countsOf({}), { input: 1, output: 1 })).toBe(0);
    expect(usdOf(countsOf({}), {})).toBe(0);
    expect(usdOf(countsOf({}), { request: 5000 }, 3)).toBeCloseTo(0.015, 12);
  });

  test('a card without the price of a whole prices none of its parts', () => {
    const card = { cacheRead: 1, inputAudio: 1, reasoning: 1, outputImage: 1 };
    for (const of of [
      { inputTokens: 5, cacheReadTokens: 5 },
      { inputTokens: 5, inputAudioTokens: 5 },
    ])
      expect(priceUsd(countsOf(of), 1, rateVector(card))).toBe('no input price');
    for (const of of [
      { outputTokens: 5, reasoningTokens: 5 },
      { outputTokens: 5, outputImageTokens: 5 },
    ]) {
      expect(priceUsd(countsOf(of), 1, rateVector(card))).toBe('no output price');
      expect(priceLines(countsOf(of), 1, card)).toBe('no output price');
    }
  });
});

test('cardFor: a sum of calls has no size and stays at the base card', async () => {
  const tiered = (await readGenaiPrices()).rows.filter((row) => row.contextTiers.length > 0);
  expect(tiered.length).toBeGreaterThan(50);
  for (const row of tiered) {
    expect(cardFor(row, null)).toBe(row.rates);
    expect(cardFor(row, 0)).toBe(row.rates);
    expect(cardFor(row, 1e12)).toBe(row.contextTiers.at(-1)?.rates);
  }
});
