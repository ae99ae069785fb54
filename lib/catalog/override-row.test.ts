import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseOfferId } from '@/lib/domain/ids';
import type { PriceBook, PriceRow } from '@/lib/domain/price';
import { createPriceStack, priceTimeAt } from '@/lib/engine/price-stack';
import { labBook, labRow } from '@/lib/engine/testing/lab-book';
import { handSetRows, withOverride } from './override-row';

const DAY = 86_400_000;
const START = Date.parse('2026-01-05');
const HOURS = [{ weekdays: 0b0111110, startSecond: 8 * 3600, endSecond: 18 * 3600, timeZone: 'Europe/Berlin' }];
const TIERS = ['standard', 'batch'] as const;
const REGIONS = [null, 'eu', 'us'] as const;

type Span = { readonly validFromMs: number | null; readonly validToMs: number | null };
const span: fc.Arbitrary<Span> = fc
  .tuple(fc.option(fc.nat(20)), fc.option(fc.nat(20)))
  .filter(([from, to]) => from === null || to === null || from < to)
  .map(([from, to]) => ({
    validFromMs: from === null ? null : START + from * DAY,
    validToMs: to === null ? null : START + to * DAY,
  }));
const where = fc.record({ serviceTier: fc.constantFrom(...TIERS), region: fc.constantFrom(...REGIONS) });

/** Intervals one after the other, some with hours beside the rest of the day, for each service tier and region. */
const book: fc.Arbitrary<PriceBook> = fc
  .array(
    fc.record({ where, edges: fc.uniqueArray(fc.nat(20), { minLength: 2, maxLength: 5 }), clocked: fc.boolean() }),
    { maxLength: 4 },
  )
  .map((groups) => {
    const seen = new Set<string>();
    const rows = groups.flatMap(({ where: at, edges, clocked }, g) => {
      if (seen.has(`${at.serviceTier} ${at.region}`)) return [];
      seen.add(`${at.serviceTier} ${at.region}`);
      const days = [...edges].sort((a, b) => a - b);
      return days.slice(1).flatMap((to, i) => {
        const dates = { validFromMs: START + (days[i] as number) * DAY, validToMs: START + to * DAY };
        const row = labRow({ input: 1 + 10 * g + i }, { ...at, ...dates });
        return clocked ? [row, { ...row, clock: HOURS, rates: { input: 100 + 10 * g + i } }] : [row];
      });
    });
    return labBook(rows);
  });

const override = fc
  .record({ where, span })
  .map(({ where: at, span: dates }) => labRow({ input: 7777 }, { ...at, ...dates, note: 'negotiated' }));

/** Instants at and around every day of the weeks judged, by day and by night. */
const INSTANTS = Array.from({ length: 24 }, (_, day) => START + (day - 2) * DAY).flatMap((midnight) =>
  [-1, 0, 1, 12 * 3_600_000].map((ms) => midnight + ms),
);
const isIn = ({ validFromMs, validToMs }: Span, timeMs: number) =>
  (validFromMs ?? -Infinity) <= timeMs && timeMs < (validToMs ?? Infinity);

test('where a price is set by hand it holds, everywhere else the prices are what they were, and no two rows overlap', () => {
  const judged = { books: 0, inside: 0, outside: 0, overlaps: 0 };
  fc.assert(
    fc.property(book, fc.array(override, { minLength: 1, maxLength: 3 }), (before, list) => {
      judged.books++;
      const problems: string[] = [];
      let now = before;
      for (const row of list) {
        const [was, is] = [now, withOverride(now, row)].map((each) => createPriceStack([each]));
        now = withOverride(now, row);
        for (const timeMs of INSTANTS)
          for (const tier of TIERS)
            for (const region of REGIONS) {
              const ask = (stack: typeof was) =>
                stack?.find(row.offerId, priceTimeAt(timeMs, timeMs, region ?? ''), tier);
              const found = ask(is);
              const isSame = tier === row.serviceTier && region === (row.region ?? null);
              if (isSame && isIn(row, timeMs)) {
                if (typeof found !== 'object' || found.stated !== row) problems.push(`not held at ${timeMs}`);
                judged.inside++;
                continue;
              }
              const [a, b] = [ask(was), found].map((each) => (typeof each === 'object' ? each : null));
              // A price that was not known may now be that of the wider region or of the standard tier.
              const isOverruled = b?.stated === row;
              if (
                isOverruled
                  ? row.region != null && tier === row.serviceTier && region !== row.region
                  : b?.stated.rates !== a?.stated.rates
              )
                problems.push(`not what it was at ${timeMs}`);
              judged.outside++;
            }
      }
      for (const [i, a] of now.rows.entries())
        for (const b of now.rows.slice(i + 1)) {
          const isAlike = a.serviceTier === b.serviceTier && (a.region ?? null) === (b.region ?? null);
          if (!isAlike || (a.clock === null) !== (b.clock === null)) continue;
          if (INSTANTS.some((timeMs) => isIn(a, timeMs) && isIn(b, timeMs))) problems.push('rows overlap');
          judged.overlaps++;
        }
      if (now.rows.some((row) => (row.validFromMs ?? -Infinity) >= (row.validToMs ?? Infinity)))
        problems.push('empty row');
      expect(problems).toEqual([]);
    }),
    { seed: 5, numRuns: 60 },
  );
  expect(judged.books).toBe(60);
  expect(judged.inside).toBeGreaterThan(2000);
  expect(judged.outside).toBeGreaterThan(30_000);
  expect(judged.overlaps).toBeGreaterThan(200);
});

test('a model the book did not have is added, once; the rows set by hand are those that say why', () => {
  const row: PriceRow = { ...labRow({ input: 1 }), offerId: parseOfferId('lab/new'), note: 'mail of May' };
  const twice = withOverride(withOverride(labBook([labRow({ input: 2 })]), row), row);
  expect(twice.offers.map((offer) => offer.offerId)).toEqual(['lab/m', 'lab/new']);
  expect(twice.rows).toHaveLength(2);
  expect(handSetRows(twice)).toEqual([row]);
});
