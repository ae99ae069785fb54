import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { PriceBook, PriceRow, RateCard } from '@/lib/domain/price';
import type { Unit } from '@/lib/domain/usage';
import { readGenaiPrices } from './genai-prices';
import { readLitellmJson } from './litellm-json';
import { readModelsDev } from './models-dev';
import { createPriceJudge } from './odd-prices';
import { readOpenrouterModels } from './openrouter-models';
import { readOverrides } from './overrides';
import { readPostB, readPostCd } from './posts';
import { readShippedHistory } from './shipped-history';

const fixture = (name: string) => readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url), 'utf8');
const books: readonly PriceBook[] = [
  readOverrides(),
  await readGenaiPrices(),
  readPostB(),
  readPostCd(),
  readShippedHistory().book,
  readLitellmJson(fixture('litellm-excerpt-2026-08-01.json'), 'litellm', '1').book,
  readModelsDev(fixture('models-dev.constructed.json'), 'models-dev', '1').book,
  readOpenrouterModels(fixture('openrouter-models.constructed.json'), 'openrouter', '1').book,
];
const judge = createPriceJudge(books);

const PER_CHARACTER = 'Vertex billed by the character; LiteLLM wrote such prices among those of tokens';
const PER_IMAGE = 'draws images: LiteLLM states the price of a step as that of a token';
const MOVED = 'LiteLLM’s price moved by more than 31 times from one look to the next';
const GUARD = 'the seller states it so: it reads a lot and answers one word, and both books say the same';

/** `book offer` whose price looks like a slip in its source: what it is. The books say what their sources said. */
const EXPLAINED: { readonly [key: string]: string } = {
  'genai-prices cloudflare/@cf/baai/bge-reranker-base': 'the cheapest model there is',
  'genai-prices cloudflare/@cf/meta/llama-guard-3-8b': GUARD,
  'litellm-history cloudflare/@cf/meta/llama-guard-3-8b': GUARD,
  'genai-prices cohere/command-light': '$0.30 here, $15 in LiteLLM',
  'litellm-history cohere/command-light': '$15 here, $0.30 in genai-prices',
  'genai-prices openrouter/x-ai/grok-4-fast': 'only Oracle’s $25 in LiteLLM is beside it',
  'litellm-history oci/xai.grok-4-fast': '$25 of output in LiteLLM, $0.50 at OpenRouter',
  'litellm-history cohere/embed-multilingual-light-v3.0': 'a slip of LiteLLM: $100, where Oracle’s entry says $0.10',
  'litellm-history oci/cohere.embed-multilingual-light-v3.0': 'right: beside it is only the slip of 1,000 above',
  'litellm-history nlp_cloud/chatdolphin': MOVED,
  'litellm-history nlp_cloud/dolphin': MOVED,
  'litellm-history moonshotai/kimi-thinking-preview': MOVED,
  'litellm-history oci/meta.llama-3.2-11b-vision-instruct': '$2 at Oracle, a few cents elsewhere',
  'litellm-history openrouter/meta-llama/llama-3-8b-instruct:extended': 'the variant with the longer context',
  'litellm-history sambanova/Qwen2-Audio-7B-Instruct': '$0.50 of input and $100 of output, as LiteLLM states',
  ...Object.fromEntries(
    [
      ...[
        'SSD-1B',
        'flux-1-dev-controlnet-union',
        'flux-1-dev-fp8',
        'flux-1-schnell-fp8',
        'japanese-stable-diffusion-xl',
      ],
      ...['playground-v2-1024px-aesthetic', 'playground-v2-5-1024px-aesthetic', 'stable-diffusion-xl-1024-v1-0'],
    ].map((model) => [`litellm-history fireworks/accounts/fireworks/models/${model}`, PER_IMAGE]),
  ),
  ...Object.fromEntries(
    ['flash', 'flash-001', 'flash-002', 'flash-exp-0827', 'flash-preview-0514', 'pro-002'].map((model) => [
      `litellm-history vertex_ai/gemini-1.5-${model}`,
      PER_CHARACTER,
    ]),
  ),
};

test('no price looks like a slip of units, or it is explained', () => {
  const odd = new Map<string, string>();
  for (const book of books)
    for (const row of book.rows)
      for (const { unit, why } of judge(book, row))
        odd.set(`${book.name} ${row.offerId}`, `${unit} ${row.rates[unit]}: ${why}`);
  expect([...odd].filter(([key]) => EXPLAINED[key] === undefined).map((pair) => pair.join(' | '))).toEqual([]);
  expect(Object.keys(EXPLAINED).filter((key) => !odd.has(key))).toEqual([]);
});

const times = (card: RateCard, k: number, only?: Unit): RateCard =>
  Object.fromEntries(
    Object.entries(card).map(([unit, usd]) => [unit, only === undefined || unit === only ? (usd as number) * k : usd]),
  );

function withSlip(row: PriceRow, k: number, only?: Unit): PriceRow {
  const contextTiers = row.contextTiers.map((tier) => ({ ...tier, rates: times(tier.rates, k, only) }));
  return { ...row, rates: times(row.rates, k, only), contextTiers };
}

type Count = { planted: number; caught: number };
const shareOf = ({ planted, caught }: Count) => caught / planted;

/** Plants a slip in every price there is, one class of a row or all of it at a time. */
function plantSlips() {
  const count = { class: { planted: 0, caught: 0 }, row: { planted: 0, caught: 0 } };
  for (const book of books)
    for (const row of book.rows) {
      const units = (Object.keys(row.rates) as Unit[]).filter((unit) => row.rates[unit] !== 0);
      for (const k of [1000, 0.001]) {
        for (const unit of units) {
          count.class.planted++;
          if (judge(book, row, withSlip(row, k, unit)).length > 0) count.class.caught++;
        }
        if (units.length === 0) continue;
        count.row.planted++;
        if (judge(book, row, withSlip(row, k)).length > 0) count.row.caught++;
      }
    }
  return count;
}

test('a slip of 1,000 in one price, or in all prices of a row, is caught', () => {
  const count = plantSlips();
  expect(count.class.planted).toBeGreaterThan(25_000);
  // Not caught: prices of models that no one else sells and no other date has, the cheap made dearer, the dear cheaper.
  expect(shareOf(count.class)).toBeGreaterThan(0.995);
  expect(count.row.planted).toBeGreaterThan(10_000);
  expect(shareOf(count.row)).toBeGreaterThan(0.95);
});
