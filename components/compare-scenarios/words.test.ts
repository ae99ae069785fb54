import { expect, it } from 'vitest';
import type { PolicyDifference } from '@/lib/domain/compare-scenarios-view';
import { VIOLATION_KINDS } from '@/lib/domain/simulation';
import { CAUSES } from '@/lib/domain/waterfall';
import { CAUSE_WORDS } from './cause-words';
import { describeDifference } from './difference-words';
import { describeDrift } from './drift-words';
import { nameViolation } from './violation-names';

const upper = (model: string) => model.toUpperCase();

it('every cause and every kind of violation has words', () => {
  for (const cause of CAUSES) expect(CAUSE_WORDS[cause].text, cause).toMatch(/\.$/);
  for (const kind of VIOLATION_KINDS) expect(nameViolation(kind).text, kind).not.toMatch(/undefined|^does|^constraint/);
  expect(nameViolation('constraint broken: residency')).toEqual({ text: 'Breaks “Processed in”', breaks: true });
  expect(nameViolation('fit unknown').breaks).toBe(false);
});

it('a difference says what is, and what it was in the first', () => {
  const words = (difference: PolicyDifference) => describeDifference(difference, upper);
  expect(words({ kind: 'route', rule: 'otherwise', before: { keep: true }, after: { model: 'b' } })).toBe(
    'Everything else: B, not stays on its model.',
  );
  expect(words({ kind: 'rule added', rule: { id: 'x', when: { task: ['faq'] }, route: { model: 'a' } } })).toBe(
    'Rule “x” is new (task faq: A).',
  );
  expect(words({ kind: 'setting', part: 'assumptions', key: 'promptCacheKept', before: 0, after: 0.5 })).toBe(
    'Prompt cache kept: 50%, not 0%.',
  );
  expect(words({ kind: 'setting', part: 'constraints', key: 'residency', before: null, after: ['EU'] })).toBe(
    'Processed in: EU; the first says nothing.',
  );
});

it('drift says both figures, also where they read alike', () => {
  expect(describeDrift({ figure: 'planUsdPerMonth', kept: 11.4, now: 12 })).toBe(
    'Plan: $12.00 now, $11.40 when it was saved.',
  );
  expect(describeDrift({ figure: 'planUsdPerMonth', kept: 12.001, now: 12.002 })).toContain('less than is shown');
  expect(describeDrift({ figure: 'planQuality', kept: null, now: 0.9 })).toBe('Quality: 90% now, — when it was saved.');
});
