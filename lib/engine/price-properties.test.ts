import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { withOverride } from '@/lib/catalog/override-row';
import type { PriceBook, PriceRow, PriceTerm, RateCard, TermScope } from '@/lib/domain/price';
import { SERVICE_TIERS, type ServiceTier, type TokenCounts, UNITS, type Unit } from '@/lib/domain/usage';
import { createPriceStack, type FoundPrice, priceTimeAt } from './price-stack';
import { cardFor, priceUsd, rateVector } from './price-usage';
import { labBook, labRow, labTerms } from './testing/lab-book';
import { countsOf } from './testing/price-with';

const DAY = 86_400_000;
const START = Date.parse('2026-01-01');
const RUNS = 300;
const judged: { [property: string]: number } = {};

/** Checks a property and counts its cases by the name of the test. */
function holds<Values extends unknown[]>(
  name: string,
  arbitraries: { [K in keyof Values]: fc.Arbitrary<Values[K]> },
  check: (...values: Values) => void,
) {
  test(name, () => {
    judged[name] = 0;
    const property = fc.property(...(arbitraries as unknown as [fc.Arbitrary<unknown>]), (...values: unknown[]) => {
      judged[name] = (judged[name] as number) + 1;
      check(...(values as Values));
    });
    fc.assert(property, { seed: 11, numRuns: RUNS });
  });
}

const rate = fc.double({ min: 0.001, max: 100, noNaN: true });
const rateOf = Object.fromEntries(UNITS.map((unit) => [unit, rate])) as { [unit in Unit]: typeof rate };
const full: fc.Arbitrary<RateCard> = fc.record(rateOf);
const partial: fc.Arbitrary<RateCard> = fc.record(rateOf, { requiredKeys: [] });

const part = fc.integer({ min: 0, max: 9000 });
const counts: fc.Arbitrary<TokenCounts> = fc
  .record({
    read: part,
    write: part,
    write1h: part,
    audio: part,
    text: part,
    thought: part,
    voice: part,
    searches: fc.nat(3),
  })
  .map(({ read, write, write1h, audio, text, thought, voice, searches }) =>
    countsOf({
      inputTokens: text + read + write + write1h + audio,
      cacheReadTokens: read,
      cacheWriteTokens: write,
      cacheWrite1hTokens: write1h,
      inputAudioTokens: audio,
      outputTokens: text + thought + voice,
      reasoningTokens: thought,
      outputAudioTokens: voice,
      webSearches: searches,
    }),
  );

const day = fc.integer({ min: 0, max: 20 }).map((n) => START + n * DAY);
const dates = fc
  .tuple(fc.option(day), fc.option(day))
  .filter(([from, to]) => from === null || to === null || from < to)
  .map(([validFromMs, validToMs]) => ({ validFromMs, validToMs }));
const units = fc.option(fc.subarray([...UNITS], { minLength: 1 }), { nil: undefined });
const tiers = fc.option(fc.subarray<ServiceTier>([...SERVICE_TIERS], { minLength: 1 }), { nil: undefined });
const offers = fc.constantFrom(undefined, ['*'], ['lab/*'], ['lab/m'], ['else/*', 'lab/m*'], ['else/m']);
const scope: fc.Arbitrary<TermScope> = fc
  .record({ units, serviceTiers: tiers, offers })
  .map(({ units: only, serviceTiers, offers: of }) => ({
    ...(only === undefined ? {} : { units: only }),
    ...(serviceTiers === undefined ? {} : { serviceTiers }),
    ...(of === undefined ? {} : { offers: of }),
  }));
type Loose = Partial<PriceTerm> & { readonly percent: number };
const percent = fc.constantFrom(-100, -66, -20, -0.5, 0, 0, 5.5, 25, 100);
const term: fc.Arbitrary<Loose> = fc
  .record({
    percent,
    scope,
    dates,
    usdPerMtok: fc.constantFrom(0, 0, 0.25),
    usdPerRequest: fc.constantFrom(0, 0, 0.001),
  })
  .map(({ dates: when, ...rest }) => ({ ...rest, ...when }));
