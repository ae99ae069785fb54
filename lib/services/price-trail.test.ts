import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Policy } from '@/lib/domain/policy';
import { encodePolicy } from '@/lib/schema/policy-url';
import { loadTrailRequest } from '@/lib/schema/price-trail-params';
import { loadScenarioParams } from '@/lib/schema/scenario-params';
import { viewPriceTrail } from './price-trail';
import { dailyCalls, importCalls, openTempDatabase } from './testing/temp-workload';

const temp = openTempDatabase();
beforeAll(() => importCalls(temp.folder, 'ten days', dailyCalls('gpt-4o', 10)));
afterAll(temp.remove);

const SPLIT: Policy = {
  waybill: 1,
  name: 'split',
  rules: [],
  otherwise: {
    split: [
      { model: 'openai/gpt-4o-mini', weight: 75 },
      { model: 'openai/gpt-4o', weight: 25 },
    ],
  },
};

function trail(query: string) {
  const url = new URL(`http://waybill/?asOf=2026-09-01&${query}`);
  return viewPriceTrail(loadScenarioParams(url), loadTrailRequest(url));
}

test('the rows behind a model add up to its figure, over the span and scaled to the month', async () => {
  const view = await trail('screen=studio&why=model:openai/gpt-4o');
  // Ten days of 1M input at 2.50 and 100,000 output at 10
  expect(view.usd).toBeCloseTo(10 * (2.5 + 1), 9);
  expect(view.scaledUsd).toBeCloseTo(30 * 3.5, 9);
  expect(view).toMatchObject({ side: 'today', hasPlan: false, requests: 100, scaledTo: 'a month' });
  expect(view.scale).toBe('× 3 (30 days ÷ the log’s 10 days)');
  expect(view.rows).toHaveLength(1);
  expect(view.rows[0]).toMatchObject({ price: { offerId: 'openai/gpt-4o', book: 'genai-prices' } });
  expect(view.rows[0]?.classes.map(({ label, units, rate }) => [label, units, rate])).toEqual([
    ['input', 10_000_000, '$2.50'],
    ['output', 1_000_000, '$10.00'],
  ]);
});

test('under a plan each row has its weighted calls; the overview knows no plan', async () => {
  const p = encodePolicy(SPLIT);
  const view = await trail(`screen=studio&why=all&whySide=plan&p=${p}`);
  expect(view.rows.map(({ price, requests, usd }) => [price?.offerId, requests, Math.round(usd * 1e6) / 1e6])).toEqual([
    ['openai/gpt-4o', 25, 8.75],
    ['openai/gpt-4o-mini', 75, Math.round(0.75 * 10 * (0.15 + 0.06) * 1e6) / 1e6],
  ]);
  const overview = await trail(`screen=overview&why=all&whySide=plan&p=${p}`);
  expect(overview).toMatchObject({ side: 'today', hasPlan: false });
  expect(overview.usd).toBeCloseTo(35, 9);
});

test('bills are scaled to twelve months, by vendor too', async () => {
  const view = await trail('screen=bills&why=vendor:openai');
  expect(view.usd).toBeCloseTo(35, 9);
  expect([365, 366].some((days) => Math.abs(view.scaledUsd - days * 3.5) < 1e-6)).toBe(true);
});

test('a figure that is none is refused', async () => {
  await expect(trail('why=colour:red')).rejects.toThrow('why names a model:, vendor:, task: or team:');
});
