import { describe, expect, test } from 'vitest';
import { readGenaiPrices } from '@/lib/catalog/sources/genai-prices';
import { readOverrides } from '@/lib/catalog/sources/overrides';
import { readPostB, readPostCd } from '@/lib/catalog/sources/posts';
import { type OfferId, parseOfferId } from '@/lib/domain/ids';
import type { NameMatch, Offer, PriceBook, ProviderRules } from '@/lib/domain/price';
import { createMakerLookup, createResolver, matchesName } from './names';
import { readRealLog } from './testing/real-log';

type Entry = readonly [id: string, match: NameMatch | null];

function bookOf(providers: readonly Partial<ProviderRules>[], entries: readonly Entry[], name = 'made-up'): PriceBook {
  const offers: Offer[] = entries.map(([id, match]) => ({
    offerId: parseOfferId(id),
    name: id,
    match,
    facts: {},
    sameModelAs: null,
  }));
  const rules = providers.map((parts) => ({
    provider: '',
    name: '',
    modelMatch: null,
    fallbackProviders: [],
    ...parts,
  }));
  return { name, version: '1', source: '', licence: '', observed: false, providers: rules, offers, rows: [] };
}

const MADE_UP = bookOf(
  [
    { provider: 'shop', fallbackProviders: ['acme'] },
    { provider: 'acme', modelMatch: { starts_with: 'acme-' } },
    { provider: 'google', modelMatch: { starts_with: 'gem-' } },
  ],
  [
    ['shop/acme-1', { contains: 'acme-1' }],
    ['shop/zeta', { equals: 'zeta' }],
    ['acme/acme-1', { or: [{ equals: 'acme-1' }, { regex: '^acme-1-\\d{4}-\\d{2}-\\d{2}$' }] }],
    ['acme/acme-2', { and: [{ starts_with: 'acme-2' }, { ends_with: '-pro' }] }],
    ['google/gem-3', { equals: 'gem-3' }],
    ['google/unmatched', null],
  ],
);

function resolverOf(aliases: readonly (readonly [string, string])[] = []) {
  const resolve = createResolver([MADE_UP], new Map(aliases.map(([from, to]) => [from, parseOfferId(to)])));
  return (name: string): string | null => resolve(name)?.offerId ?? null;
}

describe('the order of the rules', () => {
  const resolve = resolverOf();

  test('an exact offer id is that offer, though a maker knows the name too', () => {
    expect(resolve('shop/acme-1')).toBe('shop/acme-1');
    expect(resolve('google/unmatched')).toBe('google/unmatched');
  });

  test('a written alias comes before the match rules, not before an exact id', () => {
    const aliased = resolverOf([
      ['acme-1', 'shop/zeta'],
      ['prod-chat', 'acme/acme-1'],
      ['shop/zeta', 'acme/acme-1'],
    ]);
    expect(['acme-1', 'prod-chat', 'shop/zeta'].map(aliased)).toEqual(['shop/zeta', 'acme/acme-1', 'shop/zeta']);
    expect(aliased('litellm/prod-chat')).toBe('acme/acme-1');
  });

  test('the maker comes before a reseller that is listed first', () => {
    expect(resolve('acme-1')).toBe('acme/acme-1');
  });

  test('a name no maker claims is the reseller that has a rule for it', () => {
    expect(resolve('zeta')).toBe('shop/zeta');
    expect(resolve('acme-1-turbo')).toBe('shop/acme-1');
  });

  test('a prefix that names a provider is answered by that provider, then by those it resells', () => {
    expect(resolve('shop/acme-1-2026-01-31')).toBe('shop/acme-1');
    expect(resolve('shop/acme-2-pro')).toBe('acme/acme-2');
  });

  test('a known prefix is translated or stripped and it starts again, prefix after prefix', () => {
    expect(['gemini/gem-3', 'vertex_ai/gem-3', 'models/gem-3', 'openrouter/gemini/gem-3'].map(resolve)).toEqual(
      Array(4).fill('google/gem-3'),
    );
    expect(resolve('litellm/acme-1')).toBe('acme/acme-1');
  });

  test('else unknown: another prefix is no licence to guess', () => {
    expect(['foo/gem-3', 'foo/bar/gem-3', 'gem-3/', '/gem-3', 'google/', ''].map(resolve)).toEqual(Array(6).fill(null));
  });
});