const terms = fc.array(term, { maxLength: 4 });

const at = fc.integer({ min: -DAY, max: 21 * DAY }).map((ms) => START + ms);
const tier = fc.constantFrom(...SERVICE_TIERS);

function find(books: readonly PriceBook[], timeMs: number, serviceTier: ServiceTier = 'standard') {
  return createPriceStack(books).find(labRow({}).offerId, priceTimeAt(timeMs), serviceTier);
}

function must(found: FoundPrice | string): FoundPrice {
  if (typeof found === 'string') throw new Error(found);
  return found;
}

function cost(
  books: readonly PriceBook[],
  of: TokenCounts,
  timeMs = START,
  serviceTier: ServiceTier = 'standard',
  requests = 1,
) {
  const { row } = must(find(books, timeMs, serviceTier));
  return priceUsd(of, requests, rateVector(cardFor(row, of.inputTokens)));
}

function usd(...asked: Parameters<typeof cost>): number {
  const priced = cost(...asked);
  if (typeof priced === 'string') throw new Error(priced);
  return priced;
}

function expectClose(a: number, b: number) {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-12));
}

const times = (card: RateCard, k: number): RateCard =>
  Object.fromEntries(Object.entries(card).map(([unit, value]) => [unit, (value as number) * k]));
const listOf = (card: RateCard) => labBook([labRow(card)]);
const inCurrency = (book: PriceBook, usdPerUnit: number): PriceBook => ({
  ...book,
  currency: { code: 'XTS', usdPerUnit, rateDate: '2026-01-01', source: 'made up' },
});

describe('what a call costs under terms', () => {
  holds('is additive over calls', [full, terms, counts, counts, at], (card, list, a, b, timeMs) => {
    const books = [labTerms('deal', ...list), listOf(card)];
    const sum = Object.fromEntries(
      Object.entries(a).map(([key, count]) => [key, count + b[key as keyof TokenCounts]]),
    ) as TokenCounts;
    expectClose(usd(books, sum, timeMs, 'standard', 2), usd(books, a, timeMs) + usd(books, b, timeMs));
  });

  holds(
    'never falls with one more token of a class, within a tier',
    [full, full, terms, counts, at],
    (card, above, list, of, timeMs) => {
      const tiered = labRow(card, { contextTiers: [{ thresholdTokens: 20_000, inclusive: true, rates: above }] });
      const books = [labTerms('deal', ...list), labBook([tiered])];
      const isLast = of.inputTokens === 19_999;
      if (!isLast)
        expect(usd(books, { ...of, inputTokens: of.inputTokens + 1 }, timeMs)).toBeGreaterThanOrEqual(
          usd(books, of, timeMs),
        );
      expect(usd(books, { ...of, outputTokens: of.outputTokens + 1 }, timeMs)).toBeGreaterThanOrEqual(
        usd(books, of, timeMs),
      );
    },
  );

  holds(
    'scales with prices, or with the rate of their currency',
    [full, terms, counts, at, fc.double({ min: 0.01, max: 50, noNaN: true })],
    (card, list, of, timeMs, k) => {
      const plain = list.map(({ usdPerMtok: _, usdPerRequest: __, ...only }) => only);
      const deal = labTerms('deal', ...plain);
      const expected = usd([deal, listOf(card)], of, timeMs) * k;
      expectClose(usd([deal, listOf(times(card, k))], of, timeMs), expected);
      expectClose(usd([deal, inCurrency(listOf(card), k)], of, timeMs), expected);
    },
  );

  holds(
    'is never negative, and 100 % off is 0, not unknown',
    [full, terms, terms, counts, at],
    (card, upper, lower, of, timeMs) => {
      const books = [labTerms('deal', ...upper), labTerms('gateway', ...lower), listOf(card)];
      expect(usd(books, of, timeMs)).toBeGreaterThanOrEqual(0);
      expect(usd([labTerms('gift', { percent: -100 }), ...books], of, timeMs)).toBe(0);
    },
  );

  holds(
    'stays unknown where it is, for the same reason; and known where it is',
    [partial, terms, terms, counts, at],
    (card, upper, lower, of, timeMs) => {
      const under = cost([labTerms('deal', ...upper), labTerms('gateway', ...lower), listOf(card)], of, timeMs);
      const plain = cost([listOf(card)], of, timeMs);
      if (typeof plain === 'string') expect(under).toBe(plain);
      else expect(typeof under).toBe('number');
    },
  );
});

