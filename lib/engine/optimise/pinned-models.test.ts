import { expect, test } from 'vitest';
import { pinnedWords } from './pinned-models';
import { KEEP_OPTION, restrictProblem } from './plan-problem';
import { drawSetup, problemOf } from './testing/problems';

test('of few models, those that some calls cannot do without are named, with the calls', () => {
  const problem = problemOf(drawSetup(1));
  const [first] = problem.groups;
  const own = first?.options[KEEP_OPTION]?.sent.filter(({ requests }) => requests > 0).map(({ model }) => model) ?? [];
  expect(own.length).toBeGreaterThan(0);
  const bound = restrictProblem(problem, (_, index, group) => group !== first || index === KEEP_OPTION);
  const judge = (judgedRequests: number) => ({
    ...bound,
    groups: bound.groups.map((group) => ({ ...group, judgedRequests })),
  });
  const words = pinnedWords(judge(1), own.length + 1);
  for (const model of own) expect(words).toContain(model);
  expect(words).toContain('can go nowhere else');
  expect(pinnedWords(judge(0), 1)).toMatch(/^; it is .*: nothing judges .*, so these calls stay$/);
});

test('where every call has a choice, nothing is said', () => {
  const problem = problemOf(drawSetup(1));
  const free = {
    ...problem,
    groups: problem.groups.filter(({ options }) => options.filter((o) => o.leftOut.length === 0).length > 1),
  };
  expect(free.groups.length).toBeGreaterThan(0);
  expect(pinnedWords(free, 1)).toBe('');
});
