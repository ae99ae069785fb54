import { expect, it } from 'vitest';
import { countRepeats } from './measure-repeats';

const SECOND = 1000;
const at = (...seconds: number[]) => Float64Array.from(seconds, (second) => second * SECOND);

it('a repeat comes within the time from when its answer was stored, the last instant included', () => {
  expect(countRepeats(at(0, 59, 60), 60 * SECOND)).toBe(2);
  expect(countRepeats(at(0, 61), 60 * SECOND)).toBe(0);
});

it('a repeat does not renew the stored answer', () => {
  // At 100 the answer of 0 is gone: the call stores one, and 150 repeats that.
  expect(countRepeats(at(0, 50, 100, 150), 60 * SECOND)).toBe(2);
});

it('without a time every call but the first is a repeat', () => {
  expect(countRepeats(at(0, 1e6, 2e6), null)).toBe(2);
  expect(countRepeats(at(5), null)).toBe(0);
  expect(countRepeats(at(), null)).toBe(0);
});

it('a longer time never gives fewer repeats on evenly spaced calls', () => {
  const times = at(...Array.from({ length: 200 }, (_, i) => i * 7));
  let judged = 0;
  for (let ttl = 1; ttl < 300; ttl++) {
    expect(countRepeats(times, (ttl + 1) * SECOND)).toBeGreaterThanOrEqual(countRepeats(times, ttl * SECOND));
    judged++;
  }
  expect(judged).toBe(299);
});
