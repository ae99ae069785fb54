import { expect, it } from 'vitest';
import type { EvidenceLine } from '@/lib/domain/evidence';
import type { Repeats } from '@/lib/domain/repeats';
import type { FactorSuggestion } from '@/lib/domain/token-factor';
import { parsePolicy } from '@/lib/schema/policy';
import { acceptFromEvidence, tasksReaching } from './accept-share';
import { repeatShare } from './repeat-share';
import { formatFactor, isTaken, takeFactor } from './take-factor';

const line = (model: string, benchmark: string, score: number, tasks: string[]): EvidenceLine => ({
  ...{ model, about: model, benchmark, benchmarkTitle: benchmark, score, tasks },
  ...{ kind: 'prior', sampleSize: null, source: 'a list', measuredOn: null },
});
const EVIDENCE = [
  line('a/x', 'mmlu', 0.8, ['faq', 'chat']),
  line('a/x', 'humaneval', 0.9, ['code']),
  line('b/y', 'mmlu', 0.95, ['faq', 'chat']),
];

it('acceptFromEvidence is q(1−e) + (1−q)e over the benchmarks of the tasks concerned', () => {
  // 0.8 × 0.9 + 0.2 × 0.1 = 0.74 and 0.9 × 0.9 + 0.1 × 0.1 = 0.82.
  const found = acceptFromEvidence(EVIDENCE, 'a/x', 0.1, ['faq', 'code', 'nightly']);
  expect(found?.low).toBeCloseTo(0.74, 12);
  expect(found?.high).toBeCloseTo(0.82, 12);
  expect(found).toMatchObject({ isPrior: true, withoutEvidence: ['nightly'] });
  expect(acceptFromEvidence(EVIDENCE, 'a/x', 0, ['faq'])).toMatchObject({ low: 0.8, high: 0.8, withoutEvidence: [] });
  expect(acceptFromEvidence(EVIDENCE, 'a/x', 0, ['nightly'])).toBeNull();
  expect(acceptFromEvidence(EVIDENCE, 'c/z', 0, ['faq'])).toBeNull();
});

it('tasksReaching leaves out the tasks that a rule before takes whole', () => {
  const keep = { keep: true } as const;
  const policy = parsePolicy({
    waybill: 1,
    name: 'x',
    rules: [
      { id: '1', when: { task: ['faq'], needs: ['vision'] }, route: keep },
      { id: '2', when: { task: ['code'] }, route: keep },
      { id: '3', when: { task: ['code', 'chat'] }, route: keep },
    ],
    otherwise: keep,
  });
  const tasks = ['faq', 'code', 'chat', 'nightly'];
  expect(tasksReaching(policy, 0, tasks)).toEqual(['faq']);
  expect(tasksReaching(policy, 2, tasks)).toEqual(['chat']);
  expect(tasksReaching(policy, 'otherwise', tasks)).toEqual(['faq', 'nightly']);
});

it('repeatShare is over the tasks of a condition, and says when it asks for more', () => {
  const repeats: Repeats = {
    ttlSeconds: 3600,
    requests: 500,
    byTask: [
      { task: 'faq', requests: 100, repeats: 40 },
      { task: 'chat', requests: 100, repeats: 0 },
    ],
  };
  expect(repeatShare(repeats, { task: ['faq'] })).toMatchObject({ share: 0.4, requests: 100, byTaskOnly: false });
  expect(repeatShare(repeats, { team: ['web'] })).toMatchObject({ share: 0.2, tasks: null, byTaskOnly: true });
  expect(repeatShare(repeats, { task: ['nightly'] })).toBeNull();
});

const suggestion: FactorSuggestion = {
  from: 'a/x',
  to: 'b/y',
  task: null,
  input: null,
  output: { value: 1.234567, range: null },
  n: 40,
  source: 'log means',
  label: '',
};

it('takeFactor keeps the side that was not measured, and the other pairs', () => {
  const other = { from: 'a/x', to: 'c/z', input: 2 };
  const factors = [other, { from: 'a/x', to: 'b/y', input: 1.1, output: 3 }];
  expect(takeFactor(factors, suggestion)).toEqual([other, { from: 'a/x', to: 'b/y', input: 1.1, output: 1.2346 }]);
  expect(takeFactor([], suggestion)).toEqual([{ from: 'a/x', to: 'b/y', input: 1, output: 1.2346 }]);
  expect(isTaken(takeFactor(factors, suggestion), suggestion)).toBe(true);
  expect(isTaken(factors, suggestion)).toBe(false);
  expect(isTaken([], { ...suggestion, source: 'assumed' })).toBe(true);
  // A factor of 0 is none: the file does not take it.
  expect(takeFactor([], { ...suggestion, output: { value: 1e-9, range: null } })[0]?.output).toBeGreaterThan(0);
  expect([1, 1.0666, 0.0123].map(formatFactor)).toEqual(['×1', '×1.067', '×0.0123']);
});