describe('spelling', () => {
  const resolve = resolverOf();

  test('case and blanks around a name do not matter to the match rules', () => {
    expect(['ACME-1', ' Acme-1 ', 'Acme-2-PRO'].map(resolve)).toEqual(['acme/acme-1', 'acme/acme-1', 'acme/acme-2']);
  });

  test('a snapshot date may be written with or without dashes, if it is a date', () => {
    expect(resolve('acme-1-20260131')).toBe('acme/acme-1');
    const strict = createResolver(
      [
        bookOf(
          [{ provider: 'acme', modelMatch: { starts_with: 'acme-' } }],
          [['acme/acme-1', { equals: 'acme-1-2026-02-28' }]],
        ),
      ],
      new Map(),
    );
    expect(strict('acme-1-20260228')?.offerId).toBe('acme/acme-1');
    expect(strict('acme-1-20260231')).toBeNull();
  });

  test('matchesName: and, or, equals, starts_with, ends_with, contains, regex', () => {
    expect(matchesName({ and: [{ contains: 'b' }, { ends_with: 'c' }] }, 'ABC')).toBe(true);
    expect(matchesName({ or: [{ equals: 'ab' }, { starts_with: 'bc' }] }, 'abc')).toBe(false);
    expect(matchesName({ regex: '^a.c$' }, 'ABC')).toBe(true);
  });
});

const books = [readOverrides(), await readGenaiPrices()];
const resolve = createResolver(books, new Map());
const offerOf = (name: string): string | null => resolve(name)?.offerId ?? null;

describe('the built-in books', () => {
  test.each([
    ['gpt-4o-2024-08-06', 'openai/gpt-4o'],
    ['gpt-4o-mini-2024-07-18', 'openai/gpt-4o-mini'],
    ['claude-sonnet-4-5-20250929', 'anthropic/claude-sonnet-4-5'],
    ['anthropic/claude-3-7-sonnet-20250219', 'anthropic/claude-3-7-sonnet-latest'],
    ['gemini/gemini-2.5-pro-preview-05-06', 'google/gemini-2.5-pro'],
    ['openrouter/anthropic/claude-3.7-sonnet', 'openrouter/anthropic/claude-3.7-sonnet'],
    ['bedrock/us.anthropic.claude-3-5-haiku-20241022-v1:0', 'aws/regional.anthropic.claude-3-5-haiku-20241022-v1:0'],
    ['vertex_ai/claude-sonnet-4-5@20250929', 'google/claude-sonnet-4-5'],
    ['deepseek-ai/DeepSeek-V4-Flash', 'deepseek/deepseek-v4-flash'],
    ['xai/grok-4', 'x-ai/grok-4-0709'],
    ['moonshot/kimi-k2.5', 'moonshotai/kimi-k2.5'],
    ['o3', 'openai/o3'],
  ])('%s is %s', (name, offerId) => {
    expect(offerOf(name)).toBe(offerId);
  });

  test.each([
    ...['gpt4o', 'gpt-4oo', 'gpt-4o-banana', 'openai/gpt-4o-banana', 'gpt-7', 'gpt', 'o33'],
    ...[
      'claude',
      'claude-sonet-4-5',
      'claude-opus-9',
      'gemini-9-ultra',
      'deepseek-v9',
      'azure/my-deployment',
      'REDACTED',
      'None',
    ],
  ])('%s stays unknown: never by likeness', (name) => {
    expect(offerOf(name)).toBeNull();
  });

  test('every offer id of every book is itself', () => {
    const every = [...books, readPostB(), readPostCd()];
    const all = createResolver(every, new Map());
    const wrong = every.flatMap((book) => book.offers).filter((offer) => all(offer.offerId)?.offerId !== offer.offerId);
    expect(wrong).toEqual([]);
  });

  test('a maker named by its id is never answered by a reseller', () => {
    let judged = 0;
    const wrong: string[] = [];
    for (const provider of ['openai', 'anthropic', 'google', 'deepseek', 'x-ai', 'mistral', 'moonshotai'])
      for (const offer of books
        .flatMap((book) => book.offers)
        .filter((candidate) => candidate.offerId.startsWith(`${provider}/`))) {
        const model = offer.offerId.slice(provider.length + 1);
        const rules = books.flatMap((book) => book.providers).find((candidate) => candidate.provider === provider);
        if (model.includes('/') || rules?.modelMatch == null || !matchesName(rules.modelMatch, model)) continue;
        if (offer.match === null || !matchesName(offer.match, model)) continue;
        judged++;
        if (!offerOf(model)?.startsWith(`${provider}/`)) wrong.push(`${model}: ${offerOf(model)}`);
      }
    expect(wrong).toEqual([]);
    expect(judged).toBeGreaterThan(100);
  });
});

