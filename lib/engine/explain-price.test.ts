import { describe, expect, test } from 'vitest';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readPostCd } from '@/lib/catalog/sources/posts';
import { type OfferId, parseOfferId } from '@/lib/domain/ids';
import type { PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import type { ServiceTier } from '@/lib/domain/usage';
import { createExplainer, explainLine } from './explain-price';
import { createResolver } from './names';
import { createPriceStack, priceTimeAt } from './price-stack';
import { cardFor, passedTier, priceLines } from './price-usage';
import { type Counts, countsOf } from './testing/price-with';

const M = parseOfferId('lab/m');
type Row = Partial<PriceRow> & { readonly rates: RateCard };

function bookOf(name: string, rows: readonly Row[], parts: Partial<PriceBook> = {}): PriceBook {
  const shared = {
    offerId: M,
    validFromMs: null,
    validToMs: null,
    clock: null,
    serviceTier: 'standard',
    contextTiers: [],
    sourceUrl: 'https://lab.example/prices',
    checkedOn: '2026-11-01',
  } as const;
  return {
    name,
    version: '1',
    source: 'made up',
    licence: 'MIT',
    observed: false,
    providers: [],
    offers: rows.length === 0 ? [] : [{ offerId: M, name: 'm', match: null, facts: {}, sameModelAs: null }],
    rows: rows.map((row) => ({ ...shared, ...row })),
    ...parts,
  };
}

type Call = {
  readonly model?: string;
  readonly at?: string;
  readonly dateAt?: string;
  readonly tier?: ServiceTier;
  readonly region?: string;
  readonly counts?: Counts;
  readonly aliases?: ReadonlyMap<string, OfferId>;
};

function ask(books: readonly PriceBook[], call: Call) {
  const { model = 'lab/m', at = '2026-09-01T12:00:00Z', tier = 'standard', region = '', aliases = new Map() } = call;
  const resolution = createResolver(books, aliases)(model);
  const timeMs = Date.parse(at);
  const dateMs = call.dateAt === undefined ? timeMs : Date.parse(call.dateAt);
  const found =
    resolution === null
      ? 'unknown model'
      : createPriceStack(books).find(resolution.offerId, priceTimeAt(timeMs, dateMs, region), tier);
  const counts = countsOf(call.counts ?? { inputTokens: 1000, outputTokens: 100 });
  const lines = typeof found === 'string' ? found : priceLines(counts, 1, cardFor(found.row, counts.inputTokens));
  const question = { name: model, resolution, found, lines, counts, timeMs, dateMs, tier, region } as const;
  return { question, sentences: createExplainer(books).explain(question) };
}

const why = (books: readonly PriceBook[], call: Call) => ask(books, call).sentences;

const EXACT = '“lab/m” is priced as lab/m: it is the id of an offer.';
const ANY_DATE = 'The price is a row of the book list (version 1), in force at any date, service tier standard.';
const SOURCE = 'Source: https://lab.example/prices, checked on 2026-11-01.';
const LEFT = 'The call is left unpriced and counted, never taken as zero.';
const PLAIN = { input: 3, output: 15 };

describe('why a call costs what it does, in words', () => {
  test('DeepSeek at a peak hour, at another one, and with the prices of another date', () => {
    const books = [readOverrides()];
    const version = books[0]?.version;
    const pro = (at: string, dateAt?: string) =>
      why(books, { model: 'deepseek/deepseek-v4-pro', at, ...(dateAt === undefined ? {} : { dateAt }) });
    const row = `The price is a row of the book overrides (version ${version}), in force from 2026-08-16 16:00 UTC (included) on, service tier standard.`;
    const name = '“deepseek/deepseek-v4-pro” is priced as deepseek/deepseek-v4-pro: it is the id of an offer.';
    const source = 'Source: https://api-docs.deepseek.com/quick_start/pricing, checked on 2026-11-21.';
    expect(pro('2026-08-17T02:00:00Z')).toEqual([
      name,
      row,
      'It holds Monday to Friday 01:00–04:00 and 06:00–10:00 UTC (end excluded); the call falls on Monday 02:00 UTC.',
      source,
    ]);
    expect(pro('2026-08-17T04:00:00Z')[2]).toBe(
      'It holds at all other hours than Monday to Friday 01:00–04:00 and 06:00–10:00 UTC; the call falls on Monday 04:00 UTC.',
    );
    expect(pro('2026-08-01T02:00:00Z')).toEqual([
      name,
      `The price is a row of the book overrides (version ${version}), in force until 2026-08-16 16:00 UTC (excluded), service tier standard.`,
      source,
    ]);
    expect(pro('2025-01-06T02:00:00Z', '2026-09-01T00:00:00Z').slice(2, 4)).toEqual([
      'Prices are those of 2026-09-01; weekday and hour are the call’s own.',
      'It holds Monday to Friday 01:00–04:00 and 06:00–10:00 UTC (end excluded); the call falls on Monday 02:00 UTC.',
    ]);
  });

  test('a window in a zone of its own is told by that clock', () => {
    const night = [{ weekdays: 127, startSecond: 1800, endSecond: 8 * 3600, timeZone: 'Asia/Shanghai' }];
    const books = [bookOf('list', [{ rates: PLAIN }, { clock: night, rates: { input: 1, output: 5 } }])];
    // Noon UTC is 20:00 in Shanghai.
    expect(why(books, {})[2]).toBe(
      'It holds at all other hours than every day 00:30–08:00 Asia/Shanghai; the call falls on Tuesday 20:00 Asia/Shanghai.',
    );
  });

  test.each([
    [false, 200_000, 'Total input 200,000 is at or below 200,000: base price.'],
    [false, 200_001, 'Total input 200,001 > 200,000: the whole request is priced by the tier.'],
    [true, 271_999, 'Total input 271,999 is below 272,000: base price.'],
    [true, 272_000, 'Total input 272,000 ≥ 272,000: the whole request is priced by the tier.'],
  ])('a context tier with its own comparison (inclusive: %s) at %i tokens', (inclusive, inputTokens, sentence) => {
    const contextTiers = [
      { thresholdTokens: inclusive ? 272_000 : 200_000, inclusive, rates: { input: 6, output: 22.5 } },
    ];
    const books = [bookOf('list', [{ rates: PLAIN, contextTiers }])];
    expect(why(books, { counts: { inputTokens } })).toEqual([EXACT, ANY_DATE, sentence, SOURCE]);
  });

  test('a batch price, and the standard one where there is none', () => {
    const batch = bookOf('list', [{ rates: PLAIN }, { serviceTier: 'batch', rates: { input: 1.5, output: 7.5 } }]);
    expect(why([batch], { tier: 'batch' })[1]).toBe(
      'The price is a row of the book list (version 1), in force at any date, service tier batch.',
    );
    expect(why([bookOf('list', [{ rates: PLAIN }])], { tier: 'batch' })).toEqual([
      EXACT,
      ANY_DATE,
      'No batch price is known: this is the standard price instead.',
      SOURCE,
    ]);
  });

  test('the row of a region, and that of all others', () => {
    const books = [bookOf('list', [{ rates: PLAIN }, { region: 'eu', rates: { input: 3.3, output: 16.5 } }])];
    expect(why(books, { region: 'eu-west-1' })[2]).toBe(
      'It is the price for the region eu; the call’s region is eu-west-1.',
    );
    expect(why(books, { region: 'us' })[2]).toBe(
      'No row is for the region us: this is the price for every region but eu.',
    );
    expect(why(books, {})[2]).toBe('The call names no region: this is the price for every region but eu.');
    expect(why([bookOf('list', [{ rates: PLAIN }])], { region: 'us' })[2]).toBe(
      'The book has one price for every region: the call’s own, us, changes nothing.',
    );
  });

  test('a book in another currency, as written and converted', () => {
    const currency = { code: 'CNY', usdPerUnit: 0.14, rateDate: '2026-11-20', source: 'ECB' };
    expect(why([bookOf('list', [{ rates: { input: 2, output: 8 } }], { currency })], {})[2]).toBe(
      'The book is written in CNY, converted at 1 CNY = 0.14 USD on 2026-11-20 (ECB): input 2.00 CNY = $0.28, output 8.00 CNY = $1.12 per 1M.',
    );
  });

  test('a contract over a gateway over a list: each step with the price before and after', () => {
    const term = { scope: {}, validFromMs: null, validToMs: null, source: '' };
    const list = bookOf('list', [{ rates: { input: 2.5, output: 10 } }]);
    const gateway = bookOf('gateway', [], { terms: [{ ...term, label: 'Gateway fee', percent: 5 }] });
    const contract = bookOf('contract', [], {
      terms: [
        {
          ...term,
          label: 'Acme 2026',
          percent: -20,
          scope: { units: ['output'] },
          validFromMs: Date.parse('2026-01-01'),
          source: 'MSA §4',
        },
      ],
    });
    expect(why([contract, gateway, list], {}).slice(2)).toEqual([
      '5 % on top by “Gateway fee” in the book gateway: input $2.50 → $2.625, output $10.00 → $10.50.',
      '20 % off by “Acme 2026” in the book contract, from 2026-01-01 (included) on: output $10.50 → $8.40 (MSA §4).',
      SOURCE,
    ]);
    expect(why([contract, list], { at: '2025-12-31T23:59:59Z' })).toEqual([EXACT, ANY_DATE, SOURCE]);
  });

  test('an observed history outside the dates it saw', () => {
    const dates = { validFromMs: Date.parse('2024-01-01'), validToMs: Date.parse('2026-08-01') };
    const books = [bookOf('list', [{ ...dates, rates: PLAIN }], { observed: true })];
    expect(why(books, {}).slice(1, 3)).toEqual([
      'The price is a row of the book list (version 1), in force from 2024-01-01 (included) to 2026-08-01 (excluded), service tier standard.',
      'The book list records what was seen from 2024-01-01 to 2026-08-01 (excluded): outside those dates, or in a gap, the nearest one stands in.',
    ]);
  });

  test('cached tokens without a price, on the call and on its line', () => {
    const counts = { inputTokens: 1000, cacheReadTokens: 200, outputTokens: 10 };
    const { question, sentences } = ask([bookOf('list', [{ rates: PLAIN }])], { counts });
    expect(sentences[2]).toBe('There is no cache-read price: those tokens cost the input price.');
    const { lines, found } = question;
    if (typeof lines === 'string' || typeof found === 'string') throw new Error('not priced');
    expect(lines.map((line) => explainLine(line, question.counts, passedTier(found.row, 1000)))).toEqual([
      '1,000 in all, the rest in lines of its own; the price of the row',
      'no cache-read price: costs the input price',
      'the price of the row',
    ]);
  });

  test('a price set by hand says why', () => {
    const books = [bookOf('list', [{ rates: PLAIN, note: 'Quote of 3 March.', sourceUrl: '', checkedOn: null }])];
    expect(why(books, {}).slice(2)).toEqual(['Set by hand: Quote of 3 March.', 'No source is stated.']);
  });

  test('a written alias', () => {
    const aliases = new Map([['prod-chat', M]]);
    expect(why([bookOf('list', [{ rates: PLAIN }])], { model: 'prod-chat', aliases })[0]).toBe(
      '“prod-chat” is priced as lab/m: prod-chat is mapped by hand.',
    );
  });
});

describe('why a call has no price, in words', () => {
  test('an unknown model', () => {
    expect(why([bookOf('list', [{ rates: PLAIN }]), bookOf('more', [])], { model: 'nobody-knows' })).toEqual([
      '“nobody-knows” is unknown: it is no offer id and no written alias, and no rule of list and more knows it, as it stands or without its prefix. Names are never matched by likeness.',
      LEFT,
    ]);
  });

  test('a known offer without a price at the date says which dates there are', () => {
    const row = { validFromMs: Date.parse('2026-10-01'), rates: PLAIN };
    expect(why([bookOf('list', [row])], {})).toEqual([
      EXACT,
      'No standard price of lab/m is in force on 2026-09-01 12:00 UTC. There are: list: standard, from 2026-10-01 (included) on.',
      LEFT,
    ]);
  });

  test('a region without a price', () => {
    expect(why([bookOf('list', [{ region: 'eu', rates: PLAIN }])], { region: 'us' })[1]).toBe(
      'No standard price of lab/m is for the region us on 2026-09-01 12:00 UTC. There are: list: standard, region eu, at any date.',
    );
  });

  test('a partly priced offer names the class', () => {
    expect(why([readPostCd()], { model: 'qwen/qwen3.5-397b' }).slice(2)).toEqual([
      'There is no input price: the row has a price for output only, so the call is left unpriced, never counted as zero.',
      'Source: post C, price table, check date not stated.',
    ]);
  });
});
