import { expect, test } from 'vitest';
import type { Waterfall } from '@/lib/domain/waterfall';
import { rollFrom } from './__oracle__/seeded';
import { scaleWaterfall } from './waterfall-lines';

const cents = (usd: number) => Math.round(usd * 100);

test('the lines shown lead from bill to bill to the cent, whatever is rounded', () => {
  const dice = rollFrom(5);
  let cases = 0;
  for (let i = 0; i < 300; i++) {
    const steps = (['price', 'promptCache', 'judges'] as const).map((cause) => ({
      cause,
      usd: (dice.below(2_000_000) - 1_000_000) / 12_345,
    }));
    const fromUsd = dice.below(10_000_000) / 7_777;
    const toUsd = steps.reduce((sum, step) => sum + step.usd, fromUsd);
    const waterfall: Waterfall = { fromUsd, toUsd, steps, requests: 10, apartRequests: 0 };
    const terms = dice.chance(0.5) ? { fromUsd: -dice.below(1000) / 33, toUsd: dice.below(1000) / 77 } : null;
    const shown = scaleWaterfall(waterfall, 1 + dice.below(900) / 31, terms);
    expect(shown.steps.reduce((sum, step) => sum + cents(step.usd), cents(shown.fromUsd))).toBe(cents(shown.toUsd));
    for (const { usd } of [...shown.steps, { usd: shown.fromUsd }])
      expect(Math.abs(usd * 100 - cents(usd))).toBeLessThan(1e-6);
    expect(shown.steps.some((step) => step.cause === 'monthTerms')).toBe(
      terms !== null && terms.fromUsd !== terms.toUsd,
    );
    cases++;
  }
  expect(cases).toBe(300);
});

test('small change keeps its digits', () => {
  const waterfall: Waterfall = {
    fromUsd: 0.0123,
    toUsd: 0.0045,
    steps: [{ cause: 'price', usd: -0.0078 }],
    requests: 1,
    apartRequests: 0,
  };
  expect(scaleWaterfall(waterfall, 2, null).steps).toEqual([{ cause: 'price', usd: -0.0156 }]);
});
