import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseOfferId } from '@/lib/domain/ids';
import { type FactSource, factNames, factSourceKey, mergeFacts } from '@/lib/domain/offer-facts';
import { ACCESS_FACTS, type OfferFacts, type PriceBook } from '@/lib/domain/price';
import { areaOfRegion, isRegionIn } from '@/lib/domain/regions';
import { FACT_SOURCES, sourcesOfFacts } from './fact-sources';
import { withOwnFacts } from './known-facts';
import { regionsInId } from './regions-of-offer';
import { readCsvTemplate } from './sources/csv-template';
import { readGenaiPrices } from './sources/genai-prices';
import { readLitellmJson } from './sources/litellm-json';
import { readModelsDev } from './sources/models-dev';
import { readOpenrouterModels } from './sources/openrouter-models';
import { readOverrides } from './sources/overrides';
import { readPostB, readPostCd } from './sources/posts';
import { readShippedHistory } from './sources/shipped-history';

const fixture = (name: string) => readFileSync(new URL(`./sources/__fixtures__/${name}`, import.meta.url), 'utf8');
const genai = await readGenaiPrices();
const BUILT_IN: readonly PriceBook[] = [readOverrides(), genai, readPostB(), readPostCd(), readShippedHistory().book];
const IMPORTED: readonly PriceBook[] = [
  readCsvTemplate('offer,input,output,context\nopenai/gpt-4o,2,8,1000\n', 'csv', '1').book,
  readLitellmJson(fixture('litellm-excerpt-2026-08-01.json'), 'litellm', '1').book,
  readModelsDev(fixture('models-dev.constructed.json'), 'models-dev', '1').book,
  readOpenrouterModels(fixture('openrouter-models.constructed.json'), 'openrouter', '1').book,
];
const factsOf = (book: PriceBook, id: string): OfferFacts =>
  book.offers.find((offer) => offer.offerId === id)?.facts ?? {};

describe('no fact without a source and a date', () => {
  const isWhole = ({ source, on }: FactSource) => source.length > 0 && /^\d{4}-\d{2}-\d{2}$/.test(on);

  test('every source that facts are named by has both', () => {
    expect(Object.values(FACT_SOURCES).filter((source) => !isWhole(source))).toEqual([]);
    const books = [...BUILT_IN, ...IMPORTED];
    const keys = new Set(
      books.flatMap(({ offers }) => offers.flatMap(({ facts }) => Object.values(facts.factSources ?? {}))),
    );
    expect([...keys].filter((key) => FACT_SOURCES[key] === undefined)).toEqual([]);
  });

  test('each fact of the books that ship names its own', () => {
    let judged = 0;
    const without: string[] = [];
    for (const { name, offers } of BUILT_IN)
      for (const { offerId, facts } of offers)
        for (const fact of factNames(facts)) {
          judged++;
          if (FACT_SOURCES[factSourceKey(facts, fact) ?? ''] === undefined) without.push(`${name} ${offerId} ${fact}`);
        }
    expect(without).toEqual([]);
    expect(judged).toBeGreaterThan(8_000);
  });

  test('a fact of an imported book without one of its own is from the file, on the day it came in', () => {
    let judged = 0;
    for (const book of IMPORTED)
      for (const { facts } of book.offers) {
        const file = { source: book.source, url: null, on: '2026-11-22' };
        const sources = sourcesOfFacts([{ facts, book: file }]);
        expect(Object.keys(sources).sort()).toEqual(factNames(facts).sort());
        expect(Object.values(sources).filter((source) => !isWhole(source))).toEqual([]);
        judged += Object.values(sources).filter((source) => source === file).length;
      }
    expect(judged).toBeGreaterThan(100);
  });

  test('the encoding stays small: under 100 bytes an offer', () => {
    const bytes = genai.offers.reduce((sum, { facts }) => sum + JSON.stringify(facts.factSources ?? {}).length, 0);
    expect(bytes / genai.offers.length).toBeLessThan(100);
  });
});

describe('of several books the first that states a fact', () => {
  const upper: OfferFacts = { origin: 'US', capabilities: { vision: true }, factSources: { '*': 'post-b' } };
  const lower: OfferFacts = {
    origin: 'CN',
    contextWindowTokens: 5,
    capabilities: { vision: false, tools: true },
    factSources: { '*': 'litellm' },
  };

  test('gives it, each ability by itself', () => {
    expect(mergeFacts([upper, lower])).toEqual({
      origin: 'US',
      contextWindowTokens: 5,
      capabilities: { vision: true, tools: true },
    });
    expect(mergeFacts([])).toEqual({});
  });

  test('and is its source', () => {
    const book = { source: 'a file', url: null, on: '2026-01-01' };
    const sources = sourcesOfFacts([
      { facts: upper, book },
      { facts: lower, book },
    ]);
    expect(sources.origin).toBe(FACT_SOURCES['post-b']);
    expect(sources['capabilities.vision']).toBe(FACT_SOURCES['post-b']);
    expect(sources['capabilities.tools']).toBe(FACT_SOURCES.litellm);
  });

  test('what a source states itself wins over our own lists', () => {
    const facts = withOwnFacts('openai/gpt-4o', { openWeights: true });
    expect(facts).toMatchObject({ openWeights: true, origin: 'US' });
    expect(facts.factSources).not.toHaveProperty('openWeights');
  });
});

