import { describe, expect, test } from 'vitest';
import { readShippedHistory } from '@/lib/catalog/sources/shipped-history';
import { readRealLog } from '@/lib/engine/testing/real-log';
import { checkPrices } from './lib/price-check';

const { book } = readShippedHistory();
const log = readRealLog();
const check = checkPrices(log, book);

describe('the real log priced by the dated history', () => {
  test('5,024 of 5,121 calls cost what was recorded; 4,245 of the 4,341 that cost anything', () => {
    expect(check).toMatchObject({
      calls: 5563,
      priced: 5121,
      same: 5024,
      sameByMillionth: 10,
      paid: 4341,
      paidSame: 4245,
      recordingErrors: 1,
      byTranslation: { priced: 6, same: 6 },
    });
  });

  test('every call that differs is listed, with a reason', () => {
    expect(check.differences.reduce((sum, group) => sum + group.calls, 0)).toBe(check.priced - check.same);
    expect(check.differences.filter((group) => group.reason === 'not known')).toEqual([]);
    expect(check.differences[0]).toMatchObject({
      model: 'fireworks_ai/accounts/fireworks/models/deepseek-r1',
      calls: 53,
    });
  });

  test('a book at ten times the price is caught', () => {
    const dearer = book.rows.map((row) => ({
      ...row,
      rates: Object.fromEntries(Object.entries(row.rates).map(([unit, usd]) => [unit, usd * 10])),
    }));
    const worse = checkPrices(log, { ...book, rows: dearer });
    expect(worse.priced).toBe(check.priced);
    expect(worse.paidSame).toBeLessThan(100);
  });
});
