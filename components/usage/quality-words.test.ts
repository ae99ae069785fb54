import { describe, expect, it } from 'vitest';
import type { CostExplanation, Finding } from '@/lib/domain/data-quality';
import { explanationText, signedShare } from './quality-explanation';
import { findingWords, PASSED_WORDS } from './quality-words';

const share = { requests: 12, requestsPct: 1.25 };
const named = [{ name: 'gpt-4o', requests: 12 }];
const call = { timeMs: Date.UTC(2025, 4, 7, 15, 29), model: 'gemini-2.5-pro', loggedUsd: 9990, repricedUsd: 0.0126 };
const files = ['june.csv'];

/** The figures that must be read in the sentence. */
const CASES: readonly (readonly [finding: Finding, figures: readonly string[]])[] = [
  [
    {
      kind: 'outliers',
      severity: 'breaks',
      requests: 1,
      loggedUsd: 9990,
      repricedUsd: 0.0126,
      loggedPct: 98.1,
      calls: [call],
    },
    ['gemini-2.5-pro', 'May 7, 2025', '$9,990.00', '98.1%', '$0.0126'],
  ],
  [
    {
      kind: 'outliers',
      severity: 'look',
      requests: 2,
      loggedUsd: 10,
      repricedUsd: 0,
      loggedPct: null,
      calls: [call, call],
    },
    ['2 requests', '$10.00'],
  ],
  [
    {
      kind: 'unpriced',
      severity: 'breaks',
      ...share,
      tokensPct: 3,
      reasons: [{ reason: 'unknown model', requests: 12, models: named, modelCount: 3 }],
    },
    ['12 requests (1.3%)', '3.0% of tokens', 'Unknown model: 12', 'gpt-4o (12)', '2 others'],
  ],
  [
    {
      kind: 'names',
      severity: 'look',
      ...share,
      names: [
        { name: 'REDACTED', requests: 9 },
        { name: 'None', requests: 3 },
      ],
    },
    ['9 end in REDACTED', '3 are “None”'],
  ],
  [{ kind: 'usage missing', severity: 'look', ...share, models: named }, ['12 requests', 'gpt-4o']],
  [{ kind: 'zero tokens', severity: 'look', ...share }, ['12 requests (1.3%)']],
  [
    { kind: 'sums', severity: 'look', ...share, rows: 2, tokensPct: 40, repricedUsd: null, repricedPct: null },
    ['2 rows', '12 requests', '40.0%', '— of the repriced cost (—)'],
  ],
  [
    { kind: 'zero cost', severity: 'look', ...share, pricedRequests: 4, repricedUsd: 2 },
    ['12 requests', '4 of them', '$2.00'],
  ],
  [{ kind: 'no cost', severity: 'look', ...share }, ['12 requests']],
  [
    {
      kind: 'gaps',
      severity: 'look',
      emptyDays: 3,
      days: 30,
      ranges: [{ fromDay: 20605, days: 3 }],
      weekendsOnly: false,
      isMostlyEmpty: false,
    },
    ['3 of 30 days', '1 gap', 'Jun 1, 2026 to Jun 3, 2026'],
  ],
  [
    { kind: 'partial day', severity: 'look', which: 'first', timeMs: call.timeMs, missingPct: 40 },
    ['begins on May 7, 2025', '40%'],
  ],
  [
    { kind: 'partial day', severity: 'look', which: 'last', timeMs: call.timeMs, missingPct: 40 },
    ['ends on May 7, 2025', '40%'],
  ],
  [
    { kind: 'weekdays', severity: 'fine', pctByWeekday: [0, 20, 20, 30, 20, 10, 0], workdaysPct: 100 },
    ['100.0%', 'Wednesday (30.0%)'],
  ],
  [{ kind: 'future', severity: 'look', ...share, latestMs: call.timeMs, files }, ['12 requests', 'june.csv']],
  [{ kind: 'before 2020', severity: 'look', ...share, earliestMs: 0, files }, ['Jan 1, 1970', 'june.csv']],
  [{ kind: 'daily data', severity: 'look', ...share, files }, ['june.csv', '12 requests']],
  [{ kind: 'duplicates', severity: 'fine', rows: 3, files: [{ file: 'june.csv', rows: 3 }] }, ['3 rows of “june.csv”']],
  [
    {
      kind: 'rejected',
      severity: 'look',
      rows: 3,
      pct: 0.5,
      files: [{ file: 'june.csv', rows: 3, reasons: [{ reason: 'no time', rows: 3 }] }],
    },
    ['3 rows (0.5%', 'no time'],
  ],
  [
    { kind: 'skipped', severity: 'fine', rows: 3, reasons: [{ reason: 'a parent span', rows: 3 }] },
    ['a parent span (3)'],
  ],
  [{ kind: 'label missing', severity: 'look', label: 'task', ...share, values: 4 }, ['12 requests', '4 values']],
  [{ kind: 'labels absent', severity: 'fine', labels: ['region', 'tags'] }, ['a region, a tag']],
  [{ kind: 'label dropped', severity: 'look', label: 'team', column: 'user', file: 'june.csv' }, ['1,000', 'june.csv']],
  [{ kind: 'costs differ', severity: 'look', models: 2, usd: 3.5, ofModels: 9 }, ['2 of 9 models', '$3.50']],
];

describe('findingWords', () => {
  it.each(CASES)('says the figures of $kind', (finding, figures) => {
    const { title, text, affects, action } = findingWords(finding);
    for (const figure of figures) expect(text).toContain(figure);
    for (const sentence of [text, affects, action ?? 'Nothing.']) {
      expect(sentence).toMatch(/^\S.*[.)]$/);
      expect(sentence).not.toMatch(/undefined|NaN|null|\.\.|\$\{/);
    }
    expect(title).not.toBe('');
  });

  it('has words for every check', () => {
    expect(new Set(CASES.map(([{ kind }]) => kind))).toEqual(new Set(Object.keys(PASSED_WORDS)));
  });
});

const EXPLANATIONS: readonly (readonly [CostExplanation, RegExp])[] = [
  [
    { kind: 'outliers', requests: 1, timeMs: call.timeMs, loggedUsd: 9990, repricedUsd: 1 },
    /^One call of May 7, 2025 is logged at \$9,990.00/,
  ],
  [{ kind: 'zero cost', requests: 3, repricedUsd: 2 }, /^3 calls logged at \$0 would cost \$2.00/],
  [{ kind: 'one call', pct: 99.04, call }, /^One call makes up 99%/],
  [{ kind: 'day prices', usd: 20, offPct: 0.2 }, /\$20.00 \(the log: \+0.2%\)/],
  [{ kind: 'batch price', offPct: -0.3 }, /batch price .*−0.3%/],
  [{ kind: 'cached share', pct: 43 }, /43.0% of input read from cache/],
  [{ kind: 'nearest price', requests: 3 }, /^3 calls priced by the nearest/],
  [{ kind: 'not explained', requests: 3, usd: -2 }, /^Not explained: \$2.00 less logged over 3 calls/],
];

it.each(EXPLANATIONS)('explanationText says the figures of $kind', (explanation, text) =>
  expect(explanationText(explanation)).toMatch(text),
);

it.each([
  [0, '0.0%'],
  [0.2, '+0.2%'],
  [-5, '−5.0%'],
  [900, '+900.0%'],
  [734_118.9, '7,342×'],
])('signedShare %s is %s', (pct, text) => expect(signedShare(pct)).toBe(text));