describe('terms', () => {
  holds(
    'of 0 % change nothing: the same row, nothing applied',
    [partial, fc.array(term, { maxLength: 4 }), at, tier],
    (card, list, timeMs, serviceTier) => {
      const neutral = list.map(({ usdPerMtok: _, usdPerRequest: __, ...rest }) => ({ ...rest, percent: 0 }));
      const book = listOf(card);
      const found = must(find([labTerms('deal', ...neutral), book], timeMs, serviceTier));
      expect(found.row).toBe(book.rows[0]);
      expect(found.applied).toEqual([]);
    },
  );

  holds('of two books multiply, in either order', [full, percent, percent, counts], (card, p, q, of) => {
    const [a, b] = [labTerms('a', { percent: p }), labTerms('b', { percent: q })];
    const expected = usd([listOf(card)], of) * (1 + p / 100) * (1 + q / 100);
    expectClose(usd([a, b, listOf(card)], of), expected);
    expectClose(usd([b, a, listOf(card)], of), expected);
  });

  holds('of one book: only the first that covers a class acts', [full, terms, counts, at], (card, list, of, timeMs) => {
    const { row } = must(find([labTerms('deal', ...list), listOf(card)], timeMs));
    const isActive = (one: Loose) =>
      (one.validFromMs ?? -Infinity) <= timeMs &&
      timeMs < (one.validToMs ?? Infinity) &&
      (one.scope?.serviceTiers?.includes('standard') ?? true) &&
      !one.scope?.offers?.includes('else/m');
    for (const unit of UNITS) {
      const first = list.find((one) => isActive(one) && (one.scope?.units?.includes(unit) ?? true));
      const fixed =
        unit === 'request' ? (first?.usdPerRequest ?? 0) * 1e6 : unit === 'webSearch' ? 0 : (first?.usdPerMtok ?? 0);
      expectClose(row.rates[unit] as number, (card[unit] as number) * (1 + (first?.percent ?? 0) / 100) + fixed);
    }
    // So whatever follows a term that covers everything is not heard, and terms that share no class may change places.
    const all = [...list, { percent: 7 }];
    expect(usd([labTerms('deal', ...all, { percent: -50 }), listOf(card)], of, timeMs)).toBe(
      usd([labTerms('deal', ...all), listOf(card)], of, timeMs),
    );
  });

  holds(
    'that share no class may change places',
    [
      full,
      fc.shuffledSubarray([...UNITS], { minLength: 4 }),
      fc.array(percent, { minLength: 4, maxLength: 4 }),
      counts,
    ],
    (card, some, percents, of) => {
      const apart = percents.map((value, i) => ({
        percent: value,
        scope: { units: some.filter((_, k) => k % 4 === i) },
      }));
      const price = (list: readonly Loose[]) => usd([labTerms('deal', ...list), listOf(card)], of);
      expect(price([...apart].reverse())).toBe(price(apart));
    },
  );

  holds(
    'never touch rows of their own book, or of a book above',
    [full, terms, counts, at],
    (card, list, of, timeMs) => {
      const own = { ...listOf(card), terms: labTerms('', ...list).terms ?? [] };
      expect(must(find([own], timeMs)).row).toBe(own.rows[0]);
      expect(usd([listOf(card), labTerms('below', ...list)], of, timeMs)).toBe(usd([listOf(card)], of, timeMs));
    },
  );
});

