import { describe, expect, it } from 'vitest';
import type { CatalogLine } from '@/lib/domain/offer-view';
import { type CatalogFilter, choicesOf, filterLines, UNKNOWN_ORIGIN } from './catalog-filter';

const ANY: CatalogFilter = { q: '', seller: [], origin: [], can: [], maxIn: null, book: [] };
const line = (offerId: string, more: Partial<CatalogLine> = {}): CatalogLine => ({
  offerId,
  name: offerId,
  provider: offerId.split('/')[0] ?? '',
  providerName: offerId.split('/')[0] ?? '',
  model: offerId.split('/')[1] ?? '',
  book: 'list',
  inputUsdPerMtok: 1,
  outputUsdPerMtok: 2,
  cacheReadUsdPerMtok: null,
  cacheWriteUsdPerMtok: null,
  from: null,
  notes: [],
  contextWindowTokens: null,
  origin: null,
  capabilities: null,
  ...more,
});
const LINES = [
  line('openai/gpt-4o', { origin: 'US', capabilities: ['vision', 'tools'], inputUsdPerMtok: 2.5 }),
  line('openai/gpt-4o-mini', { origin: 'US', capabilities: ['tools'], inputUsdPerMtok: 0.15 }),
  line('deepseek/v4', { origin: 'CN', capabilities: [], inputUsdPerMtok: null, book: 'own', providerName: 'DeepSeek' }),
];
const found = (filter: Partial<CatalogFilter>) => filterLines(LINES, { ...ANY, ...filter }).map((one) => one.offerId);

describe('filterLines', () => {
  it('lets everything pass without a filter', () => expect(found({})).toHaveLength(3));
  it('finds every word, in any order and case', () => {
    expect(found({ q: ' 4O OpenAI ' })).toEqual(['openai/gpt-4o', 'openai/gpt-4o-mini']);
    expect(found({ q: 'deepseek' })).toEqual(['deepseek/v4']);
  });
  it('wants all capabilities, and unknown ones match none', () => {
    expect(found({ can: ['tools', 'vision'] })).toEqual(['openai/gpt-4o']);
    expect(filterLines([line('a/b')], { ...ANY, can: ['tools'] })).toEqual([]);
  });
  it('includes the highest input price, and leaves an unknown price out', () => {
    expect(found({ maxIn: 0.15 })).toEqual(['openai/gpt-4o-mini']);
    expect(found({ maxIn: 100 })).toHaveLength(2);
  });
  it('takes any of the sellers, origins and books chosen', () => {
    expect(found({ seller: ['deepseek', 'x'] })).toEqual(['deepseek/v4']);
    expect(found({ origin: ['CN', 'US'] })).toHaveLength(3);
    expect(found({ book: ['own'] })).toEqual(['deepseek/v4']);
    expect(filterLines([line('a/b')], { ...ANY, origin: [UNKNOWN_ORIGIN] })).toHaveLength(1);
  });
});

it('choicesOf gives a value once, under its first label, sorted by label', () => {
  const lines = [
    line('z/1', { providerName: 'Zed' }),
    line('a/1', { providerName: 'Able' }),
    line('z/2', { providerName: 'ZED' }),
  ];
  expect(choicesOf(lines, (one) => ({ value: one.provider, label: one.providerName }))).toEqual([
    { value: 'a', label: 'Able' },
    { value: 'z', label: 'Zed' },
  ]);
});
