import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ClockWindow, PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import { UNITS, type Unit } from '@/lib/domain/usage';
import { LAB_LAYERS } from '@/lib/engine/__oracle__/lab-layers';
import { clockKey, isInClock, isTimeZone } from '@/lib/engine/clock';
import { groupBy } from '@/lib/engine/group-by';
import { readCsvTemplate } from './csv-template';
import { readGenaiPrices } from './genai-prices';
import { readLitellmJson } from './litellm-json';
import { readModelsDev } from './models-dev';
import { readOpenrouterModels } from './openrouter-models';
import { readOverrides } from './overrides';
import { readPostB, readPostCd } from './posts';
import { readShippedHistory } from './shipped-history';

const fixture = (name: string) => readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url), 'utf8');
const CONTRACT = 'offer,input,output,cache_read,from,to\nopenai/gpt-4o,2,8,1,2026-01-01,2026-07-01\n';

const books: readonly PriceBook[] = [
  readOverrides(),
  await readGenaiPrices(),
  readPostB(),
  readPostCd(),
  readCsvTemplate(CONTRACT, 'csv', '1').book,
  readShippedHistory().book,
  readLitellmJson(fixture('litellm-excerpt-2026-08-01.json'), 'litellm', '1').book,
  readModelsDev(fixture('models-dev.constructed.json'), 'models-dev', '1').book,
  readOpenrouterModels(fixture('openrouter-models.constructed.json'), 'openrouter', '1').book,
];

/** Made-up books of the engine's tests, whose rows use regions and zones. */
const madeUp = LAB_LAYERS.filter((book) => book.name.includes('world'));

/** Context tiers that are cheaper than what they follow, or leave a class without a price, `book offer`: why. */
const NORMAL_MODE = 'LiteLLM put the tier of the normal mode beside the sixfold price of the fast mode, for two weeks';
const EXPLAINED_TIERS: { readonly [key: string]: string } = {
  'litellm-history anthropic/fast/claude-opus-4-6': NORMAL_MODE,
  'litellm-history anthropic/fast/claude-opus-4-6-20260205': NORMAL_MODE,
  'litellm-history anthropic/fast/us/claude-opus-4-6': NORMAL_MODE,
  'litellm-history vertex_ai/gemini-2.0-flash-exp':
    'LiteLLM states $0 above 128,000 over a price below: a hole, so such calls have no price',
};

const nameOf = (book: PriceBook, row: PriceRow) => `${book.name} ${row.offerId}`;
const fromOf = (row: PriceRow) => row.validFromMs ?? -Infinity;
const toOf = (row: PriceRow) => row.validToMs ?? Infinity;
const overlapInTime = (a: PriceRow, b: PriceRow) => fromOf(a) < toOf(b) && fromOf(b) < toOf(a);

/** Quarters of an hour of a week in winter and one in summer: what windows of two zones share is looked up there. */
const QUARTERS = ['2026-01-11', '2026-07-12'].flatMap((sunday) =>
  Array.from({ length: 7 * 96 }, (_, quarter) => Date.parse(sunday) + quarter * 900_000),
);

function shareAnHour(a: readonly ClockWindow[], b: readonly ClockWindow[]): boolean {
  return a.some((one) =>
    b.some((other) =>
      one.timeZone === other.timeZone
        ? (one.weekdays & other.weekdays) !== 0 &&
          one.startSecond < other.endSecond &&
          other.startSecond < one.endSecond
        : QUARTERS.some((timeMs) => isInClock([one], timeMs) && isInClock([other], timeMs)),
    ),
  );
}

/**
 * Two rows of one offer, service tier and region that both claim one instant; a row without hours yields to one with
 * them, a row of all regions to one of a region.
 */
function overlapsOf(book: PriceBook): string[] {
  const found: string[] = [];
  for (const rows of groupBy(book.rows, (row) => `${row.offerId} ${row.serviceTier} ${row.region ?? ''}`).values())
    for (const [i, a] of rows.entries())
      for (const b of rows.slice(i + 1)) {
        if (!overlapInTime(a, b)) continue;
        const isSameHours = clockKey(a.clock ?? []) === clockKey(b.clock ?? []);
        const shareHours = a.clock !== null && b.clock !== null && shareAnHour(a.clock, b.clock);
        if (isSameHours || shareHours) found.push(nameOf(book, a));
      }
  return found;
}

function cardsOf(row: PriceRow): RateCard[] {
  return [row.rates, ...row.contextTiers.map((tier) => tier.rates)];
}

/** What is odd about a row's tiers: thresholds that do not rise, a class that gets cheaper or loses its price. */
function oddTiersOf(row: PriceRow): string[] {
  const found: string[] = [];
  let before = { thresholdTokens: 0, rates: row.rates };
  for (const tier of row.contextTiers) {
    if (tier.thresholdTokens <= before.thresholdTokens) found.push(`${tier.thresholdTokens} does not rise`);
    for (const [unit, usd] of Object.entries(before.rates) as [Unit, number][]) {
      const above = tier.rates[unit];
      if (above === undefined) found.push(`no ${unit} price above ${tier.thresholdTokens}`);
      else if (above < usd) found.push(`${unit} ${usd} → ${above} above ${tier.thresholdTokens}`);
    }
    before = tier;
  }
  return found;
}

