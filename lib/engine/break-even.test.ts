import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from '@/lib/domain/policy';
import type { PriceBook } from '@/lib/domain/price';
import { breakEvenPrices, nextBestPrices } from './break-even';
import { simulate } from './summarise';
import { callOf } from './testing/call-of';
import { labTerms } from './testing/lab-book';
import { flatBook, replayOf, scored } from './testing/two-labs';

const BOOK = flatBook({
  'lab/a': { input: 10, output: 40 },
  'lab/b': { input: 1, output: 4 },
  'lab/c': { input: 2, output: 8 },
});
const mtok = (model: string, task: string, mtokIn: number) =>
  callOf({ model, task, inputTokens: mtokIn * 1e6, outputTokens: 0 });
const ALL_ON_B: Policy = { waybill: 1, name: 'b', rules: [], otherwise: { model: 'lab/b' } };

/** The same replay with all prices of a model times k. */
function billsAt(records: Parameters<typeof replayOf>[0], policy: Policy, model: string, k: number, book: PriceBook) {
  const dearer = labTerms('dearer', { percent: 100 * (k - 1), scope: { offers: [model] } });
  const { table, context } = replayOf(records, policy, [dearer, book]);
  const { plan, baseline } = simulate(table, context);
  return { planUsd: plan.usd ?? Number.NaN, todayUsd: baseline.repricedUsd ?? Number.NaN };
}

describe('breakEvenPrices', () => {
  test('a model may rise until the plan costs what today costs, and today’s model may fall to it', () => {
    // Today: 1 Mtok on a, $10. Plan: $1 on b. b breaks even at 10 times its price, a at a tenth of its own.
    const { table, context } = replayOf([mtok('lab/a', 'x', 1)], ALL_ON_B, [BOOK]);
    expect(breakEvenPrices(table, context)).toEqual([
      { model: 'lab/b', planUsd: 1, todayUsd: 0, multiple: 10 },
      { model: 'lab/a', planUsd: 0, todayUsd: 10, multiple: expect.closeTo(0.1, 12) },
    ]);
  });

  test('a model with the same bill on both sides decides nothing', () => {
    const keepsB: Policy = {
      ...ALL_ON_B,
      otherwise: { keep: true },
      rules: [{ id: 'a', when: { sourceModel: ['lab/a'] }, route: { model: 'lab/c' } }],
    };
    const { table, context } = replayOf([mtok('lab/a', 'x', 1), mtok('lab/b', 'x', 3)], keepsB, [BOOK]);
    const byModel = new Map(breakEvenPrices(table, context).map((row) => [row.model, row.multiple]));
    expect(byModel.get('lab/b')).toBeNull();
    expect(byModel.get('lab/c')).toBe(5);
  });

  test('a model that cannot become cheap enough has no multiple', () => {
    // $1 today on b; the plan's $20 of c and $10 of a: even free c leaves $10.
    const dearer: Policy = { ...ALL_ON_B, otherwise: { chain: [{ model: 'lab/c' }, { model: 'lab/a' }] } };
    const { table, context } = replayOf([mtok('lab/b', 'x', 1)], dearer, [BOOK]);
    expect(breakEvenPrices(table, context).map(({ multiple }) => multiple)).toEqual([null, null, 12]);
  });

  test('at the multiple a replay with changed prices gives two equal bills', () => {
    let judged = 0;
    const models = ['lab/a', 'lab/b', 'lab/c'];
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            model: fc.constantFrom(...models),
            task: fc.constantFrom('x', 'y'),
            input: fc.integer({ min: 1, max: 9e5 }),
            output: fc.integer({ min: 1, max: 9e5 }),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        fc.integer({ min: 0, max: 100 }),
        fc.constantFrom(...models),
        (calls, weight, other) => {
          const policy: Policy = {
            ...ALL_ON_B,
            rules: [
              {
                id: 'x',
                when: { task: ['x'] },
                route: {
                  split: [
                    { model: other, weight },
                    { model: 'lab/b', weight: 101 - weight },
                  ],
                },
              },
            ],
            assumptions: { overheadUsdPerRequest: 0.01, factors: [{ from: 'lab/a', to: 'lab/b', output: 1.2 }] },
          };
          const records = calls.map(({ model, task, input, output }) =>
            callOf({ model, task, inputTokens: input, outputTokens: output }),
          );
          const { table, context } = replayOf(records, policy, [BOOK]);
          for (const { model, multiple } of breakEvenPrices(table, context)) {
            if (multiple === null || multiple > 1e6) continue;
            const { planUsd, todayUsd } = billsAt(records, policy, model, multiple, BOOK);
            expect(Math.abs(planUsd - todayUsd)).toBeLessThanOrEqual(1e-9 * Math.max(planUsd, todayUsd));
            judged++;
          }
        },
      ),
      { numRuns: 80, seed: 5 },
    );
    expect(judged).toBeGreaterThan(100);
  });
});

