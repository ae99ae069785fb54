import { expect, it } from 'vitest';
import { pointsText, pointText, splitText, standingText, verdictText } from './evidence-words';

const pair = { a: 'gpt-4', b: 'mixtral', n: 1319, difference: 0.237, itemsToSettle: null };

it('a difference whose interval leaves out zero names the better model and by how much', () => {
  expect(verdictText({ ...pair, interval: { low: 0.213, high: 0.261 } })).toBe(
    'gpt-4 is better by 21.3 to 26.1 points',
  );
  expect(verdictText({ ...pair, difference: -0.237, interval: { low: -0.261, high: -0.213 } })).toBe(
    'mixtral is better by 21.3 to 26.1 points',
  );
});

it('an interval over zero says what is missing', () => {
  const open = { ...pair, difference: 0.02, interval: { low: -0.01, high: 0.05 } };
  expect(verdictText({ ...open, itemsToSettle: 1340 })).toBe('not settled: about 1,340 more items would settle it');
  expect(verdictText({ ...open, itemsToSettle: 1 })).toBe('not settled: about 1 more item would settle it');
  expect(verdictText(open)).toBe('not settled by these items');
  expect(verdictText({ ...open, difference: 0, interval: null })).toBe(
    'not settled: both score the same on these items',
  );
});

it('a score that does not count says why', () => {
  expect(standingText({ standing: 'below the gate', sampleSize: 12 }, 30)).toBe(
    'n = 12, below the gate of 30: does not count',
  );
  expect(standingText({ standing: 'outweighed', sampleSize: 120 }, 30)).toContain('counts instead');
  expect(standingText({ standing: null, sampleSize: 120 }, 30)).toBe('');
});

it('points have a tenth and a true minus sign', () => {
  expect([0.25, -0.0001, -0.034, 0].map(pointText)).toEqual(['25.0', '0.0', '−3.4', '0.0']);
  expect(pointsText({ low: -0.034, high: 0.0512 })).toBe('−3.4 to 5.1 points');
});

it('a split is a line of cost and score, and of score alone where costs are not known', () => {
  const from = { model: 'mixtral', n: 100, score: 0.6, interval: null, usd: 1.5 };
  const to = { model: 'gpt-4', n: 100, score: 0.8, interval: null, usd: 20 };
  expect(splitText({ from, to })).toBe(
    'any share of mixtral and gpt-4 lies on the line from 60% for $1.50 to 80% for $20.00 on the 100 items that both answered; a router is worth its trouble only above it',
  );
  expect(splitText({ from: { ...from, usd: null }, to: { ...to, usd: null } })).toBe(
    'any share of mixtral and gpt-4 lies on the line from 60% to 80% on the 100 items that both answered: each 10% of calls sent to gpt-4 adds 2.0 points. Costs are not known, so neither is what a split saves',
  );
});
