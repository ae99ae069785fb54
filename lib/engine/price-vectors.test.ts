import { describe, expect, test } from 'vitest';
import { readCsvTemplate } from '@/lib/catalog/sources/csv-template';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readPostCd } from '@/lib/catalog/sources/posts';
import { parseOfferId } from '@/lib/domain/ids';
import type { PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import { checkTotals, emptyRecord } from '@/lib/usage/normalise';
import { cardFor } from './price-usage';
import { openPricer } from './testing/price-with';

const genai = await readGenaiPrices();
const price = openPricer([readOverrides(), genai]);

/** A book with one offer, `lab/m`. */
function bookOf(...rows: readonly (Partial<PriceRow> & { readonly rates: RateCard })[]): PriceBook {
  const offerId = parseOfferId('lab/m');
  const shared = { offerId, validFromMs: null, validToMs: null, clock: null, serviceTier: 'standard' } as const;
  return {
    name: 'lab',
    version: '1',
    source: 'made up',
    licence: 'MIT',
    observed: false,
    providers: [],
    offers: [{ offerId, name: 'm', match: null, facts: {}, sameModelAs: null }],
    rows: rows.map((row) => ({ ...shared, contextTiers: [], sourceUrl: '', checkedOn: null, ...row })),
  };
}

describe('the vectors of pricing.md', () => {
  test('1,000 input of which 200 cached, 500 output at 3 / 0.30 / 15 cost $0.00996', () => {
    // 800 × 3 + 200 × 0.30 + 500 × 15 = 2,400 + 60 + 7,500 = 9,960 millionths
    const own = openPricer([bookOf({ rates: { input: 3, cacheRead: 0.3, output: 15 } })]);
    expect(own('lab/m', { inputTokens: 1000, cacheReadTokens: 200, outputTokens: 500 }).usd).toBeCloseTo(0.00996, 15);
  });

  test.each([
    [100_000, 0.3],
    [200_000, 0.6],
    [200_001, 1.200006],
    [1_000_000, 6],
  ])('claude-sonnet-4-5, %i input tokens cost $%d', (inputTokens, usd) => {
    expect(price('claude-sonnet-4-5', { inputTokens }).usd).toBeCloseTo(usd, 12);
  });

  test.each([
    ['2025-05-01', 50],
    ['2025-07-01', 10],
  ])('o3 with 1M input and 1M output on %s costs $%d', (at, usd) => {
    expect(price('o3', { inputTokens: 1e6, outputTokens: 1e6 }, at).usd).toBeCloseTo(usd, 12);
  });

  test('14,746 input at 30 and 1,944 output (reasoning inside) at 180 cost $0.7923', () => {
    const own = openPricer([bookOf({ rates: { input: 30, output: 180 } })]);
    // 14,746 × 30 = 442,380; 1,944 × 180 = 349,920
    expect(own('lab/m', { inputTokens: 14_746, outputTokens: 1944, reasoningTokens: 900 }).usd).toBeCloseTo(0.7923, 12);
  });

  test('cached 20 of input 10 is rejected', () => {
    const record = { ...emptyRecord(), inputTokens: 10, cacheReadTokens: 20 };
    expect(checkTotals(record)).toBe('cached tokens 20 exceed input tokens 10');
  });

  test('an unknown model is unpriced, with the reason', () => {
    expect(price('no-such-model', { inputTokens: 10 })).toMatchObject({ usd: null, reason: 'unknown model' });
  });
});

describe('context tiers re-price the whole call, output and cache too', () => {
  // [model, last count at the base card, base card, card above], cards as input / cache read / output
  const cases = [
    ['anthropic/claude-sonnet-4-5', 200_000, [3, 0.3, 15], [6, 0.6, 22.5]],
    ['google/gemini-2.5-pro', 200_000, [1.25, 0.125, 10], [2.5, 0.25, 15]],
    ['openai/gpt-5.4', 271_999, [2.5, 0.25, 15], [5, 0.5, 22.5]],
    ['x-ai/grok-4.5', 199_999, [2, 0.3, 6], [4, 0.6, 12]],
  ] as const;
  test.each(cases)('%s up to %i tokens', (model, last, base, above) => {
    for (const [inputTokens, [input, cacheRead, output]] of [
      [last - 1, base],
      [last, base],
      [last + 1, above],
      [last + 2, above],
    ] as const) {
      const { usd } = price(model, { inputTokens, cacheReadTokens: 100_000, outputTokens: 1000 });
      expect(usd).toBeCloseTo(((inputTokens - 100_000) * input + 100_000 * cacheRead + 1000 * output) / 1e6, 12);
    }
  });

  test('every tier of the catalog holds from the threshold on (≥) or from one above it (>)', () => {
    let judged = 0;
    for (const row of genai.rows) {
      const at = new Date(row.validFromMs ?? (row.validToMs ?? Date.parse('2026-01-01')) - 86_400_000).toISOString();
      const inputRate = (inputTokens: number) => price(row.offerId, { inputTokens }, at).lines[0]?.usdPerMillion;
      for (const [i, tier] of row.contextTiers.entries()) {
        const below = row.contextTiers[i - 1]?.rates ?? row.rates;
        const first = tier.inclusive ? tier.thresholdTokens : tier.thresholdTokens + 1;
        expect([row.offerId, inputRate(first - 1), inputRate(first)]).toEqual([
          row.offerId,
          below.input,
          tier.rates.input,
        ]);
        judged++;
      }
    }
    expect(judged).toBeGreaterThanOrEqual(60);
  });

  test('≥ and > stay apart where a factor makes half a token', () => {
    const inputRate = (model: string, inputTokens: number) => {
      const row = genai.rows.find((candidate) => candidate.offerId === model);
      return row && cardFor(row, inputTokens).input;
    };
    expect([271_999.5, 272_000].map((size) => inputRate('openai/gpt-5.4', size))).toEqual([2.5, 5]);
    expect([199_999.5, 200_000].map((size) => inputRate('x-ai/grok-4.5', size))).toEqual([2, 4]);
    expect([200_000, 200_000.5].map((size) => inputRate('google/gemini-2.5-pro', size))).toEqual([1.25, 2.5]);
  });

  test('cached tokens count towards the threshold', () => {
    const { usd } = price('claude-sonnet-4-5', { inputTokens: 200_001, cacheReadTokens: 200_001 });
    expect(usd).toBeCloseTo((200_001 * 0.6) / 1e6, 12);
  });

  test('of two tiers the last one passed holds', () => {
    const own = openPricer([
      bookOf({
        rates: { input: 1, output: 1 },
        contextTiers: [
          { thresholdTokens: 10, inclusive: false, rates: { input: 2, output: 2 } },
          { thresholdTokens: 20, inclusive: true, rates: { input: 3, output: 3 } },
        ],
      }),
    ]);
    const rates = [10, 11, 19, 20].map((inputTokens) => own('lab/m', { inputTokens }).lines[0]?.usdPerMillion);
    expect(rates).toEqual([1, 2, 2, 3]);
  });
});

describe('DeepSeek V4: a start date, weekdays and hours at once (pricing.md §12)', () => {
  const START = Date.parse('2026-08-16T16:00:00Z');
  const PRICES = {
    'deepseek-v4-pro': { before: [0.003625, 0.435, 0.87], offPeak: [0.022, 0.66, 1.98], peak: [0.044, 1.32, 3.96] },
    'deepseek-v4-flash': { before: [0.0028, 0.14, 0.28], offPeak: [0.007, 0.22, 0.66], peak: [0.014, 0.44, 1.32] },
  } as const;
  const models = ['deepseek-v4-pro', 'deepseek-v4-flash'] as const;

  function phaseAt(timeMs: number): 'before' | 'offPeak' | 'peak' {
    if (timeMs < START) return 'before';
    const [weekday, clock] = [new Date(timeMs).toUTCString().slice(0, 3), new Date(timeMs).toISOString().slice(11, 23)];
    const isPeakHour =
      (clock >= '01:00:00.000' && clock < '04:00:00.000') || (clock >= '06:00:00.000' && clock < '10:00:00.000');
    return isPeakHour && weekday !== 'Sat' && weekday !== 'Sun' ? 'peak' : 'offPeak';
  }

  function expectPrice(model: (typeof models)[number], timeMs: number): string {
    const phase = phaseAt(timeMs);
    const [hit, miss, output] = PRICES[model][phase];
    const at = new Date(timeMs).toISOString();
    const counts = { inputTokens: 3_000_000, cacheReadTokens: 1_000_000, outputTokens: 1_000_000 };
    const priced = price(model, counts, at);
    expect(priced.usd, `${model} at ${at}`).toBeCloseTo(hit + 2 * miss + output, 12);
    const rates = Object.fromEntries(priced.lines.map((line) => [line.unit, line.usdPerMillion]));
    expect(rates, `${model} at ${at}`).toEqual({ input: miss, cacheRead: hit, output });
    expect(priced.book).toBe('overrides');
    return phase;
  }

  test('every hour of two weeks around the start, and of a week in September', () => {
    const seen = { before: 0, offPeak: 0, peak: 0 };
    for (const [from, days] of [
      ['2026-08-09T00:00:00Z', 15],
      ['2026-09-06T00:00:00Z', 7],
    ] as const)
      for (let hour = 0; hour < days * 24; hour++)
        for (const model of models)
          seen[expectPrice(model, Date.parse(from) + hour * 3_600_000 + 1) as keyof typeof seen]++;
    // before: 7 days and 16 hours. peak: 7 hours on each of 5 + 5 workdays. The rest of 22 days is off-peak.
    expect(seen).toEqual({ before: 2 * 184, peak: 2 * 70, offPeak: 2 * (22 * 24 - 184 - 70) });
  });

  test('one ms around each edge', () => {
    const edges = [START];
    for (const monday of ['2026-08-10', '2026-08-17', '2026-09-07'])
      for (let day = -1; day < 6; day++)
        for (const hour of [0, 1, 4, 6, 10, 24]) edges.push(Date.parse(monday) + (day * 24 + hour) * 3_600_000);
    for (const edge of edges) for (const ms of [-1, 0, 1]) for (const model of models) expectPrice(model, edge + ms);
    expect(edges.length).toBe(1 + 3 * 7 * 6);
  });
});

describe('dates', () => {
  const from = Date.parse('2026-03-01T00:00:00Z');
  const to = Date.parse('2026-04-01T00:00:00Z');
  const dated = openPricer([bookOf({ rates: { input: 1 }, validFromMs: from, validToMs: to })]);
  const at = (timeMs: number) => dated('lab/m', { inputTokens: 1e6 }, new Date(timeMs).toISOString());

  test('the start is included, the end excluded; outside, a book that is no history is silent', () => {
    expect([at(from - 1).usd, at(from).usd, at(to - 1).usd, at(to).usd]).toEqual([null, 1, 1, null]);
    expect(at(to).reason).toBe('no price at this date');
  });

  test('a row without a start is open to the left, one without an end to the right', () => {
    const open = openPricer([
      bookOf({ rates: { input: 1 }, validToMs: from }, { rates: { input: 2 }, validFromMs: from }),
    ]);
    const usd = (time: string) => open('lab/m', { inputTokens: 1e6 }, time).usd;
    expect([usd('1999-01-01'), usd('2026-02-28T23:59:59.999Z'), usd('2026-03-01'), usd('2099-01-01')]).toEqual([
      1, 1, 2, 2,
    ]);
  });

  const gap = Date.parse('2026-05-01T00:00:00Z');
  const seen = openPricer([
    {
      ...bookOf(
        { rates: { input: 1 }, validFromMs: from, validToMs: to },
        { rates: { input: 2 }, validFromMs: gap, validToMs: gap + 10 },
      ),
      observed: true,
    },
  ]);
  test('a history uses its nearest interval outside its range, and says so', () => {
    const near = (timeMs: number) => {
      const { usd, extrapolated } = seen('lab/m', { inputTokens: 1e6 }, new Date(timeMs).toISOString());
      return [usd, extrapolated];
    };
    expect(near(from - 1e9)).toEqual([1, true]);
    expect(near(from)).toEqual([1, false]);
    expect(near(to)).toEqual([1, true]);
    expect(near((to + gap) / 2 - 1)).toEqual([1, true]);
    expect(near((to + gap) / 2 + 1)).toEqual([2, true]);
    expect(near(gap)).toEqual([2, false]);
    expect(near(gap + 1e12)).toEqual([2, true]);
  });
});

describe('classes without a price', () => {
  test('cached tokens cost the input price where the row has no cache price, and the line says whose price it is', () => {
    const { usd, lines } = openPricer([bookOf({ rates: { input: 2, output: 8 } })])('lab/m', {
      inputTokens: 1_000_000,
      cacheReadTokens: 300_000,
      cacheWriteTokens: 200_000,
      cacheWrite1hTokens: 100_000,
    });
    expect(usd).toBeCloseTo(2, 12);
    expect(lines.map((line) => [line.unit, line.pricedAs])).toEqual([
      ['input', null],
      ['cacheRead', 'input'],
      ['cacheWrite', 'input'],
      ['cacheWrite1h', 'input'],
    ]);
  });

  test('a 1-hour cache write costs the 5-minute price where it has none of its own', () => {
    const own = openPricer([bookOf({ rates: { input: 2, cacheWrite: 2.5 } })]);
    expect(own('lab/m', { inputTokens: 1e6, cacheWrite1hTokens: 1e6 }).usd).toBeCloseTo(2.5, 12);
    // Anthropic states both: 1.25 × and 2 × of 3.
    expect(price('claude-sonnet-4-5', { inputTokens: 100_000, cacheWrite1hTokens: 100_000 }).usd).toBeCloseTo(0.6, 12);
    expect(price('claude-sonnet-4-5', { inputTokens: 100_000, cacheWriteTokens: 100_000 }).usd).toBeCloseTo(0.375, 12);
  });

  test('a cache price of 0 is a price', () => {
    const own = openPricer([bookOf({ rates: { input: 2, cacheRead: 0 } })]);
    expect(own('lab/m', { inputTokens: 1e6, cacheReadTokens: 1e6 }).usd).toBe(0);
  });

  test('a partly priced model is unpriced, with the reason', () => {
    const posts = openPricer([readPostCd()]);
    for (const model of ['qwen/qwen3.5-397b', 'qwen/qwen3-coder-30b', 'deepseek/deepseek-coder'])
      expect(posts(model, { inputTokens: 1, outputTokens: 1 })).toMatchObject({ usd: null, reason: 'no input price' });
    expect(price('openai/text-embedding-3-large', { inputTokens: 10, outputTokens: 1 }).reason).toBe('no output price');
    expect(price('openai/text-embedding-3-large', { inputTokens: 1e6 }).usd).toBeGreaterThan(0);
  });

  test('a cache price without an input price prices nothing, however much is cached', () => {
    const csv = 'offer,cache_read,output\nlab/m,0.02,0.35\n';
    const own = openPricer([readCsvTemplate(csv, 'mine', '1').book]);
    for (const cacheReadTokens of [10, 9])
      expect(own('lab/m', { inputTokens: 10, cacheReadTokens })).toMatchObject({ usd: null, reason: 'no input price' });
  });

  test.each([
    [{ inputTokens: 10, inputAudioTokens: 1 }, 'no audio input price'],
    [{ inputTokens: 10, inputImageTokens: 1 }, 'no image input price'],
    [{ outputTokens: 10, outputAudioTokens: 1 }, 'no audio output price'],
    [{ outputTokens: 10, outputImageTokens: 1 }, 'no image output price'],
    [{ inputTokens: 10, webSearches: 1 }, 'no web search price'],
  ])('%o is never 0: %s', (counts, reason) => {
    const own = openPricer([bookOf({ rates: { input: 2, cacheRead: 1, output: 8 } })]);
    expect(own('lab/m', counts)).toMatchObject({ usd: null, reason });
  });

  test('a price per request is billed once a call', () => {
    const own = openPricer([bookOf({ rates: { input: 1, output: 1, request: 5000 } })]);
    expect(own('lab/m', { inputTokens: 1_000_000 }).usd).toBeCloseTo(1.005, 12);
  });
});

describe('layers', () => {
  const list = bookOf({ rates: { input: 2, cacheRead: 0.2, output: 8 } });
  const contract = (row: Partial<PriceRow>) => ({
    ...bookOf({ rates: { input: 1, output: 4 }, ...row }),
    name: 'contract',
  });
  const counts = { inputTokens: 1_000_000, cacheReadTokens: 500_000 };

  test('the first book wins the whole row, never class by class', () => {
    const priced = openPricer([contract({}), list])('lab/m', counts);
    // The cache price of the list below is not borrowed: 1M × 1.
    expect([priced.book, priced.usd]).toEqual(['contract', 1]);
    expect(openPricer([list, contract({})])('lab/m', counts).usd).toBeCloseTo(1.1, 12);
  });

  test('where the first book is silent the next one answers', () => {
    const until = contract({ validToMs: Date.parse('2026-01-01T00:00:00Z') });
    const both = openPricer([until, list]);
    expect(both('lab/m', counts, '2025-12-31T23:59:59.999Z').book).toBe('contract');
    expect(both('lab/m', counts, '2026-01-01T00:00:00Z').book).toBe('lab');
  });

  test('a service tier without a price is the standard price, and says so', () => {
    const batch = contract({ serviceTier: 'batch' });
    expect(openPricer([batch, list])('lab/m', counts, '2026-01-01', 'batch')).toMatchObject({
      book: 'contract',
      standardInstead: false,
    });
    expect(openPricer([batch, list])('lab/m', counts, '2026-01-01', 'flex')).toMatchObject({
      book: 'lab',
      standardInstead: true,
    });
  });
});
