import { describe, expect, it } from 'vitest';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { parseOfferId } from '@/lib/domain/ids';
import type { PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import { findHours } from './price-hours';
import { createPriceStack } from './price-stack';
import { priceSteps } from './price-steps';

const offerId = parseOfferId('a/b');
const day = (date: string) => Date.parse(`${date}T00:00:00Z`);
const row = (from: string | null, to: string | null, rates: RateCard): PriceRow => ({
  offerId,
  validFromMs: from === null ? null : day(from),
  validToMs: to === null ? null : day(to),
  clock: null,
  serviceTier: 'standard',
  rates,
  contextTiers: [],
  sourceUrl: 'test',
  checkedOn: null,
});
const book = (rows: readonly PriceRow[], observed = false): PriceBook => ({
  name: 'test',
  version: '1',
  source: '',
  licence: '',
  observed,
  providers: [],
  offers: [],
  rows,
});
const stepsOf = (rows: readonly PriceRow[], observed = false) =>
  priceSteps(createPriceStack([book(rows, observed)]), offerId, 'standard').map(
    ({ fromMs, toMs, hours, extrapolated }) => [fromMs, toMs, hours[0]?.found.row.rates.input, extrapolated],
  );

describe('priceSteps', () => {
  it('joins rows that cost the same and leaves spans without a price out', () => {
    const rows = [
      row('2026-01-01', '2026-02-01', { input: 2 }),
      row('2026-02-01', '2026-03-01', { input: 2 }),
      row('2026-04-01', null, { input: 1 }),
    ];
    expect(stepsOf(rows)).toEqual([
      [day('2026-01-01'), day('2026-03-01'), 2, false],
      [day('2026-04-01'), null, 1, false],
    ]);
  });

  it('fills the gaps of an observed book with its nearest price, marked', () => {
    const rows = [row('2026-01-01', '2026-01-11', { input: 2 }), row('2026-01-21', '2026-02-01', { input: 1 })];
    const steps = stepsOf(rows, true);
    expect(steps.map(([, , input, extrapolated]) => [input, extrapolated])).toEqual([
      [2, true],
      [2, false],
      [2, true],
      [1, true],
      [1, false],
      [1, true],
    ]);
    expect(steps[0]?.[0]).toBeNull();
    expect(steps.at(-1)?.[1]).toBeNull();
  });

  it('gives one open step for a price without dates, and none for an unknown offer', () => {
    expect(stepsOf([row(null, null, { input: 3 })])).toEqual([[null, null, 3, false]]);
    expect(stepsOf([])).toEqual([]);
  });

  it('DeepSeek V4 Pro: one price until 2026-08-16T16:00Z, then two by the hour', () => {
    const stack = createPriceStack([readOverrides()]);
    const pro = parseOfferId('deepseek/deepseek-v4-pro');
    const steps = priceSteps(stack, pro, 'standard');
    expect(steps.map(({ hours }) => hours.map(({ found }) => found.row.rates.input))).toEqual([[0.435], [0.66, 1.32]]);
    expect(steps[0]?.toMs).toBe(Date.parse('2026-08-16T16:00:00Z'));
    expect(findHours(stack, parseOfferId('a/b'), 0, 'standard')).toBe('unknown model');
  });
});
