import { describe, expect, test } from 'vitest';
import type { BreakEven } from '@/lib/domain/sensitivity';
import { assumptionTitle, rangeWords } from './assumption-words';
import { breakEvenWords, nextBestWords } from './break-even-words';
import { planWords } from './plan-words';

const nameOf = (model: string) => ({ 'lab/b': 'B', 'lab/c': 'C' })[model] ?? model;
const row = (multiple: number | null): BreakEven => ({ model: 'lab/b', planUsd: 1, todayUsd: 0, multiple });

describe('break-even prices in words', () => {
  test('a multiple is rounded down', () => {
    expect(breakEvenWords(row(8.97), true, nameOf)).toBe(
      'B could cost 8.9 times as much before the plan stops saving.',
    );
    expect(breakEvenWords(row(1.046), true, nameOf)).toContain('1.04 times');
    expect(breakEvenWords(row(432.9), true, nameOf)).toContain('432 times');
  });

  test('a model of today decides by becoming cheaper, a plan that costs more by the reverse', () => {
    expect(breakEvenWords(row(0.1), true, nameOf)).toBe('The plan stops saving once B costs 10% of its price.');
    expect(breakEvenWords(row(0.1), false, nameOf)).toBe('The plan saves once B costs 10% of its price.');
    expect(breakEvenWords(row(1.5), false, nameOf)).toBe(
      'B would have to cost 1.5 times as much before the plan saves.',
    );
    expect(breakEvenWords(row(5000), true, nameOf)).toContain('over 1,000 times');
    expect(breakEvenWords(row(null), true, nameOf)).toBe('No price of B decides whether the plan saves.');
  });

  test('the next choice names the price from which it is cheaper', () => {
    const next = { rule: 'bulk', model: 'lab/b', planUsd: 1, alternativeUsd: 2 };
    expect(nextBestWords({ ...next, alternative: 'lab/c', multiple: 2 }, 1, nameOf)).toBe(
      'Rule bulk: from 2 times the price of B, C is cheaper ($2.00).',
    );
    expect(nextBestWords({ ...next, alternative: null, multiple: 0.5 }, 1, nameOf)).toContain(
      'staying on today’s models is already cheaper',
    );
  });
});

test('a plan as a short list of rules', () => {
  const rules = [
    { id: 'a', when: { task: ['classify', 'extract'] }, route: { model: 'lab/b' } },
    {
      id: 'b',
      when: { task: ['rag'], inputTokens: { atMost: 4000 } },
      route: {
        split: [
          { model: 'lab/b', weight: 1 },
          { model: 'lab/c', weight: 3 },
        ],
      },
    },
  ];
  expect(planWords({ waybill: 1, name: 'p', rules, otherwise: { keep: true } }, nameOf)).toEqual([
    { when: 'classify, extract', to: 'B' },
    { when: 'task rag, up to 4,000 input tokens', to: '25% B, 75% C' },
    { when: 'all others', to: 'stays on its model' },
  ]);
});

test('an assumption carries its range and whether somebody measured it', () => {
  const outcome = { savingsUsd: 0, savingsPct: 0, quality: null, relative: null, leftOutRequests: 0 };
  const assumption = { kind: 'outputFactor', from: 'lab/b', to: 'lab/c' } as const;
  const swing = {
    assumption,
    value: 1,
    range: { low: 0.9, high: 1.1 },
    origin: 'assumed',
    low: outcome,
    high: outcome,
    isApproximate: false,
  } as const;
  expect(assumptionTitle(assumption, { nameOf, benchmarkTitleOf: (id) => id })).toBe('Output tokens, B → C');
  expect(rangeWords(swing)).toBe('×0.9 to ×1.1, assumed');
});
