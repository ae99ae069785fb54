import { afterAll, describe, expect, test } from 'vitest';
import type { PriceBook, RateCard } from '@/lib/domain/price';
import { LAB_BOOKS, LAB_WEEK_MS } from '../__oracle__/lab-books';
import { simulate } from '../summarise';
import { verifyPlan } from '../verify-plan';
import { cheapestAt, planAtCorner, solveFrontier } from './frontier';
import { drawLab, drawSetup, LAB_CANDIDATES, openLab, problemOf, requestFor, setUp } from './testing/problems';
import { toPolicy } from './to-policy';

const SEEDS = [1, 2, 3, 4, 5, 6];
const SHARES = Array.from({ length: 21 }, (_, i) => i / 20);
const judged = { looser: 0, wider: 0, duplicate: 0, scaled: 0, ends: 0, tampered: 0 };
const near = (a: number, b: number, by = 1e-9) =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(by * Math.max(Math.abs(a), Math.abs(b)));

const costs = (frontier: ReturnType<typeof solveFrontier>, floors: readonly number[]) =>
  floors.map((floor) => cheapestAt(frontier, floor)?.point.usd ?? Number.POSITIVE_INFINITY);

describe.each(SEEDS)('made-up log %i', (seed) => {
  const on = openLab(seed);
  const records = drawLab(seed, 300, requestFor().base, on);
  // Cut for every candidate, so that a narrower choice sees the same cells.
  const { table, context } = setUp(records, on, requestFor(), LAB_WEEK_MS);
  const frontierOf = (candidates: readonly string[]) =>
    solveFrontier(problemOf({ table, context, request: requestFor({ candidates }) }));
  const whole = frontierOf(LAB_CANDIDATES);
  const most = whole.points.at(-1)?.relative ?? 0;
  const floors = SHARES.map((share) => most * (0.6 + 0.4 * share));

  test('a looser floor never costs more', () => {
    const all = costs(whole, floors);
    for (const [i, usd] of all.entries()) {
      if (i > 0) expect(usd).toBeGreaterThanOrEqual(all[i - 1] as number);
      judged.looser++;
    }
  });

  test('one more candidate never hurts', () => {
    for (let count = 0; count < LAB_CANDIDATES.length; count++) {
      const fewer = costs(frontierOf(LAB_CANDIDATES.slice(0, count)), floors);
      const more = costs(frontierOf(LAB_CANDIDATES.slice(0, count + 1)), floors);
      for (const [i, usd] of more.entries()) {
        expect(usd).toBeLessThanOrEqual((fewer[i] as number) * (1 + 1e-12));
        judged.wider++;
      }
    }
  });

  test('a duplicate changes nothing, by its name or as a route of its own', () => {
    const named = frontierOf([...LAB_CANDIDATES, 'lab-small', 'lab/lab-seen']);
    expect(named.points).toEqual(whole.points);
    judged.duplicate += named.points.length;
  });

  test('prices × 3 cost × 3', () => {
    const scale = (rates: RateCard): RateCard =>
      Object.fromEntries(Object.entries(rates).map(([unit, usd]) => [unit, 3 * (usd as number)]));
    const books = LAB_BOOKS.map(
      (book): PriceBook => ({
        ...book,
        rows: book.rows.map((row) => ({
          ...row,
          rates: scale(row.rates),
          contextTiers: row.contextTiers.map((tier) => ({ ...tier, rates: scale(tier.rates) })),
        })),
      }),
    );
    const dear = solveFrontier(problemOf(setUp(records, openLab(seed, books), requestFor(), LAB_WEEK_MS)));
    const before = costs(whole, floors.slice(0, -1));
    for (const [i, usd] of costs(dear, floors.slice(0, -1)).entries()) {
      near(usd, 3 * (before[i] as number));
      judged.scaled++;
    }
  });

  test('a split of 0 % or 100 % is one end or the other', () => {
    for (let corner = 0; corner + 1 < whole.points.length; corner += 5) {
      const [low, high] = [planAtCorner(whole, corner), planAtCorner(whole, corner + 1)];
      for (const [share, end] of [
        [0, low],
        [1, high],
      ] as const) {
        const floor = low.point.relative + share * (high.point.relative - low.point.relative);
        const at = cheapestAt(whole, floor);
        near(at?.point.usd ?? Number.NaN, end.point.usd);
        const usd = simulate(table, { ...context, policy: toPolicy(whole.problem, at?.assignment ?? []) }).plan.usd;
        near(usd ?? Number.NaN, end.point.usd);
        judged.ends++;
      }
    }
  });

  test('the check objects to a plan that is not what it says', () => {
    const plan = planAtCorner(whole, whole.points.length >> 1);
    const policy = toPolicy(whole.problem, plan.assignment);
    const { usd, relative } = plan.point;
    const check = (claim: Parameters<typeof verifyPlan>[4], of = policy) =>
      verifyPlan(table, context, whole.problem.request, of, claim).differences.length;
    expect(check({ usd, relative })).toBe(0);
    expect(check({ usd: usd * (1 + 1e-8), relative })).toBe(1);
    expect(check({ usd, relative: relative * (1 - 1e-8) })).toBe(1);
    expect(check({ usd, relative, floor: relative * 1.0001 })).toBe(1);
    expect(check({ usd, relative, budgetUsd: usd * 0.999 })).toBe(1);
    expect(check({ usd, relative, modelsAtMost: 0 })).toBe(1);
    expect(check({ usd, relative, vendorShareAtMost: { lab: 0.5 } })).toBe(1);
    expect(
      check({ usd, relative }, { ...policy, rules: [], otherwise: { model: 'lab/lab-unpriced' } }),
    ).toBeGreaterThan(1);
    judged.tampered += 7;
  });
});

test('weights move the floor to where errors hurt', () => {
  const plain = problemOf(drawSetup(1, { by: ['task'] }));
  const heavy = problemOf(drawSetup(1, { by: ['task'], weights: { classify: 1000 } }));
  const scoreOf = (problem: typeof plain) => {
    const plan = cheapestAt(solveFrontier(problem), 1);
    let [now, today] = [0, 0];
    for (const [g, shares] of (plan?.assignment ?? []).entries()) {
      const group = plain.groups[g];
      if (group?.topics[0]?.task !== 'classify') continue;
      for (const { option, share } of shares) now += share * (group.options[option]?.quality ?? 0);
      today += group.options[0]?.quality ?? 0;
    }
    return now / today;
  };
  expect(scoreOf(heavy)).toBeGreaterThan(0.99);
  expect(() => problemOf(drawSetup(1, { weights: { classify: -1 } }))).toThrow('the weight of the task "classify"');
  expect(() => problemOf({ ...drawSetup(1), request: requestFor({ candidates: ['nobody/knows'] }) })).toThrow(
    'nobody/knows',
  );
});

afterAll(() => {
  expect(judged.looser).toBe(SEEDS.length * SHARES.length);
  expect(judged.wider).toBe(SEEDS.length * SHARES.length * LAB_CANDIDATES.length);
  expect(judged.duplicate).toBeGreaterThan(100);
  expect(judged.scaled).toBe(SEEDS.length * (SHARES.length - 1));
  expect(judged.ends).toBeGreaterThan(30);
  expect(judged.tampered).toBe(7 * SEEDS.length);
});
