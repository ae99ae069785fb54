import { expect, it } from 'vitest';
import type { GroupOption, PlanGroup, PlanProblem } from './optimise/plan-problem';
import { isOpen } from './optimise/plan-problem';
import { restrictByStance } from './restrict-by-stance';

const option = (usd: number, quality: number): GroupOption => ({ usd, quality, leftOut: [], sent: [] });

const group = (task: string, ...qualities: number[]): PlanGroup => ({
  topics: [{ task, languages: [], named: false, benchmark: 'mmlu' }],
  needs: [],
  size: null,
  requests: 1,
  judgedRequests: 1,
  sources: [],
  hasOthers: false,
  options: qualities.map((quality, i) => option(10 - i, quality)),
});

const openIn = (problem: PlanProblem) => problem.groups.map(({ options }) => options.map(isOpen));

it('what stays has its own model only, what is guarded no worse one, what is free all of them', () => {
  const groups = [group('a', 0.9, 0.95, 0.5), group('b', 0.9, 0.95, 0.9, 0.89), group('c', 0.9, 0.1)];
  const stances = { a: 'stays', b: 'guarded', c: 'free' } as const;
  const problem = restrictByStance({ groups } as unknown as PlanProblem, (task) => stances[task as 'a' | 'b' | 'c']);
  expect(openIn(problem)).toEqual([
    [true, false, false],
    [true, true, true, false],
    [true, true],
  ]);
});

it('a group of several tasks is held to the strictest, and what is not judged is no better', () => {
  const mixed = { ...group('a', 0.9, 0.95), topics: ['a', 'b'].flatMap((task) => group(task).topics) };
  const unjudged = group('b', 0.9, Number.NaN);
  const problem = restrictByStance({ groups: [mixed, unjudged] } as unknown as PlanProblem, (task) =>
    task === 'a' ? 'stays' : 'guarded',
  );
  expect(openIn(problem)).toEqual([
    [true, false],
    [true, false],
  ]);
});