describe('the real log', () => {
  const names = readRealLog().map((record) => record.model);

  test('87 % of its 5,563 requests resolve', () => {
    const known = names.filter((name) => resolve(name) !== null).length;
    expect(names).toHaveLength(5563);
    expect(Math.round((100 * known) / names.length)).toBe(87);
  });

  test('what stays unknown is named nowhere in the books, or redacted', () => {
    const ids = new Set(books.flatMap((book) => book.offers.map((offer) => offer.offerId as string)));
    for (const name of new Set(names.filter((candidate) => resolve(candidate) === null)))
      expect(ids.has(name)).toBe(false);
    for (const name of names.filter((candidate) => candidate.includes('REDACTED'))) expect(resolve(name)).toBeNull();
  });
});

describe('createMakerLookup', () => {
  const all = [...books, readPostB(), readPostCd()];
  const makerOf = createMakerLookup(all, createResolver(all, new Map()));

  test.each([
    ['global-api/deepseek-v4-flash', 'deepseek/deepseek-v4-flash'],
    ['global-api/glm-4-plus', 'zhipuai/GLM-4-Plus'],
    ['openrouter/openai/gpt-4o', 'openai/gpt-4o'],
    ['google/claude-sonnet-4-5', 'anthropic/claude-sonnet-4-5'],
    ['google/claude-4-sonnet', 'anthropic/claude-sonnet-4-0'],
    ['aws/regional.anthropic.claude-sonnet-4-20250514-v1:0', 'anthropic/claude-sonnet-4-0'],
    ['aws/global.anthropic.claude-opus-5', 'anthropic/claude-opus-5'],
    ['aws/global.openai.gpt-5.6-luna', 'openai/gpt-5.6-luna'],
    ['openrouter/google/gemma-4-31b-it', 'google/gemma-4-31b-it'],
    ['openai/gpt-4o', 'openai/gpt-4o'],
    ['groq/llama-3.3-70b-versatile', 'groq/llama-3.3-70b-versatile'],
  ])('%s is made as %s', (offerId, maker) => {
    expect(makerOf(offerId as OfferId)).toBe(maker);
  });

  test('no maker is said to have made what another claims', () => {
    const sold = all.flatMap((book) => book.offers.map((offer) => offer.offerId));
    const claude = sold.filter((id) => /claude-(opus|sonnet|haiku)-\d/.test(id));
    expect(claude.length).toBeGreaterThan(50);
    expect(claude.filter((id) => makerOf(id) !== id && !makerOf(id).startsWith('anthropic/'))).toEqual([]);
    expect(claude.filter((id) => makerOf(id) === id && !id.startsWith('anthropic/'))).toEqual([
      'openrouter/anthropic/claude-opus-5-fast',
    ]);
  });
});
