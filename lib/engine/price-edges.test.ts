import { describe, expect, test } from 'vitest';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readPostB, readPostCd } from '@/lib/catalog/sources/posts';
import { readShippedHistory } from '@/lib/catalog/sources/shipped-history';
import type { PriceRow } from '@/lib/domain/price';
import { LAB_LAYERS } from './__oracle__/lab-layers';
import { isWithin } from './__oracle__/price-one';
import { clockKey, MS_PER_DAY } from './clock';
import { createPriceStack, type PriceStack, priceTimeAt } from './price-stack';
import { cardFor, priceUsd, rateVector } from './price-usage';
import { countsOf } from './testing/price-with';

/** Every built-in book alone, and the made-up ones: each edge of each row, one below, at and above. */
const BUILT_IN = [readOverrides(), await readGenaiPrices(), readPostB(), readPostCd(), readShippedHistory().book];
const BOOKS = [...BUILT_IN, ...LAB_LAYERS.filter((book) => book.rows.length > 0)];

/** The price for a row's own tier, region and hours at a date. */
function findLike(stack: PriceStack, row: PriceRow, dateMs: number) {
  const key = row.clock === null ? null : clockKey(row.clock);
  const isIn = (windows: NonNullable<PriceRow['clock']>) => clockKey(windows) === key;
  return stack.find(row.offerId, { dateMs, isIn, region: row.region ?? '' }, row.serviceTier);
}

function instantIn(row: PriceRow): number {
  return row.validFromMs ?? (row.validToMs ?? Date.parse('2026-06-01')) - 1;
}

describe.each(BOOKS.map((book) => [book.name, book] as const))('the book %s', (_name, book) => {
  const stack = createPriceStack([{ ...book, currency: null }]);

  test('one token below, at and above each context tier', () => {
    const wanted = book.rows.reduce((sum, row) => sum + row.contextTiers.length, 0);
    let judged = 0;
    for (const row of book.rows)
      for (const [i, tier] of row.contextTiers.entries()) {
        const found = findLike(stack, row, instantIn(row));
        if (typeof found === 'string') throw new Error(`${row.offerId}: ${found}`);
        expect(found.stated).toBe(row);
        const below = row.contextTiers[i - 1]?.rates ?? row.rates;
        for (const [inputTokens, card] of [
          [tier.thresholdTokens - 1, below],
          [tier.thresholdTokens, tier.inclusive ? tier.rates : below],
          [tier.thresholdTokens + 1, tier.rates],
        ] as const) {
          const counts = countsOf({ inputTokens, cacheReadTokens: 1000, outputTokens: 100 });
          const usd = priceUsd(counts, 1, rateVector(cardFor(found.row, inputTokens)));
          const { input, output, cacheRead = input ?? 0, request = 0 } = card;
          // A tier may leave a class without a price; then the call has none.
          if (input === undefined || output === undefined) expect(typeof usd).toBe('string');
          else
            expect(usd, `${row.offerId} ${inputTokens}`).toBeCloseTo(
              ((inputTokens - 1000) * input + 1000 * cacheRead + 100 * output + request) / 1e6,
              9,
            );
        }
        judged++;
      }
    expect(judged).toBe(wanted);
  });

  test('one millisecond before, at and after each date', () => {
    const wanted = book.rows.reduce(
      (n, row) => n + [row.validFromMs, row.validToMs].filter((ms) => ms !== null).length,
      0,
    );
    let judged = 0;
    for (const row of book.rows)
      for (const edge of [row.validFromMs, row.validToMs]) {
        if (edge === null) continue;
        for (const dateMs of [edge - 1, edge, edge + 1]) {
          const found = findLike(stack, row, dateMs);
          const isIn = (row.validFromMs ?? -Infinity) <= dateMs && dateMs < (row.validToMs ?? Infinity);
          const isHeld = typeof found !== 'string' && found.stated === row && !found.extrapolated;
          expect(isHeld, `${row.offerId} ${new Date(dateMs).toISOString()}`).toBe(isIn);
        }
        judged++;
      }
    expect(judged).toBe(wanted);
  });

  test('one millisecond before, at and after each hour, on each weekday', () => {
    const clocked = book.rows.filter((row) => row.clock !== null);
    let judged = 0;
    for (const row of clocked) {
      const midnight = Math.floor(instantIn(row) / MS_PER_DAY) * MS_PER_DAY;
      for (const { startSecond, endSecond } of row.clock ?? [])
        for (const second of [startSecond, endSecond])
          for (let day = 1; day <= 7; day++)
            for (const ms of [-1, 0, 1]) {
              const timeMs = midnight + day * MS_PER_DAY + second * 1000 + ms;
              const time = { ...priceTimeAt(timeMs), dateMs: instantIn(row), region: row.region ?? '' };
              const found = stack.find(row.offerId, time, row.serviceTier);
              const isHeld = typeof found !== 'string' && found.stated === row;
              expect(isHeld, `${row.offerId} ${new Date(timeMs).toISOString()}`).toBe(
                isWithin(row.clock ?? [], timeMs),
              );
              judged++;
            }
    }
    const windows = clocked.reduce((sum, row) => sum + (row.clock?.length ?? 0), 0);
    expect(judged).toBe(windows * 2 * 7 * 3);
  });
});

test('the built-in books have tiers, dates and hours to judge', () => {
  const rows = BUILT_IN.flatMap((book) => book.rows);
  expect(rows.reduce((sum, row) => sum + row.contextTiers.length, 0)).toBeGreaterThan(150);
  expect(rows.filter((row) => row.validFromMs !== null || row.validToMs !== null).length).toBeGreaterThan(3000);
  expect(rows.filter((row) => row.clock !== null).length).toBeGreaterThanOrEqual(4);
});
