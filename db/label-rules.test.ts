import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabelRule } from '@/lib/domain/label-rule';
import { importText, storedCells, temporaryDatabase } from '@/lib/usage/testing/import-text';
import { rebuildCells } from './cells';
import { deleteUpload } from './delete-upload';
import { saveLabelRules } from './label-rules';
import { loadCuts } from './uploads';

type Call = { readonly model: string; readonly task: string; readonly team: string; readonly input: number };

const HEADER = 'time,model,task,team,input_tokens,output_tokens\n';
const file = (calls: readonly Call[]) =>
  HEADER +
  calls
    .map(({ model, task, team, input }, i) => `2026-08-01T00:00:0${i}Z,${model},${task},${team},${input},1\n`)
    .join('');

const rule = (more: Partial<LabelRule>): LabelRule => ({
  target: 'task',
  value: 'set',
  where: [],
  onlyMissing: false,
  suggested: false,
  ...more,
});

/** The labels by the words of the rule, call by call. */
function labelled(call: Call, rules: readonly LabelRule[]): Call {
  const matches = ({ where, inputTokens, onlyMissing, target }: LabelRule) =>
    !(onlyMissing && call[target as 'task'] !== '') &&
    call.input >= (inputTokens?.atLeast ?? 0) &&
    call.input <= (inputTokens?.atMost ?? 1e9) &&
    where.every(({ field, pattern }) => {
      const value = call[field as 'task'];
      const bare = pattern.replace(/\*$/, '');
      return pattern.endsWith('*') ? value.startsWith(bare) : value === pattern;
    });
  const of = (target: 'task' | 'team') =>
    rules.find((candidate) => candidate.target === target && matches(candidate))?.value ?? call[target];
  return { ...call, task: of('task'), team: of('team') };
}

test('stored requests carry the labels of the rules, whatever the order of imports, deletions and rules', async () => {
  const call = fc.record({
    model: fc.constantFrom('gpt-4o', 'gpt-4o-mini', 'o3'),
    task: fc.constantFrom('', 'chat', 'set'),
    team: fc.constantFrom('', 'red'),
    input: fc.constantFrom(1, 10, 5000),
  });
  const calls = fc.array(call, { minLength: 1, maxLength: 6 });
  const anyRule = fc
    .record({
      target: fc.constantFrom('task' as const, 'team' as const),
      value: fc.constantFrom('set', 'new', 'chat'),
      pattern: fc.constantFrom('gpt-4o*', 'o3', 'gpt-4o', '*'),
      task: fc.constantFrom(null, '', 'chat'),
      atLeast: fc.constantFrom(undefined, 5, 1000),
      onlyMissing: fc.boolean(),
    })
    .map(({ pattern, task, atLeast, ...more }) =>
      rule({
        ...more,
        where: [{ field: 'model', pattern }, ...(task === null ? [] : [{ field: 'task' as const, pattern: task }])],
        ...(atLeast === undefined ? {} : { inputTokens: { atLeast } }),
      }),
    );
  const database = temporaryDatabase();
  let cases = 0;
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(calls, calls, calls, fc.array(anyRule, { minLength: 1, maxLength: 4 }), async (a, b, c, rules) => {
      cases++;
      const workloadName = `case ${cases}`;
      const first = await importText(database, file(a), { workloadName });
      const { workloadId } = await importText(database, file(b), { workloadName });
      saveLabelRules(database, workloadId, rules);
      const third = await importText(database, file(c), { workloadName });
      const alone = async (files: readonly (readonly Call[])[]) => {
        const fresh = temporaryDatabase();
        let id = 0;
        for (const each of files) id = (await importText(fresh, file(each))).workloadId;
        const plain = storedCells(fresh, id);
        // Duplicates are told by what is logged, so the rules come after them.
        saveLabelRules(fresh, id, rules);
        const cells = storedCells(fresh, id);
        if (JSON.stringify(plain) !== JSON.stringify(cells)) changed++;
        return cells;
      };
      expect(storedCells(database, workloadId)).toEqual(await alone([a, b, c]));
      deleteUpload(database, first.uploadId);
      expect(storedCells(database, workloadId)).toEqual(await alone([b, c]));
      rebuildCells(database, workloadId, loadCuts(database, workloadId));
      expect(storedCells(database, workloadId)).toEqual(await alone([b, c]));
      deleteUpload(database, third.uploadId);
      const byHand = temporaryDatabase();
      const hand = await importText(byHand, file(b.map((each) => labelled(each, rules))));
      expect(storedCells(database, workloadId)).toEqual(storedCells(byHand, hand.workloadId));
      saveLabelRules(database, workloadId, []);
      const logged = temporaryDatabase();
      const { workloadId: plainId } = await importText(logged, file(b));
      expect(storedCells(database, workloadId)).toEqual(storedCells(logged, plainId));
    }),
    { numRuns: 15, seed: 4 },
  );
  expect(cases).toBe(15);
  expect(changed).toBeGreaterThan(10);
}, 60_000);