describe('access, as post C has it', () => {
  test.each([
    ['a US provider', 'post-cd', 'openai/gpt-4o', ['card', 'e-mail', 'OpenAI', 'global', 'English', 'English', 'USD']],
    [
      'a Chinese provider',
      'post-cd',
      'deepseek/deepseek-v4-flash',
      [
        'WeChat / Alipay only',
        '+86 phone number',
        'varies',
        'restricted in places (451 from the EU seen)',
        'mostly Chinese',
        'Chinese only',
        'CNY',
      ],
    ],
    [
      'the gateway',
      'post-b',
      'global-api/deepseek-v4-flash',
      ['PayPal / Visa', 'e-mail', 'OpenAI-compatible', 'global', 'English', 'English and Chinese', 'USD'],
    ],
  ])('%s', (_, name, id, expected) => {
    const book = BUILT_IN.find((candidate) => candidate.name === name) as PriceBook;
    const facts = factsOf(book, id);
    expect(ACCESS_FACTS.map((fact) => facts.access?.[fact])).toEqual(expected);
    expect(factSourceKey(facts, 'access.payment')).toBe('post-c');
  });

  test('of sellers that no post speaks of is unknown', () => {
    expect(factsOf(genai, 'openai/gpt-4o').access?.payment).toBe('card');
    expect(factsOf(genai, 'groq/llama-3.1-8b-instant')).not.toHaveProperty('access');
  });
});

test('the posts’ own facts: speed and vision from C and D, contexts from B', () => {
  const flash = factsOf(readPostB(), 'global-api/deepseek-v4-flash');
  expect(flash).toMatchObject({
    outputTokensPerSecond: 60,
    contextWindowTokens: 128_000,
    capabilities: { vision: false },
    openWeights: true,
    origin: 'CN',
  });
  expect(factSourceKey(flash, 'outputTokensPerSecond')).toBe('post-cd');
  expect(factSourceKey(flash, 'capabilities.vision')).toBe('post-cd');
  expect(factSourceKey(flash, 'contextWindowTokens')).toBe('post-b');
});

test('an end date is LiteLLM’s, and only where every name of the offer ends', () => {
  const ends = genai.offers.filter(({ facts }) => facts.deprecatedOn !== undefined);
  expect(ends.length).toBeGreaterThan(10);
  expect(factsOf(genai, 'anthropic/claude-3-opus-latest')).toMatchObject({ deprecatedOn: '2026-05-01' });
  expect(factsOf(genai, 'anthropic/claude-sonnet-4-5')).not.toHaveProperty('deprecatedOn');
});

describe('regions', () => {
  test.each([
    ['azure/eu/gpt-5.4', ['eu']],
    ['azure/us/gpt-5.6', ['us']],
    ['azure/global-standard/gpt-4o-2024-08-06', ['global']],
    ['azure/gpt-4o', null],
    ['aws/eu-central-1/anthropic.claude-v2:1', ['eu-central-1']],
    ['aws/eu.anthropic.claude-sonnet-4-6', ['eu']],
    ['aws/global.anthropic.claude-opus-5', ['global']],
    ['aws/us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0', ['us-gov']],
    ['aws/regional.anthropic.claude-opus-5', null],
    ['aws/amazon.nova-pro-v1:0', null],
    ['anthropic/us/claude-opus-4-6', ['us']],
    ['openrouter/eu/model', null],
  ])('in the name %s: %j', (id, regions) => expect(regionsInId(parseOfferId(id))).toEqual(regions));

  test('London and Zurich are in Europe and not in the EU', () => {
    expect(['eu-west-1', 'europe-west4', 'eu', 'eu-west-2', 'europe-west2', 'eu-central-2'].map(areaOfRegion)).toEqual([
      'eu',
      'eu',
      'eu',
      'gb',
      'gb',
      'ch',
    ]);
    expect(isRegionIn('us-east5', 'US')).toBe(true);
    expect(isRegionIn('us-gov', 'us-gov')).toBe(true);
    expect(isRegionIn('global', 'EU')).toBe(false);
    expect(isRegionIn('eu', 'eu-west-1')).toBe(false);
  });
});
