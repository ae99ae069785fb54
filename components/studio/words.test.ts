import { expect, it } from 'vitest';
import { VIOLATION_KINDS } from '@/lib/domain/simulation';
import { engineWords } from './engine-words';
import {
  describeCacheRule,
  describeCondition,
  describeErrors,
  describeRoute,
  describeSeconds,
  describeTierRule,
} from './policy-words';
import { type PickerOffer, priceInStack, searchOffers } from './search-offers';
import { keptWords } from './sure-words';
import { describeViolation } from './violation-words';

const upper = (model: string) => model.toUpperCase();

it('describeCondition says every part in words', () => {
  expect(describeCondition(undefined, upper)).toBe('every call that reaches it');
  expect(describeCondition({ task: ['classify', 'extract'], inputTokens: { atMost: 4000 } }, upper)).toBe(
    'task classify or extract, up to 4,000 input tokens',
  );
  expect(describeCondition({ needs: ['tools', 'vision'], not: { sourceModel: ['gpt-4o'] } }, upper)).toBe(
    'needs tools and vision, not (on GPT-4O)',
  );
  expect(describeCondition({ task: ['a', 'b', 'c', 'd', 'e'] }, upper)).toBe('task a, b, c or 2 more');
});

it('describeRoute says shares in percent of the weights', () => {
  expect(
    describeRoute(
      {
        split: [
          { model: 'a', weight: 4 },
          { model: 'b', weight: 1 },
        ],
        fallback: ['c'],
      },
      upper,
    ),
  ).toBe('80% A, 20% B, else C');
  expect(describeRoute({ keep: true }, upper)).toBe('stays on its model');
  expect(describeRoute({ chain: [{ model: 'a' }, { model: 'b' }] }, upper)).toBe('A → B');
});

it('describeRoute says a cascade with its shares and its judge', () => {
  expect(
    describeRoute(
      {
        cascade: [{ model: 'a', accept: 0.8 }, { model: 'b' }, { model: 'c' }],
        judge: { model: 'j' },
        fallback: ['f'],
      },
      upper,
    ),
  ).toBe('tries A (80% taken), then B, then C, judged by J, else F');
});

it('the other parts of a policy are said in words', () => {
  expect(describeCacheRule({ kind: 'exact', hitRate: 0.231, ttlSeconds: 3600, when: { task: ['faq'] } }, upper)).toBe(
    'the same prompts: 23.1% of task faq, kept 1 hour',
  );
  expect(describeCacheRule({ kind: 'semantic', hitRate: 0.4 }, upper)).toBe('like prompts: 40% of every call');
  expect(describeTierRule({ tier: 'batch', when: { task: ['nightly'] } }, upper)).toBe('batch: task nightly');
  expect(describeErrors({ retries: 2, lastResort: 'cachedAnswer' })).toBe('2 retries, at last the cached answer');
  expect(describeErrors({ lastResort: 'error' })).toBe('no retry, at last an error');
  expect(describeErrors(undefined)).toBeNull();
  expect([45, 60, 5400, 7200, 86_400, 90_061].map(describeSeconds)).toEqual([
    '45 seconds',
    '1 minute',
    '90 minutes',
    '2 hours',
    '1 day',
    '90,061 seconds',
  ]);
});

it('keptWords: the interval is of the estimate, and a lower bound stands apart', () => {
  const interval = { low: 0.932, high: 1.019 };
  expect(keptWords({ certainty: 'bound', found: 0.922, estimate: 0.974, interval })).toEqual({
    kept: '97.4% (93.2% to 101.9%)',
    atLeast: 'at least 92.2% by the lower bounds',
  });
  expect(keptWords({ certainty: 'estimate', found: 0.974, estimate: null, interval: null })).toEqual({
    kept: '97.4%',
    atLeast: null,
  });
});

it('engineWords names models and writes percent as the screen does', () => {
  const names: Record<string, string> = { 'aws/a.b-v1:0': 'B (aws)', 'openai/gpt-4o': 'GPT-4o' };
  expect(
    engineWords(
      'models at most 2: without it 60.11 % less; 2 of the 2 are aws/a.b-v1:0, openai/gpt-4o',
      (model) => names[model] ?? model,
    ),
  ).toBe('Models at most 2: without it 60.11% less; 2 of the 2 are B (aws), GPT-4o.');
  expect(engineWords('keep openai/gpt-4o.', (model) => names[model] ?? model)).toBe('Keep GPT-4o.');
});

it('describeViolation has words for every kind and names the model', () => {
  for (const kind of VIOLATION_KINDS) {
    const { text } = describeViolation({ kind, model: 'x/y', requests: 1200, usd: 5 }, 'Model Y');
    expect(text, kind).toContain('Model Y');
    expect(text, kind).not.toContain('undefined');
  }
  expect(
    describeViolation({ kind: 'logged cost over 100 times repriced', model: 'x', requests: 1, usd: 10_000 }, 'X').text,
  ).toContain('1 call on X was logged at $10,000.00');
});

const offer = (id: string, ...books: string[]): PickerOffer => ({
  id,
  name: id.slice(id.lastIndexOf('/') + 1),
  prices: books.map((book) => ({ book, input: 1, output: 2 })),
});

it('searchOffers wants every word, puts the models at hand first and makers before resellers', () => {
  const offers = [
    offer('openrouter/deepseek/v4-flash', 'g'),
    offer('deepseek/v4-flash', 'g'),
    offer('zai/v4-flash-x', 'g'),
  ];
  const ids = (query: string, first: string[] = []) =>
    searchOffers(offers, query, new Set(first), 9).shown.map(({ id }) => id);
  expect(ids('flash deepseek')).toEqual(['deepseek/v4-flash', 'openrouter/deepseek/v4-flash']);
  expect(ids('v4', ['zai/v4-flash-x'])[0]).toBe('zai/v4-flash-x');
  expect(searchOffers(offers, '', new Set(), 1)).toMatchObject({ more: 2 });
  expect(ids('nothing')).toEqual([]);
});

it('priceInStack takes the first book of the stack and says when none has it', () => {
  const both = offer('a/b', 'list', 'contract');
  expect(priceInStack(both, ['contract', 'list'])).toMatchObject({ price: { book: 'contract' }, isInStack: true });
  expect(priceInStack(both, ['other'])).toMatchObject({ price: { book: 'list' }, isInStack: false });
});
