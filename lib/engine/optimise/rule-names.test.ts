import { expect, test } from 'vitest';
import type { Draft } from './rule-list';
import { nameRules } from './rule-names';

const NOTHING: Draft = { tasks: null, languages: null, needs: [], atLeast: null, below: null, sources: null, way: '' };
const named = (...tasks: string[]) =>
  nameRules(
    tasks.map((task) => ({ ...NOTHING, tasks: [task] })),
    () => false,
  );

test('no rule is called as the calls that no rule takes', () => {
  expect(named('otherwise', 'Otherwise!', 'otherwise-2')).toEqual(['otherwise-2', 'otherwise-3', 'otherwise-2-2']);
});

test('ids of odd tasks are short, readable and unlike', () => {
  const odd = ['???', 'a,b', 'a b', 'line\nbreak', 'Übung 漢字', '🤖', 'x'.repeat(500), '__proto__', 'rest'];
  const ids = named(...odd);
  expect(new Set(ids).size).toBe(odd.length);
  expect(ids.every((id) => /^[\p{L}\p{N}-]{1,50}$/u.test(id))).toBe(true);
  expect(ids.slice(1, 5)).toEqual(['a-b', 'a-b-2', 'line-break', 'übung-漢字']);
});
