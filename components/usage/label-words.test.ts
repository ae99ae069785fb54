import { expect, test } from 'vitest';
import type { LabelRule } from '@/lib/domain/label-rule';
import { addRules, changeRule, emptyRule, isSame, moveRule, removeRule, rulesOf, toDraft } from './label-draft';
import { describeLabel, describeWhere } from './label-words';

const rule = (more: Partial<LabelRule>): LabelRule => ({
  target: 'task',
  value: 'chat',
  where: [],
  onlyMissing: false,
  suggested: false,
  ...more,
});

test('a rule reads as a sentence', () => {
  const sentence = (more: Partial<LabelRule>) => `${describeWhere(rule(more))} → ${describeLabel(rule(more))}`;
  expect(
    sentence({
      where: [
        { field: 'model', pattern: 'gpt-4o*' },
        { field: 'team', pattern: '' },
      ],
    }),
  ).toBe('Where model matches gpt-4o* and team is empty → task = chat');
  expect(sentence({})).toBe('Every request → task = chat');
  expect(sentence({ where: [{ field: 'needs', pattern: 'vision' }], inputTokens: { atLeast: 1000 } })).toBe(
    'Where needs include vision and the input has 1,000 tokens or more → task = chat',
  );
  expect(sentence({ inputTokens: { atMost: 9 }, onlyMissing: true })).toBe(
    'Where the input has at most 9 tokens and the log gives no task → task = chat',
  );
  expect(sentence({ inputTokens: { atLeast: 5, atMost: 9 }, target: 'language', value: '' })).toBe(
    'Where the input has 5 to 9 tokens → language = …',
  );
});

test('rules are added, moved, changed and removed; a changed one is no suggestion any more', () => {
  const draft = addRules(toDraft([rule({ value: 'a', suggested: true }), rule({ value: 'b' })]), [emptyRule('team')]);
  expect(draft.map(({ key }) => key)).toEqual([0, 1, 2]);
  expect(rulesOf(moveRule(draft, 1, -1)).map(({ value }) => value)).toEqual(['b', 'a', '']);
  expect(moveRule(draft, 0, -1)).toEqual(draft);
  expect(removeRule(draft, 1).map(({ key }) => key)).toEqual([0, 2]);
  const changed = changeRule(draft, 0, { value: 'c' });
  expect(changed[0]?.rule).toMatchObject({ value: 'c', suggested: false });
  expect(isSame(rulesOf(changed), rulesOf(draft))).toBe(false);
});

test('a rule that was edited and changed back is the stored one', () => {
  const stored = rule({ inputTokens: { atLeast: 1, atMost: 2 } });
  const { inputTokens, ...rest } = stored;
  expect(isSame([stored], [{ ...rest, inputTokens: { atMost: 2, atLeast: 1 }, value: ' chat ' }])).toBe(true);
  expect(isSame([stored], [rest])).toBe(false);
});
