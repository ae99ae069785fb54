import { afterAll, describe, expect, test } from 'vitest';
import { loadCalculatorParams } from '@/lib/schema/calculator-params';
import { openTempDatabase } from './testing/temp-workload';
import { viewCalculator } from './view-calculator';

const temp = openTempDatabase();
afterAll(temp.remove);

const NOW_MS = Date.parse('2026-11-22T09:30:40Z');
const view = async (query: string) =>
  viewCalculator(await loadCalculatorParams(new URL(`http://waybill/?${query}`)), NOW_MS);

describe('the calculator', () => {
  test('prices one request line by line, with the row behind it and the reasons', async () => {
    const { answer, problems } = await view('model=claude-sonnet-4-5&input=200001&output=0&at=2026-09-01T00:00');
    expect(problems).toEqual({});
    expect(answer).toMatchObject({
      offerId: 'anthropic/claude-sonnet-4-5',
      usd: 1.200006,
      usdPerThousand: expect.closeTo(1200.006, 9),
      row: { book: 'genai-prices', serviceTier: 'standard' },
      week: null,
    });
    expect(answer?.lines).toEqual([
      {
        label: 'input',
        units: 200_001,
        rate: '$6.00',
        usd: 1.200006,
        why: 'the price for a total input over 200,000 tokens',
      },
    ]);
    expect(answer?.explanation).toContain('Total input 200,001 > 200,000: the whole request is priced by the tier.');
  });

  test('shows each hour of the week where the price depends on it, and where it changes', async () => {
    const { answer } = await view('model=deepseek-v4-pro&input=1000000&output=0&at=2026-08-17T02:00');
    // 35 peak hours a week at $1.32, the others at half of it
    expect(answer?.usd).toBeCloseTo(1.32, 12);
    expect(answer?.week?.prices.map(({ usd, hours }) => [usd, hours])).toEqual([
      [0.66, 133],
      [1.32, 35],
    ]);
    expect(answer?.week?.hour).toBe(2);
    expect(answer?.changesMs.map((ms) => new Date(ms).toISOString())).toEqual(['2026-08-16T16:00:00.000Z']);
  });

  test('prices the same request on other offers', async () => {
    const { answer } = await view('model=gpt-4o&input=1000000&output=0&vs=openai/gpt-4o-mini,nobody-knows');
    expect(answer?.others).toMatchObject([
      { model: 'openai/gpt-4o-mini', usd: 0.15, unpriced: null, pctOfFirst: 6 },
      { model: 'nobody-knows', usd: null, unpriced: 'unknown model', pctOfFirst: null },
    ]);
  });

  test.each([
    [
      'model=gpt-4o&input=10&cacheRead=20',
      'cacheRead',
      'cached tokens 20 exceed input tokens 10 (they are part of input)',
    ],
    ['model=gpt-4o&input=many', 'input', 'not a whole number from 0 on: many'],
    ['model=gpt-4o&at=tomorrow', 'at', 'not a date and time in UTC: tomorrow'],
    ['model=gpt-4o&tier=gold', 'tier', 'unknown service tier "gold"; there are standard, batch, flex, priority'],
    [
      'model=gpt-4o&output=10&reasoning=11',
      'reasoning',
      'reasoning, audio and image tokens 11 exceed output tokens 10 (they are part of output)',
    ],
  ])('%s is refused at its field', async (query, field, message) => {
    const { answer, problems } = await view(query);
    expect(answer).toBeNull();
    expect(problems).toEqual({ [field]: message });
  });

  test('a book that is none is refused at the books; without a time it is now', async () => {
    const { answer, problems, atMs } = await view('model=gpt-4o&books=nope');
    expect(answer).toBeNull();
    expect(problems.books).toContain('no price book is named "nope"');
    expect(new Date(atMs).toISOString()).toBe('2026-11-22T09:30:00.000Z');
  });
});
