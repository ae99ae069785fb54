import { describe, expect, it } from 'vitest';
import { parsePolicy } from '@/lib/schema/policy';
import { allOnOne, keepAll, share, sizeTiers, TOKENS_PER_WORD, taskTable, wordsToTokens } from './templates';

describe('policy templates', () => {
  it.each([
    keepAll(),
    allOnOne('global-api/deepseek-v4-flash'),
    taskTable([{ task: 'code_review', model: 'openai/gpt-4o' }]),
    taskTable([], 'deepseek-v4-flash'),
    sizeTiers(),
    share('claude-3-5-sonnet', 'moonshotai/kimi-k2.5', 80),
    share('gpt-4o', 'moonshotai/kimi-k2.5', 0),
    share('gpt-4o', 'moonshotai/kimi-k2.5', 100),
  ])('$name is a valid policy file', (policy) => {
    expect(parsePolicy(JSON.stringify(policy))).toEqual(policy);
  });

  it('wordsToTokens takes 4/3 tokens a word and rounds up', () => {
    expect(TOKENS_PER_WORD).toBe(4 / 3);
    // 100 × 4/3 = 133.3, 1,000 × 4/3 = 1,333.3, 8,000 × 4/3 = 10,666.7; 3 × 4/3 is 4 exactly.
    expect([0, 3, 100, 1000, 3000, 8000].map((words) => wordsToTokens(words))).toEqual([0, 4, 134, 1334, 4000, 10667]);
    expect(wordsToTokens(100, 1.5)).toBe(150);
  });

  it('sizeTiers ends a tier at the last token count below the words of post B', () => {
    const { rules, otherwise } = sizeTiers();
    expect(
      rules.map(({ id, when, route }) => [id, when?.inputTokens?.atMost, 'model' in route && route.model]),
    ).toEqual([
      ['vision-stays', undefined, false],
      ['simple', 133, 'global-api/deepseek-v4-flash'],
      ['medium', 1333, 'global-api/deepseek-v4-flash'],
      ['complex', 10666, 'global-api/deepseek-v4-pro'],
    ]);
    for (const words of [100, 1000, 8000]) {
      const last = wordsToTokens(words) - 1;
      expect(last / TOKENS_PER_WORD).toBeLessThan(words);
      expect((last + 1) / TOKENS_PER_WORD).toBeGreaterThanOrEqual(words);
    }
    expect(otherwise).toEqual({ model: 'global-api/deepseek-v4-pro' });
  });

  it('share splits only the calls of the source model', () => {
    const policy = share('claude-3-5-sonnet', 'moonshotai/kimi-k2.5', 80);
    expect(policy.rules[0]).toEqual({
      id: 'share',
      when: { sourceModel: ['claude-3-5-sonnet'] },
      route: {
        split: [
          { model: 'moonshotai/kimi-k2.5', weight: 80 },
          { model: 'claude-3-5-sonnet', weight: 20 },
        ],
      },
    });
    expect(policy.otherwise).toEqual({ keep: true });
    expect(share('a', 'b', 100).rules[0]?.route).toEqual({ split: [{ model: 'b', weight: 100 }] });
    expect(share('a', 'b', 0).rules[0]?.route).toEqual({ split: [{ model: 'a', weight: 100 }] });
    expect(share('a', 'b', 150)).toEqual(share('a', 'b', 100));
  });

  it('taskTable names a rule after its task, once', () => {
    const policy = taskTable(
      [
        { task: 'classify', model: 'a/b' },
        { task: 'classify', model: 'c/d' },
      ],
      'e/f',
    );
    expect(policy.rules).toEqual([{ id: 'task-classify', when: { task: ['classify'] }, route: { model: 'a/b' } }]);
    expect(policy.otherwise).toEqual({ model: 'e/f' });
  });
});
