import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SheetRow } from '@/lib/domain/catalog-sheet';
import { linesOf, packRows, unpackRows } from './pack-rows';

it('unpackRows gives back what packRows was given, for columns of few values and of many', () => {
  let judged = 0;
  const value = fc.oneof(
    fc.constantFrom(null, 0, 1.5, 'a', '"<b>"', true, ['x'], { input: 2 }),
    fc.string(),
    fc.nat(2000),
  );
  fc.assert(
    fc.property(
      fc.array(fc.record({ few: fc.constantFrom('a', null, 'b'), any: value }), {
        minLength: 1,
        maxLength: 400,
        size: 'max',
      }),
      (rows) => {
        judged += rows.length;
        expect(unpackRows(JSON.parse(JSON.stringify(packRows(rows))))).toEqual(JSON.parse(JSON.stringify(rows)));
      },
    ),
    { numRuns: 60 },
  );
  expect(judged).toBeGreaterThan(1000);
});

it('packRows writes each of 5,000 picks among 70 values with two characters', () => {
  const rows = Array.from({ length: 5000 }, (_, i) => ({ seller: `seller ${i % 70}` }));
  const packed = packRows(rows);
  expect(packed.columns.seller).toMatchObject({ width: 2 });
  expect(JSON.stringify(packed).length).toBeLessThan(12_500);
  expect(unpackRows(packed)).toEqual(rows);
});

it('linesOf fills in the offer id and the prices of a line; no price stays unknown', () => {
  const row = { provider: 'openai', model: 'o3', rates: { input: 0, output: 8 }, book: 'a' } as unknown as SheetRow;
  const sheet = { at: null, books: [], withObserved: false, rows: packRows([row, { ...row, rates: null }]) };
  expect(linesOf(sheet)).toMatchObject([
    { offerId: 'openai/o3', inputUsdPerMtok: 0, outputUsdPerMtok: 8, cacheReadUsdPerMtok: null },
    { inputUsdPerMtok: null, outputUsdPerMtok: null },
  ]);
});