/** One list of terms that does what `upper` does over `lower`: every pair in order, each with nothing last. */
function composed(upper: readonly Loose[], lower: readonly Loose[]): Loose[] {
  const meet = <T>(a: readonly T[] | undefined, b: readonly T[] | undefined) =>
    a === undefined || b === undefined ? (a ?? b) : a.filter((item) => b.includes(item));
  const nothing: Loose = { percent: 0 };
  return [...upper, nothing].flatMap((a) =>
    [...lower, nothing].map((b) => {
      const only = meet(a.scope?.units, b.scope?.units);
      const serviceTiers = meet(a.scope?.serviceTiers, b.scope?.serviceTiers);
      const isElsewhere = [a, b].some((one) => one.scope?.offers?.includes('else/m'));
      const k = (100 + a.percent) / 100;
      return {
        percent: ((100 + a.percent) * (100 + b.percent)) / 100 - 100,
        usdPerMtok: (b.usdPerMtok ?? 0) * k + (a.usdPerMtok ?? 0),
        usdPerRequest: (b.usdPerRequest ?? 0) * k + (a.usdPerRequest ?? 0),
        validFromMs: Math.max(a.validFromMs ?? -Infinity, b.validFromMs ?? -Infinity),
        validToMs: Math.min(a.validToMs ?? Infinity, b.validToMs ?? Infinity),
        scope: {
          offers: [isElsewhere ? 'else/m' : '*'],
          ...(only === undefined ? {} : { units: only }),
          ...(serviceTiers === undefined ? {} : { serviceTiers }),
        },
      };
    }),
  );
}

const rows: fc.Arbitrary<readonly PriceRow[]> = fc
  .array(fc.record({ dates, tier, input: rate }), { maxLength: 5 })
  .map((list) => {
    const each = list.map(({ dates: when, tier: serviceTier, input }) => labRow({ input }, { ...when, serviceTier }));
    // Rows of one book never overlap: later ones give way to earlier ones.
    return each.reduceRight<PriceBook>((book, row) => withOverride(book, row), labBook([])).rows;
  });

/** One book of two without terms: the rows of the upper laid over the lower. */
function merged(upper: PriceBook, lower: PriceBook): PriceBook {
  return upper.rows.reduce((book, row) => withOverride(book, row), lower);
}

describe('layering is associative', () => {
  holds('books of prices, merged in either grouping', [rows, rows, rows, at, tier], (a, b, c, timeMs, serviceTier) => {
    const [top, middle, list] = [labBook(a, { name: 'a' }), labBook(b, { name: 'b' }), labBook(c, { name: 'c' })];
    const rateIn = (...books: PriceBook[]) => {
      const found = find(books, timeMs, serviceTier);
      return typeof found === 'string' ? null : [found.row.rates.input, found.standardInstead];
    };
    const expected = rateIn(top, middle, list);
    expect(rateIn(merged(top, middle), list)).toEqual(expected);
    expect(rateIn(top, merged(middle, list))).toEqual(expected);
    expect(rateIn(merged(top, merged(middle, list)))).toEqual(expected);
  });

  holds(
    'books of terms, composed in either grouping',
    [full, terms, terms, terms, counts, at, tier],
    (card, a, b, c, of, timeMs, serviceTier) => {
      const price = (...lists: (readonly Loose[])[]) =>
        usd([...lists.map((list, i) => labTerms(`t${i}`, ...list)), listOf(card)], of, timeMs, serviceTier);
      const expected = price(a, b, c);
      expectClose(price(composed(a, b), c), expected);
      expectClose(price(a, composed(b, c)), expected);
      expectClose(price(composed(a, composed(b, c))), expected);
      expectClose(price(composed(composed(a, b), c)), expected);
    },
  );

  holds('a stack priced first and laid under the rest', [full, terms, terms, counts, at], (card, a, b, of, timeMs) => {
    const [top, below] = [labTerms('a', ...a), [labTerms('b', ...b), listOf(card)]];
    const priced = labBook([must(find(below, timeMs)).row]);
    expectClose(usd([top, priced], of, timeMs), usd([top, ...below], of, timeMs));
  });
});

afterAll(() => {
  for (const [name, count] of Object.entries(judged)) expect(count, name).toBeGreaterThanOrEqual(RUNS);
  expect(Object.keys(judged)).toHaveLength(13);
});
