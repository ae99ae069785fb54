import { describe, expect, test } from 'vitest';
import type { Evidence } from '@/lib/domain/evidence';
import { parseOfferId } from '@/lib/domain/ids';
import { indexEvidence, SAMPLE_GATE } from './quality';

const MODEL = parseOfferId('lab/m');

function run(parts: Partial<Evidence>): Evidence {
  const shared = {
    dataset: 'own',
    offerId: MODEL,
    benchmark: 'mmlu',
    score: 0.5,
    sampleSize: 100,
    kind: 'eval',
    source: 'made up',
  } as const;
  return { ...shared, measuredOn: '2026-01-01', ...parts };
}

function best(...runs: readonly Evidence[]): number | null {
  const scores = [runs, [...runs].reverse()].map(
    (list) => indexEvidence(list, () => 'mmlu').find(MODEL, 'mmlu')?.score ?? null,
  );
  // Which run counts must not hang on the order they come in.
  expect(scores[0]).toBe(scores[1]);
  return scores[0] ?? null;
}

describe('the sample gate', () => {
  test('a run below the gate says nothing; one at the gate counts', () => {
    expect(best(run({ sampleSize: SAMPLE_GATE - 1 }))).toBeNull();
    expect(best(run({ sampleSize: SAMPLE_GATE, score: 0.7 }))).toBe(0.7);
    expect(best(run({ sampleSize: 0, kind: 'feedback' }))).toBeNull();
  });

  test('a prior below the gate says nothing either; one that states no sample is kept, as a prior', () => {
    expect(best(run({ sampleSize: 12, kind: 'prior' }))).toBeNull();
    expect(best(run({ sampleSize: null, kind: 'prior', score: 0.8 }))).toBe(0.8);
  });

  test('an own eval that states no sample says nothing', () => {
    expect(best(run({ sampleSize: null }))).toBeNull();
  });
});

describe('several runs of one model', () => {
  test('the largest sample, whatever its date or score', () => {
    expect(
      best(run({ sampleSize: 200, score: 0.3, measuredOn: '2024-01-01' }), run({ sampleSize: 199, score: 0.9 })),
    ).toBe(0.3);
  });

  test('then the latest', () => {
    expect(best(run({ score: 0.3, measuredOn: '2026-02-01' }), run({ score: 0.9, measuredOn: '2026-01-31' }))).toBe(
      0.3,
    );
    expect(best(run({ score: 0.3, measuredOn: null }), run({ score: 0.9, measuredOn: '2020-01-01' }))).toBe(0.9);
  });

  test('an own run above the gate counts before a public benchmark of any size', () => {
    expect(best(run({ score: 0.3, sampleSize: 30 }), run({ score: 0.9, sampleSize: 10_000, kind: 'prior' }))).toBe(0.3);
    expect(best(run({ score: 0.3, sampleSize: 29 }), run({ score: 0.9, sampleSize: 10_000, kind: 'prior' }))).toBe(0.9);
  });

  test('the runs of another model or benchmark say nothing', () => {
    const other = [run({ offerId: parseOfferId('lab/other') }), run({ benchmark: 'humaneval' })];
    expect(best(...other)).toBeNull();
  });
});
