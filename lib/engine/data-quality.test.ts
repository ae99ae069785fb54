import { describe, expect, it } from 'vitest';
import type { ActiveDay, FindingKind, QualityFacts, UploadFacts } from '@/lib/domain/data-quality';
import { LABELS } from '@/lib/domain/usage';
import { dayOf, MS_PER_DAY } from './clock';
import { judgeQuality } from './data-quality';

const HOUR = MS_PER_DAY / 24;
/** A Monday. */
const FIRST_DAY = dayOf(Date.UTC(2026, 5, 1));

function activeDay(day: number, fromHour = 0, toHour = 23.9): ActiveDay {
  const start = (FIRST_DAY + day) * MS_PER_DAY;
  return { day: FIRST_DAY + day, requests: 100, firstMs: start + fromHour * HOUR, lastMs: start + toHour * HOUR };
}

const UPLOAD: UploadFacts = {
  fileName: 'june.csv',
  createdAtMs: Date.UTC(2026, 7, 1),
  requests: 1000,
  read: 1000,
  duplicates: 0,
  rejected: 0,
  rejects: [],
  skipped: [],
  droppedLabels: [],
  isDaily: false,
  future: { requests: 0, latestMs: 0 },
  before2020: { requests: 0, earliestMs: 0 },
};

/** Ten whole days of 100 calls each, with nothing wrong. */
const CLEAN: QualityFacts = {
  requests: 1000,
  tokens: 1_000_000,
  days: Array.from({ length: 10 }, (_, day) => activeDay(day)),
  requestsByHour: new Array(24).fill(1000 / 24),
  usageMissing: [],
  zeroTokens: 0,
  sums: { rows: 0, requests: 0, tokens: 0, repricedUsd: null },
  repricedUsd: 50,
  unpriced: [],
  modelRequests: [{ model: 'gpt-4o', requests: 1000 }],
  loggedUsd: 50,
  withoutCost: 0,
  zeroCost: { requests: 0, pricedRequests: 0, repricedUsd: 0 },
  outliers: { requests: 0, loggedUsd: 0, repricedUsd: 0, calls: [] },
  labels: LABELS.map((label) => ({ label, missing: 0, values: 3 })),
  uploads: [UPLOAD],
  costs: [],
};

const upload = (change: Partial<UploadFacts>): Partial<QualityFacts> => ({ uploads: [{ ...UPLOAD, ...change }] });
const label = (name: string, missing: number, values = 3): Partial<QualityFacts> => ({
  labels: CLEAN.labels.map((each) => (each.label === name ? { ...each, missing, values } : each)),
});
const at = (day: number, hour: number) => (FIRST_DAY + day) * MS_PER_DAY + hour * HOUR;
const call = { timeMs: at(1, 5), model: 'gpt-4o', loggedUsd: 40, repricedUsd: 0.01 };
const cost = { model: 'gpt-4o', requests: 9, loggedUsd: 3, repricedUsd: 2, differenceUsd: 1, differencePct: 50 };

/** A change to the clean log, and the finding that it alone brings about. */
const CASES: readonly (readonly [kind: FindingKind, severity: string, change: Partial<QualityFacts>])[] = [
  ['unpriced', 'breaks', { unpriced: [{ reason: 'unknown model', model: 'x', requests: 10, tokens: 1 }] }],
  ['unpriced', 'look', { unpriced: [{ reason: 'unknown model', model: 'x', requests: 9, tokens: 9_999 }] }],
  ['unpriced', 'breaks', { unpriced: [{ reason: 'unknown model', model: 'x', requests: 1, tokens: 10_000 }] }],
  ['names', 'look', { modelRequests: [{ model: 'openai/REDACTED', requests: 4 }] }],
  ['usage missing', 'breaks', { usageMissing: [{ model: 'gpt-4o', requests: 10 }] }],
  ['usage missing', 'look', { usageMissing: [{ model: 'gpt-4o', requests: 9 }] }],
  ['zero tokens', 'look', { zeroTokens: 1 }],
  ['sums', 'look', { sums: { rows: 2, requests: 500, tokens: 1000, repricedUsd: 10 } }],
  // 39.99 of 50 is apart.
  ['outliers', 'breaks', { outliers: { requests: 1, loggedUsd: 40, repricedUsd: 0.01, calls: [call] } }],
  // 0.4 of 50 is 0.8 %.
  ['outliers', 'look', { outliers: { requests: 1, loggedUsd: 0.4, repricedUsd: 0, calls: [call] } }],
  ['zero cost', 'look', { zeroCost: { requests: 3, pricedRequests: 2, repricedUsd: 0.1 } }],
  ['no cost', 'look', { withoutCost: 3 }],
  ['no cost', 'fine', { withoutCost: 1000, loggedUsd: null }],
  [
    'costs differ',
    'look',
    {
      costs: [
        { ...cost, explanations: [{ kind: 'not explained', requests: 9, usd: -0.5 }], withoutCost: 0, withoutPrice: 0 },
      ],
    },
  ],
  [
    'costs differ',
    'fine',
    {
      costs: [
        { ...cost, explanations: [{ kind: 'not explained', requests: 9, usd: 0.49 }], withoutCost: 0, withoutPrice: 0 },
      ],
    },
  ],
  ['gaps', 'look', { days: [0, 1, 3, 4].map((day) => activeDay(day)) }],
  ['gaps', 'fine', { days: [0, 1, 2, 3, 4, 7, 8].map((day) => activeDay(day)) }],
  // Five of ten days is not yet mostly empty, four of nine is.
  ['gaps', 'look', { days: [0, 1, 2, 3, 9].map((day) => activeDay(day)) }],
  ['gaps', 'breaks', { days: [0, 1, 2, 8].map((day) => activeDay(day)) }],
  ['partial day', 'look', { days: [activeDay(0, 14), ...[1, 2, 3].map((day) => activeDay(day))] }],
  ['partial day', 'look', { days: [...[0, 1, 2].map((day) => activeDay(day)), activeDay(3, 0, 11)] }],
  ['weekdays', 'fine', { days: Array.from({ length: 14 }, (_, day) => activeDay(day)) }],
  ['future', 'breaks', upload({ future: { requests: 10, latestMs: at(90, 0) } })],
  ['before 2020', 'look', upload({ before2020: { requests: 9, earliestMs: 0 } })],
  ['daily data', 'look', upload({ isDaily: true })],
  ['duplicates', 'fine', upload({ duplicates: 400 })],
  ['rejected', 'breaks', upload({ rejected: 10, rejects: [{ reason: 'no time', rows: 10 }] })],
  ['rejected', 'look', upload({ rejected: 9, rejects: [{ reason: 'no time', rows: 9 }] })],
  ['skipped', 'fine', upload({ skipped: [{ reason: 'a parent span', rows: 3 }] })],
  ['label dropped', 'look', upload({ droppedLabels: [{ label: 'team', column: 'user' }] })],
  ['label missing', 'look', label('team', 1)],
  ['label missing', 'look', label('task', 1000, 0)],
  ['label missing', 'fine', label('language', 999)],
  ['labels absent', 'fine', label('team', 1000, 0)],
];

