import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabelRule } from '@/lib/domain/label-rule';
import type { UsageRecord } from '@/lib/domain/usage';
import { cellsOf } from './__oracle__/cells-of';
import { STANDARD_CUTS } from './cuts';
import { suggestSplit } from './suggest-split';
import { callOf } from './testing/call-of';

/** The first rule that matches a call, by the words of the rule. */
function firstMatch(call: UsageRecord, rules: readonly LabelRule[]): string | undefined {
  return rules.find(
    ({ where, inputTokens }) =>
      where.every(({ field, pattern }) => {
        const value = call[field].toLowerCase();
        return value === pattern.toLowerCase() || (field === 'needs' && value.split(',').includes(pattern));
      }) &&
      (inputTokens === undefined ||
        (!call.aggregate &&
          !call.usageMissing &&
          call.inputTokens >= (inputTokens.atLeast ?? 0) &&
          call.inputTokens <= (inputTokens.atMost ?? Number.POSITIVE_INFINITY))),
  )?.value;
}

const call = fc
  .record({
    model: fc.constantFrom('gpt-4o', 'GPT-4o', 'o3', 'glm', 'haiku', 'a*', ''),
    needs: fc.constantFrom('', '', 'tools', 'vision', 'tools,vision'),
    inputTokens: fc.constantFrom(0, 1, 1023, 1024, 8191, 8192, 65_535, 65_536, 900_000),
    outputTokens: fc.constantFrom(0, 10, 5000),
    aggregate: fc.constantFrom(false, false, false, true),
    requests: fc.constantFrom(1, 1, 40),
  })
  .map((parts) => callOf({ ...parts, requests: parts.aggregate ? parts.requests : 1 }));

const split = (calls: readonly UsageRecord[], taken: readonly string[] = []) => {
  const table = cellsOf(calls, STANDARD_CUTS);
  return {
    table,
    ...suggestSplit(
      table,
      Array.from({ length: table.length }, (_, cell) => cell),
      new Set(taken),
    ),
  };
};

test('the groups share out the requests, by rules that say the same call by call', () => {
  let cases = 0;
  let judged = 0;
  let several = 0;
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 80, size: 'max' }), fc.boolean(), (calls, isBackwards) => {
      cases++;
      const { groups, groupOf, table } = split(calls);
      if (groups.length > 1) several++;
      expect(groups.length).toBeLessThanOrEqual(8);
      expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
      expect(groupOf.every((group) => group >= 0 && group < groups.length)).toBe(true);
      const rules = groups.flatMap((group) => group.rules);
      expect(rules.every((rule) => rule.suggested && rule.onlyMissing && rule.value.length <= 200)).toBe(true);
      for (const group of groups) {
        const own = calls.filter((each) => firstMatch(each, rules) === group.name);
        judged += own.length;
        for (const sum of ['requests', 'inputTokens', 'outputTokens'] as const)
          expect(group[sum]).toBe(own.reduce((all, each) => all + each[sum], 0));
        expect(group.requests).toBeGreaterThan(0);
      }
      expect(groups.reduce((sum, { requests }) => sum + requests, 0)).toBe(
        table.measures.requests.reduce((sum, requests) => sum + requests, 0),
      );
      // The order of the log, and what the models answered, decide nothing.
      const shuffled = (isBackwards ? calls.toReversed() : [...calls.slice(3), ...calls.slice(0, 3)]).map((each) => ({
        ...each,
        outputTokens: each.outputTokens * 7,
      }));
      expect(split(shuffled).groups.map(({ name, rules: own, requests }) => ({ name, own, requests }))).toEqual(
        groups.map(({ name, rules: own, requests }) => ({ name, own, requests })),
      );
    }),
    { numRuns: 300, seed: 4 },
  );
  expect(cases).toBe(300);
  expect(several).toBeGreaterThan(200);
  expect(judged).toBeGreaterThan(5000);
});

const many = (count: number, parts: Partial<UsageRecord>) => Array.from({ length: count }, () => callOf(parts));

test('one model is split by size, and the groups say their shape', () => {
  const { groups } = split([
    ...many(60, { inputTokens: 400, outputTokens: 2000 }),
    ...many(39, { inputTokens: 20_000, outputTokens: 100 }),
    ...many(1, { inputTokens: 2000 }),
  ]);
  expect(groups.map(({ name, shape, requests }) => [name, shape, requests])).toEqual([
    ['short prompts', 'short prompts, long answers', 60],
    ['long prompts', 'long prompts, short answers', 39],
    ['other', 'medium prompts, short answers', 1],
  ]);
});

test('few long calls that hold much of the input are a group of their own', () => {
  const { groups } = split([...many(99, { inputTokens: 100 }), ...many(1, { inputTokens: 100_000 })]);
  expect(groups.map(({ name }) => name)).toEqual(['short prompts', 'very long prompts']);
});

test('sums of many calls have no size: they are told apart by model', () => {
  const { groups } = split([
    ...many(5, { aggregate: true, requests: 100, model: 'gpt-4o' }),
    ...many(5, { aggregate: true, requests: 100, model: 'o3' }),
  ]);
  expect(groups.map(({ name }) => name)).toEqual(['gpt-4o', 'o3']);
});

test('a name that the log uses is not used again', () => {
  const calls = [...many(60, { inputTokens: 400 }), ...many(40, { inputTokens: 20_000 })];
  expect(split(calls, ['short prompts']).groups.map(({ name }) => name)).toEqual(['short prompts 2', 'long prompts']);
});

test('small models are put together by size, and what is left is named as the rest', () => {
  const small = Array.from({ length: 40 }, (_, i) => callOf({ model: `m${i}`, inputTokens: i % 2 ? 3000 : 20_000 }));
  const { groups } = split([...many(60, { model: 'gpt-4o', inputTokens: 400 }), ...small, callOf({ model: 'x' })]);
  expect(groups.map(({ name }) => name)).toEqual([
    'gpt-4o: short prompts',
    'other medium prompts',
    'other long prompts',
    'other',
  ]);
});
