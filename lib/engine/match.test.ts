import { describe, expect, test } from 'vitest';
import type { Condition } from '@/lib/domain/policy';
import type { UsageRecord } from '@/lib/domain/usage';
import { cellsOf } from './__oracle__/cells-of';
import { LAB_BOOKS } from './__oracle__/lab-books';
import { compileCondition, compileWithoutSize } from './match';
import { createResolver } from './names';
import { callOf } from './testing/call-of';

const resolve = createResolver(LAB_BOOKS, new Map());
const CUTS = { sizeEdges: [1, 100, 4000, 4001, 120_001], dateEdgesMs: [], clocks: [] };

/** Whether one call meets a condition. */
function matches(when: Condition | undefined, parts: Partial<UsageRecord>): boolean {
  const table = cellsOf([callOf({ model: 'lab-small', ...parts })], CUTS);
  return compileCondition(when, table, resolve)(0);
}

test('no condition, and one without keys, match everything', () => {
  expect([matches(undefined, {}), matches({}, {})]).toEqual([true, true]);
});

test('keys are ANDed, values within a key ORed', () => {
  const when = { task: ['classify', 'extract'], team: ['ops'] };
  expect(matches(when, { task: 'extract', team: 'ops' })).toBe(true);
  expect(matches(when, { task: 'extract', team: 'content' })).toBe(false);
  expect(matches(when, { task: 'chat', team: 'ops' })).toBe(false);
});

test.each(['task', 'team', 'language', 'region'] as const)(
  'a call without a %s matches no list, so `not` matches',
  (label) => {
    expect(matches({ [label]: ['x'] }, { [label]: '' })).toBe(false);
    expect(matches({ not: { [label]: ['x'] } }, { [label]: '' })).toBe(true);
    expect(matches({ not: { [label]: ['x'] } }, { [label]: 'x' })).toBe(false);
  },
);

test('labels are matched whole and as written', () => {
  expect(matches({ task: ['class'] }, { task: 'classify' })).toBe(false);
  expect(matches({ task: ['Classify'] }, { task: 'classify' })).toBe(false);
});

test('needs: the call needs all that are named; tags: any of them', () => {
  expect(matches({ needs: ['vision', 'tools'] }, { needs: 'json,tools,vision' })).toBe(true);
  expect(matches({ needs: ['vision', 'tools'] }, { needs: 'vision' })).toBe(false);
  expect(matches({ needs: ['vision'] }, { needs: '' })).toBe(false);
  expect(matches({ tags: ['beta', 'nightly'] }, { tags: 'nightly' })).toBe(true);
  expect(matches({ tags: ['night'] }, { tags: 'nightly' })).toBe(false);
});

test('sourceModel matches the logged name or its offer id, and nothing alike', () => {
  expect(matches({ sourceModel: ['lab-small'] }, { model: 'lab-small' })).toBe(true);
  expect(matches({ sourceModel: ['lab/lab-small'] }, { model: 'lab-small' })).toBe(true);
  // The other way round the offer id is the logged name; another spelling of the same offer is not it.
  expect(matches({ sourceModel: ['lab-small'] }, { model: 'lab/lab-small' })).toBe(false);
  expect(matches({ sourceModel: ['lab-smal'] }, { model: 'lab-small' })).toBe(false);
  expect(matches({ sourceModel: ['lab/lab-small'] }, { model: 'mystery-7b' })).toBe(false);
  expect(matches({ sourceModel: ['mystery-7b'] }, { model: 'mystery-7b' })).toBe(true);
});

test('serviceTier', () => {
  expect(matches({ serviceTier: ['batch', 'flex'] }, { serviceTier: 'flex' })).toBe(true);
  expect(matches({ serviceTier: ['batch'] }, { serviceTier: 'standard' })).toBe(false);
});

describe('inputTokens: both bounds are included', () => {
  test.each([
    [{ atMost: 4000 }, 4000, true],
    [{ atMost: 4000 }, 4001, false],
    [{ atLeast: 120_001 }, 120_000, false],
    [{ atLeast: 120_001 }, 120_001, true],
    [{ atLeast: 100, atMost: 4000 }, 99, false],
    [{ atLeast: 100, atMost: 4000 }, 100, true],
    [{ atMost: 0 }, 0, true],
  ])('%o and %i: %s', (inputTokens, size, expected) => {
    expect(matches({ inputTokens }, { inputTokens: size })).toBe(expected);
    expect(matches({ not: { inputTokens } }, { inputTokens: size })).toBe(!expected);
  });

  test('a sum of calls and a call without usage match no size', () => {
    for (const parts of [
      { aggregate: true, requests: 10 },
      { usageMissing: true, inputTokens: 0 },
    ]) {
      expect(matches({ inputTokens: { atLeast: 0 } }, parts)).toBe(false);
      expect(matches({ not: { inputTokens: { atLeast: 0 } } }, parts)).toBe(true);
    }
  });
});

test('not: negates all of its keys together, and may hold another', () => {
  const when = { not: { task: ['chat'], team: ['ops'] } };
  expect(matches(when, { task: 'chat', team: 'ops' })).toBe(false);
  expect(matches(when, { task: 'chat', team: 'content' })).toBe(true);
  expect(matches({ not: { not: { task: ['chat'] } } }, { task: 'chat' })).toBe(true);
  expect(matches({ task: ['chat'], not: { team: ['ops'] } }, { task: 'faq', team: 'content' })).toBe(false);
});

test('compileWithoutSize: what a condition on size asks beside it; null where it asks for no size', () => {
  const table = cellsOf([callOf({ task: 'chat', aggregate: true, requests: 9 })], CUTS);
  const asks = (when: Condition | undefined) => compileWithoutSize(when, table, resolve)?.(0) ?? null;
  expect(asks({ task: ['chat'], inputTokens: { atMost: 5 } })).toBe(true);
  expect(asks({ task: ['faq'], inputTokens: { atMost: 5 } })).toBe(false);
  expect(asks({ task: ['chat'] })).toBeNull();
  expect(asks(undefined)).toBeNull();
});
