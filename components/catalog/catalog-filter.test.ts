import { describe, expect, it } from 'vitest';
import type { CatalogLine } from '@/lib/domain/offer-view';
import { ACCESS_PARAMS, UNKNOWN_FACTS } from '@/lib/schema/catalog-params';
import { type CatalogFilter, choicesOf, filterLines, UNKNOWN_ORIGIN } from './catalog-filter';
import { accessValuesOf, areasOf, countFactFilters } from './fact-filter';

const ANY: CatalogFilter = {
  q: '',
  seller: [],
  origin: [],
  can: [],
  maxIn: null,
  book: [],
  ctx: null,
  in: [],
  weights: null,
  lasts: null,
  speed: null,
  first: null,
  pay: [],
  signup: [],
  api: [],
  geo: [],
  docs: [],
  support: [],
  cur: [],
  unk: [],
};
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
  rates: null,
  batchInputUsdPerMtok: null,
  batchOutputUsdPerMtok: null,
  tiers: null,
  hasHours: false,
  isExtrapolated: false,
  handNote: null,
  from: null,
  contextWindowTokens: null,
  maxOutputTokens: null,
  outputTokensPerSecond: null,
  firstTokenMs: null,
  deprecatedOn: null,
  openWeights: null,
  regions: null,
  access: null,
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

describe('filters by facts', () => {
  const KNOWN = line('a/known', {
    contextWindowTokens: 128_000,
    outputTokensPerSecond: 60,
    firstTokenMs: 400,
    deprecatedOn: '2026-12-31',
    openWeights: true,
    regions: ['eu-west-1', 'eu'],
    access: { payment: 'card', docs: 'English' },
    capabilities: ['tools'],
    origin: 'US',
  });
  const OTHER = line('a/other', {
    contextWindowTokens: 32_000,
    outputTokensPerSecond: 20,
    firstTokenMs: 900,
    deprecatedOn: '2026-01-31',
    openWeights: false,
    regions: ['eu', 'us'],
    access: { payment: 'WeChat / Alipay only' },
    capabilities: [],
    origin: 'CN',
  });
  const BLANK = line('a/blank');
  const left = (filter: Partial<CatalogFilter>) =>
    filterLines([KNOWN, OTHER, BLANK], { ...ANY, ...filter }).map(({ model }) => model);

  it.each<[string, Partial<CatalogFilter>, Partial<CatalogFilter>]>([
    ['context at least', { ctx: 128_000 }, { ctx: 128_001 }],
    ['speed at least', { speed: 60 }, { speed: 60.5 }],
    ['first token within', { first: 400 }, { first: 399 }],
    ['ends no earlier than', { lasts: '2026-12-31' }, { lasts: '2027-01-01' }],
    ['weights', { weights: 'open' }, { weights: 'open', ctx: 128_001 }],
    ['processed in', { in: ['eu'] }, { in: ['gb'] }],
    ['payment', { pay: ['card', 'cheque'] }, { pay: ['cheque'] }],
    ['documentation', { docs: ['English'] }, { docs: ['French'] }],
    ['all of them at once', { ctx: 1, docs: ['English'], weights: 'open' }, { support: ['English'] }],
  ])('%s: what is known and fits, at the edge too, and never what is unknown', (_, fits, fitsNone) => {
    expect(left(fits)).toEqual(['known']);
    expect(left(fitsNone)).toEqual([]);
  });

  it('a place must hold every region an offer is processed in', () => {
    expect(left({ in: ['eu', 'us'] })).toEqual(['known', 'other']);
    expect(left({ in: ['us'] })).toEqual([]);
  });

  it('what is not known can be asked for, each fact by itself', () => {
    for (const fact of UNKNOWN_FACTS) expect(left({ unk: [fact] })).toEqual(['blank']);
    expect(left({ unk: [...UNKNOWN_FACTS] })).toEqual(['blank']);
  });

  it('closed weights are not unknown ones', () => expect(left({ weights: 'closed' })).toEqual(['other']));

  it('counts the filters that are set, and offers the values there are', () => {
    expect(countFactFilters(ANY)).toBe(0);
    expect(countFactFilters({ ...ANY, ctx: 1, in: ['eu', 'us'], pay: ['card'], unk: ['speed'] })).toBe(4);
    expect(areasOf([KNOWN, OTHER, BLANK])).toEqual(['eu', 'us']);
    expect(accessValuesOf([KNOWN, OTHER, BLANK]).payment).toEqual(['WeChat / Alipay only', 'card']);
    expect(Object.keys(ACCESS_PARAMS)).toEqual(Object.keys(accessValuesOf([])));
  });
});
