import { expect, it } from 'vitest';
import { type BeforeAfterRow, barRows } from './before-after-bars';

const row = (key: string, beforeUsd: number | null, afterUsd: number | null): BeforeAfterRow => ({
  key,
  label: key,
  beforeUsd,
  afterUsd,
});

it('barRows sorts by the larger side, a model that only the plan uses included', () => {
  expect(barRows([row('a', 1, 0), row('b', 0, 9), row('c', 5, 5)], 9).map(({ key }) => key)).toEqual(['b', 'c', 'a']);
});

it('barRows folds the smallest into one row and loses no dollar', () => {
  const rows = barRows([row('a', 10, 1), row('b', 4, 2), row('c', 2, null), row('d', 1, 3)], 2);
  expect(rows).toEqual([row('a', 10, 1), { key: 'others', label: '3 others', beforeUsd: 7, afterUsd: 5 }]);
});

it('barRows keeps unknown unknown', () => {
  expect(barRows([row('a', 9, 9), row('b', null, 1), row('c', null, 1)], 2)[1]).toMatchObject({
    beforeUsd: null,
    afterUsd: 2,
  });
});
