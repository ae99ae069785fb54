import { expect, test } from 'vitest';
import type { Quality } from '@/lib/domain/simulation';
import { comparableQuality } from './mean-quality';

const quality = (value: number | null, relative: number | null): Quality => ({
  value,
  relative,
  judgedPct: 50,
  interval: null,
  relativeInterval: null,
  prior: true,
  assumesIndependence: false,
  unsampled: [],
});

test('a plan judged on other calls than today stands where the calls judged on both sides put it', () => {
  // The plan's own mean is higher only because its weak calls are not judged; where both are judged it loses 5 %.
  expect(comparableQuality(quality(0.8, 1), quality(0.9, 0.95))).toBeCloseTo(0.76, 12);
});

test('without a call judged on both sides there is no comparison', () => {
  expect(comparableQuality(quality(0.8, 1), quality(0.9, null))).toBeNull();
  expect(comparableQuality(quality(null, null), quality(0.9, null))).toBeNull();
});
