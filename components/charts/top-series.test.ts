import { expect, it } from 'vitest';
import { OTHER_KEY, type Series, seriesColor, topSeries } from './top-series';

const series = (key: string, ...values: (number | null)[]): Series => ({ key, label: key, values });

it('topSeries keeps the largest and adds up the rest', () => {
  const top = topSeries([series('a', 1, 1), series('b', 9, null), series('c', 3, 3), series('d', 2, null)], 2);
  expect(top.map(({ key }) => key)).toEqual(['b', 'c', OTHER_KEY]);
  expect(top[2]).toEqual({ key: OTHER_KEY, label: '2 others', values: [3, 1] });
});

it('topSeries does not fold a single series into others', () => {
  expect(topSeries([series('a', 1), series('b', 2), series('c', 3)], 2).map(({ key }) => key)).toEqual(['c', 'b', 'a']);
});

it('topSeries leaves a month unknown where nothing in the rest is known', () => {
  expect(topSeries([series('a', 9, 9), series('b', null, 1), series('c', null, 1)], 1)[1]?.values).toEqual([null, 2]);
});

it('topSeries is the same for every order of its input', () => {
  const all = ['a', 'b', 'c', 'd', 'e'].map((key) => series(key, 1));
  expect(topSeries([...all].reverse(), 3)).toEqual(topSeries(all, 3));
});

it('seriesColor has eight colours and one for the rest', () => {
  expect([seriesColor('x', 0), seriesColor('x', 7), seriesColor('x', 8), seriesColor(OTHER_KEY, 2)]).toEqual([
    'var(--wb-cat-1)',
    'var(--wb-cat-8)',
    'var(--wb-cat-other)',
    'var(--wb-cat-other)',
  ]);
});