describe.each([...books, ...madeUp].map((book) => [book.name, book] as const))('the book %s', (_name, book) => {
  test('has no two prices for one offer, service tier and hour', () => {
    expect(overlapsOf(book)).toEqual([]);
  });

  test('has no interval that ends before it starts', () => {
    expect(book.rows.filter((row) => toOf(row) <= fromOf(row))).toEqual([]);
  });

  test('has no price without a source, and a licence', () => {
    expect(book.rows.length).toBeGreaterThan(0);
    expect(book.rows.filter((row) => row.sourceUrl.trim() === '').map((row) => row.offerId)).toEqual([]);
    expect(book.source.length).toBeGreaterThan(0);
    expect(book.licence.length).toBeGreaterThan(0);
  });

  test('prices only offers it has, from providers it names, in units we bill', () => {
    const offers = new Set(book.offers.map((offer) => offer.offerId));
    const providers = new Set(book.providers.map((rules) => rules.provider));
    expect(offers.size).toBe(book.offers.length);
    expect(book.rows.filter((row) => !offers.has(row.offerId))).toEqual([]);
    expect([...offers].filter((id) => !providers.has(id.slice(0, id.indexOf('/'))))).toEqual([]);
    const units = book.rows.flatMap(cardsOf).flatMap((card) => Object.keys(card));
    expect(units.filter((unit) => !UNITS.includes(unit as Unit))).toEqual([]);
  });

  test('has regions in lower case, and hours that end after they start, in zones there are', () => {
    for (const { region, clock } of book.rows) {
      expect(region ?? 'eu').toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      for (const { startSecond, endSecond, weekdays, timeZone } of clock ?? []) {
        expect(0 <= startSecond && startSecond < endSecond && endSecond <= 86_400).toBe(true);
        expect(weekdays >= 1 && weekdays <= 127).toBe(true);
        expect(timeZone === undefined || isTimeZone(timeZone)).toBe(true);
      }
    }
  });

  test('has context tiers that only get dearer, or says why', () => {
    const odd = book.rows.flatMap((row) => oddTiersOf(row).map((problem) => `${nameOf(book, row)} | ${problem}`));
    expect(odd.filter((text) => EXPLAINED_TIERS[text.slice(0, text.indexOf(' |'))] === undefined)).toEqual([]);
  });
});

test('every explanation is of a tier that is odd', () => {
  const odd = new Set(
    books.flatMap((book) => book.rows.flatMap((row) => oddTiersOf(row).map(() => nameOf(book, row)))),
  );
  expect([...odd].sort()).toEqual(Object.keys(EXPLAINED_TIERS).sort());
});

test('each check sees what it is for', () => {
  const row = readPostB().rows[0] as PriceRow;
  const window = { weekdays: 2, startSecond: 0, endSecond: 10 };
  const withRows = (...rows: PriceRow[]) => ({ ...readPostB(), rows });
  expect(overlapsOf(withRows(row, { ...row, validFromMs: 5 })).length).toBe(1);
  expect(
    overlapsOf(withRows({ ...row, clock: [window] }, { ...row, clock: [{ ...window, endSecond: 5 }] })).length,
  ).toBe(1);
  expect(overlapsOf(withRows(row, { ...row, clock: [window] }))).toEqual([]);
  const tier = (thresholdTokens: number, rates: RateCard) => ({ thresholdTokens, inclusive: false, rates });
  expect(oddTiersOf({ ...row, rates: { input: 2 }, contextTiers: [tier(5, { input: 1 })] }).length).toBe(1);
  expect(oddTiersOf({ ...row, rates: { input: 2 }, contextTiers: [tier(5, {})] }).length).toBe(1);
  expect(overlapsOf(withRows(row, { ...row, region: 'eu' }))).toEqual([]);
  expect(overlapsOf(withRows({ ...row, region: 'eu' }, { ...row, region: 'eu', validFromMs: 5 })).length).toBe(1);
  // 09:00–10:00 in Berlin is 08:00–09:00 or 07:00–08:00 UTC.
  const morning = (timeZone: string, hour: number) => ({
    weekdays: 127,
    startSecond: hour * 3600,
    endSecond: (hour + 1) * 3600,
    timeZone,
  });
  const apart = (hour: number) =>
    overlapsOf(withRows({ ...row, clock: [morning('Europe/Berlin', 9)] }, { ...row, clock: [morning('UTC', hour)] }))
      .length;
  expect([6, 7, 8, 9].map(apart)).toEqual([0, 1, 1, 0]);
});