describe('judgeQuality', () => {
  it('finds nothing in a clean log, and says what it has checked', () => {
    const report = judgeQuality(CLEAN);
    expect(report.findings).toEqual([]);
    expect(new Set(report.passed)).toEqual(new Set(CASES.map(([kind]) => kind)));
    expect(report).toMatchObject({ gaps: [], activeDays: 10, days: [{ fromDay: FIRST_DAY, days: 10 }] });
  });

  it.each(CASES)('%s (%s) appears alone where it is the only thing wrong', (kind, severity, change) => {
    const report = judgeQuality({ ...CLEAN, ...change });
    expect(report.findings.map((each) => [each.kind, each.severity])).toEqual([[kind, severity]]);
    expect(report.passed).not.toContain(kind);
  });

  it('a request without needs or tags lacks nothing', () => {
    for (const name of ['needs', 'tags']) expect(judgeQuality({ ...CLEAN, ...label(name, 999) }).findings).toEqual([]);
  });

  it('puts what breaks above what to look at, and what is fine last', () => {
    const { findings } = judgeQuality({ ...CLEAN, ...upload({ duplicates: 5, rejected: 500 }), zeroTokens: 1 });
    expect(findings.map(({ severity }) => severity)).toEqual(['breaks', 'look', 'fine']);
  });

  it('counts placeholders by what they are', () => {
    const names = ['openai/REDACTED', 'ollama/REDACTED', 'None', 'gpt-4o', 'none-such-model', ''];
    const { findings } = judgeQuality({ ...CLEAN, modelRequests: names.map((model) => ({ model, requests: 5 })) });
    expect(findings).toMatchObject([
      {
        kind: 'names',
        requests: 15,
        names: [
          { name: 'REDACTED', requests: 10 },
          { name: 'None', requests: 5 },
        ],
      },
    ]);
  });

  it('a first day is not cut off where other days begin as late, or too few are known', () => {
    const late = [activeDay(0, 14), activeDay(1, 14), activeDay(2), activeDay(3)];
    const few = [activeDay(0, 14), activeDay(1), activeDay(2)];
    for (const days of [late, few])
      expect(judgeQuality({ ...CLEAN, days }).findings.some(({ kind }) => kind === 'partial day')).toBe(false);
  });

  it('says what share of a usual day a partial one lacks', () => {
    const days = [activeDay(0, 6), ...[1, 2, 3].map((day) => activeDay(day))];
    const { findings, partialDays } = judgeQuality({ ...CLEAN, days });
    // 6 of 24 even hours.
    expect(findings[0]).toMatchObject({ kind: 'partial day', which: 'first' });
    expect((findings[0] as { missingPct: number }).missingPct).toBeCloseTo(25, 9);
    expect(partialDays).toEqual([FIRST_DAY]);
  });

  it('a workload without a request is judged by its files alone', () => {
    const report = judgeQuality({ ...CLEAN, ...upload({ rejected: 1000 }), requests: 0, days: [], labels: [] });
    expect(report.findings.map(({ kind }) => kind)).toEqual(['rejected']);
    expect(report.passed).toEqual([]);
  });
});