describe('nextBestPrices', () => {
  const records = [mtok('lab/a', 'x', 1)];
  const evidence = [scored('lab/a', 'x', 0.9, 400), scored('lab/b', 'x', 0.9, 400), scored('lab/c', 'x', 0.6, 400)];

  test('the next choice is the cheapest candidate that keeps the floor', () => {
    const { table, context } = replayOf(records, ALL_ON_B, [BOOK], evidence);
    const row = { rule: 'otherwise', model: 'lab/b', planUsd: 1 };
    // c costs $2 and loses a third of the quality; staying on a costs $10.
    expect(nextBestPrices(table, context, { candidates: ['lab/c'], floor: null })).toEqual([
      { ...row, alternative: 'lab/c', alternativeUsd: 2, multiple: 2 },
    ]);
    expect(nextBestPrices(table, context, { candidates: ['lab/c'], floor: 0.95 })).toEqual([
      { ...row, alternative: null, alternativeUsd: 10, multiple: 10 },
    ]);
  });

  test('a candidate that is judged on fewer calls keeps no floor', () => {
    const two = [mtok('lab/a', 'x', 1), mtok('lab/a', 'y', 1)];
    const judged = [...evidence.slice(0, 2), scored('lab/a', 'y', 0.9, 400), scored('lab/b', 'y', 0.9, 400)];
    const { table, context } = replayOf(two, ALL_ON_B, [BOOK], [...judged, scored('lab/c', 'x', 1, 400)]);
    expect(nextBestPrices(table, context, { candidates: ['lab/c'], floor: 0.9 })[0]?.alternative).toBeNull();
  });

  test('a candidate without evidence keeps no floor, and one that breaks a constraint is no choice', () => {
    const unjudged = replayOf(records, ALL_ON_B, [BOOK], evidence.slice(0, 2));
    expect(
      nextBestPrices(unjudged.table, unjudged.context, { candidates: ['lab/c'], floor: 0.5 })[0]?.alternative,
    ).toBeNull();
    const closed: Policy = { ...ALL_ON_B, constraints: { notDeprecatedBefore: '2027-01-01' } };
    const ending: PriceBook = {
      ...BOOK,
      offers: BOOK.offers.map((offer) =>
        offer.offerId === 'lab/c' ? { ...offer, facts: { deprecatedOn: '2026-06-01' } } : offer,
      ),
    };
    const { table, context } = replayOf(records, closed, [ending], evidence);
    expect(nextBestPrices(table, context, { candidates: ['lab/c'], floor: null })[0]?.alternative).toBeNull();
  });

  test('at the multiple the plan costs what the other choice costs', () => {
    const { table, context } = replayOf(records, ALL_ON_B, [BOOK], evidence);
    const [next] = nextBestPrices(table, context, { candidates: ['lab/c'], floor: null });
    const { planUsd } = billsAt(records, ALL_ON_B, 'lab/b', next?.multiple ?? 0, BOOK);
    const other = billsAt(records, { ...ALL_ON_B, otherwise: { model: 'lab/c' } }, 'lab/b', next?.multiple ?? 0, BOOK);
    expect(planUsd).toBeCloseTo(other.planUsd, 12);
  });
});
