import type { ModelInfo, Provider } from '@pydantic/genai-prices';
import { expect, test } from 'vitest';
import { type OfferId, parseOfferId } from '@/lib/domain/ids';
import type { TokenCounts } from '@/lib/domain/usage';
import { createPriceStack, type PriceStack, priceTimeAt } from '@/lib/engine/price-stack';
import { cardFor, priceUsd, rateVector } from '@/lib/engine/price-usage';
import { countsOf } from '@/lib/engine/testing/price-with';
import { readGenaiPrices } from './genai-prices';
import { readOverrides } from './overrides';
import { askGenai, choicesOf, genaiProviders, thresholdsOf } from './testing/genai-calculator';

/**
 * Every model of genai-prices × usages × dates beside ours. Where the two differ is written to genai-exceptions.md,
 * which is read in review: an exception that is new, or no longer occurs, fails the test (`vitest -u` writes it anew).
 */
const genai = await readGenaiPrices();
const alone = createPriceStack([genai]);
const byDefault = createPriceStack([readOverrides(), genai]);

const TEXT = { inputTokens: 1200, outputTokens: 300 };
const USAGES: readonly Partial<TokenCounts>[] = [
  TEXT,
  { inputTokens: 1200 },
  { outputTokens: 300 },
  { ...TEXT, cacheReadTokens: 500, cacheWriteTokens: 200, cacheWrite1hTokens: 100 },
  { ...TEXT, reasoningTokens: 120 },
  { inputTokens: 1200, inputAudioTokens: 400 },
  { inputTokens: 1200, inputImageTokens: 400 },
  { outputTokens: 300, outputAudioTokens: 100 },
  { outputTokens: 300, outputImageTokens: 100 },
  { inputTokens: 1200, webSearches: 2 },
];

/** The same call without the class that has no price, and with that class as text; null where text is meant. */
const WITHOUT: {
  readonly [reason: string]: (counts: TokenCounts) => { dropped: TokenCounts; asText: TokenCounts | null };
} = {
  'no input price': (counts) => ({
    dropped: countsOf({
      outputTokens: counts.outputTokens,
      reasoningTokens: counts.reasoningTokens,
      webSearches: counts.webSearches,
    }),
    asText: null,
  }),
  'no output price': (counts) => ({
    dropped: { ...counts, outputTokens: 0, reasoningTokens: 0, outputAudioTokens: 0, outputImageTokens: 0 },
    asText: null,
  }),
  'no audio input price': (counts) => ({
    dropped: { ...counts, inputTokens: counts.inputTokens - counts.inputAudioTokens, inputAudioTokens: 0 },
    asText: { ...counts, inputAudioTokens: 0 },
  }),
  'no image input price': (counts) => ({
    dropped: { ...counts, inputTokens: counts.inputTokens - counts.inputImageTokens, inputImageTokens: 0 },
    asText: { ...counts, inputImageTokens: 0 },
  }),
  'no audio output price': (counts) => ({
    dropped: { ...counts, outputTokens: counts.outputTokens - counts.outputAudioTokens, outputAudioTokens: 0 },
    asText: { ...counts, outputAudioTokens: 0 },
  }),
  'no image output price': (counts) => ({
    dropped: { ...counts, outputTokens: counts.outputTokens - counts.outputImageTokens, outputImageTokens: 0 },
    asText: { ...counts, outputImageTokens: 0 },
  }),
  'no web search price': (counts) => ({ dropped: { ...counts, webSearches: 0 }, asText: null }),
};

const WHY: { readonly [reason: string]: string } = {
  'no input price':
    'It adds nothing for input it has no price of: a call looks free, or costs its output alone. We give no price.',
  'no output price':
    'It adds nothing for output it has no price of. Embeddings write none and are priced by both alike; an answer that was logged has no price with us.',
  'no audio input price':
    'It bills audio as text. Audio is dearer than text wherever both prices are known, so that is a guess; we give none.',
  'no image input price':
    'It bills images that are counted apart as text. We do so only where the log counts them as plain input.',
  'no audio output price': 'It bills spoken answers as text. We give no price.',
  'no image output price': 'It bills drawn answers as text. We give no price.',
  'no web search price': 'It adds nothing for searches. We give no price for the call.',
};

function oursUsd(stack: PriceStack, offerId: OfferId, timeMs: number, counts: TokenCounts): number | string {
  const found = stack.find(offerId, priceTimeAt(timeMs), 'standard');
  return typeof found === 'string' ? found : priceUsd(counts, 1, rateVector(cardFor(found.row, counts.inputTokens)));
}

const isSame = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(a, b);

/** Three years, one ms around each start date, and around each hour of day on a workday and at a weekend. */
function instantsOf(model: ModelInfo): number[] {
  const edges = choicesOf(model).flatMap(({ constraint }) => {
    if (constraint?.type === 'start_date') return [Date.parse(constraint.start_date)];
    if (constraint?.type !== 'time_of_date') return [];
    return ['2025-03-12', '2026-08-11', '2026-08-22'].flatMap((day) =>
      [constraint.start_time, constraint.end_time].map((time) => Date.parse(`${day}T${time}`)),
    );
  });
  const years = ['2024-06-01T12:00:00Z', '2025-06-01T12:00:00Z', '2026-11-01T12:00:00Z'].map((day) => Date.parse(day));
  return [...years, ...edges.flatMap((edge) => [edge - 1, edge, edge + 1])];
}

/** One token below, at and above each tier, and as many again of them cached. */
function usagesOf(model: ModelInfo): TokenCounts[] {
  const sizes = thresholdsOf(model).flatMap((start) => [start - 1, start, start + 1, start + 2]);
  const tiered = sizes.flatMap((inputTokens) => [
    { inputTokens, outputTokens: 300 },
    { inputTokens, outputTokens: 300, cacheReadTokens: Math.floor(inputTokens / 2), cacheWriteTokens: 1000 },
  ]);
  return [...USAGES, ...tiered].map(countsOf);
}

type Judged = { models: number; cases: number; same: number; excepted: number };

/** `reason | what genai-prices bills for it` → models. Anything else that differs is a problem. */
function compareAll(judged: Judged) {
  const found = new Map<string, Set<string>>();
  const problems: string[] = [];
  const judge = (provider: Provider, model: ModelInfo, timeMs: number, counts: TokenCounts) => {
    const id = `${provider.id}/${model.id}`;
    const ours = oursUsd(alone, parseOfferId(id), timeMs, counts);
    const ask = (of: TokenCounts) => askGenai(provider, model, timeMs, of).usd;
    const theirs = ask(counts);
    judged.cases++;
    if (typeof ours === 'number') {
      if (isSame(ours, theirs)) judged.same++;
      else problems.push(`${id} at ${new Date(timeMs).toISOString()}: ${ours}, theirs ${theirs}`);
      return;
    }
    const without = WITHOUT[ours]?.(counts);
    const isText = without?.asText != null && isSame(ask(without.asText), theirs);
    if (without === undefined || !(isText || isSame(ask(without.dropped), theirs))) {
      problems.push(`${id} at ${new Date(timeMs).toISOString()}: ${ours}, theirs ${theirs}`);
      return;
    }
    judged.excepted++;
    const key = `${ours} | ${isText ? 'as text' : 'nothing'}`;
    const models = found.get(key) ?? new Set();
    found.set(key, models.add(id));
  };
  for (const provider of genaiProviders)
    for (const model of provider.models) {
      judged.models++;
      const isDated = choicesOf(model).length > 1;
      // One price for all time: the classes it lacks are looked at once.
      for (const [i, timeMs] of instantsOf(model).entries())
        for (const counts of isDated || i === 0 ? usagesOf(model) : usagesOf(model).slice(0, 5))
          judge(provider, model, timeMs, counts);
    }
  return { found, problems };
}

const ALL = genaiProviders.flatMap((provider) => provider.models.map((model) => `${provider.id}/${model.id}`));

/** Models by provider, the shorter of those concerned and all but those not concerned. */
function listModels(concerned: ReadonlySet<string>): string[] {
  const others = ALL.filter((id) => !concerned.has(id));
  const isMost = concerned.size > others.length;
  const shown = isMost ? others : ALL.filter((id) => concerned.has(id));
  const head = isMost
    ? `${concerned.size} of ${ALL.length} models: all but`
    : `${concerned.size} of ${ALL.length} models:`;
  const lines = new Map<string, string[]>();
  for (const id of shown) {
    const slash = id.indexOf('/');
    const list = lines.get(id.slice(0, slash)) ?? [];
    lines.set(id.slice(0, slash), [...list, id.slice(slash + 1)]);
  }
  return [
    head,
    '',
    ...[...lines].map(([provider, ids]) => `- ${provider}: ${ids.map((id) => `\`${id}\``).join(', ')}`),
    '',
  ];
}

const CARRIED =
  /^(input|cache_read|cache_write|cache_write_1h|input_audio|input_image|output|output_reasoning|output_audio|output_image)_mtok$|^(web_searches|requests)_kcount$/;

/** Price keys that our units do not have; no log counts them apart for us. */
function uncarriedKeys(): string[] {
  const models = genaiProviders.flatMap((provider) => provider.models);
  const keys = models.flatMap((model) => choicesOf(model).flatMap(({ prices }) => Object.keys(prices)));
  const uncarried = keys.filter((key) => !CARRIED.test(key));
  return [...new Set(uncarried)]
    .sort()
    .map((key) => `- \`${key}\`: ${uncarried.filter((each) => each === key).length}`);
}

const START = Date.parse('2026-08-16T16:00:00Z');
const HOUR = 3_600_000;

function whyDeepseek(timeMs: number): string {
  const weekday = new Date(timeMs).getUTCDay();
  if (timeMs < START) return 'before the start: its peak hours have no start date';
  if (timeMs < Date.parse('2026-08-17T00:00:00Z')) return 'the first eight hours: its start is the next midnight';
  return weekday === 0 || weekday === 6 ? 'Saturday and Sunday: its peak hours have no weekdays' : 'unexplained';
}

/** Prices per 1M: cache hit / miss / output. */
function ratesOf(usd: (counts: TokenCounts) => number | string): string {
  const million = [{ inputTokens: 1e6, cacheReadTokens: 1e6 }, { inputTokens: 1e6 }, { outputTokens: 1e6 }];
  return million
    .map((counts) => usd(countsOf(counts)))
    .map((each) => (typeof each === 'number' ? Number(each.toFixed(9)) : each))
    .join(' / ');
}

/** Every hour of three weeks around the start and of one in September, by the default books. */
function compareDeepseek() {
  const groups = new Map<string, number>();
  let hours = 0;
  const provider = genaiProviders.find(({ id }) => id === 'deepseek') as Provider;
  for (const model of provider.models.filter(({ id }) => id.includes('v4')))
    for (const [from, days] of [
      ['2026-08-09T00:00:00Z', 21],
      ['2026-09-06T00:00:00Z', 7],
    ] as const)
      for (let hour = 0; hour < days * 24; hour++) {
        const timeMs = Date.parse(from) + hour * HOUR;
        const offerId = parseOfferId(`deepseek/${model.id}`);
        const ours = ratesOf((counts) => oursUsd(byDefault, offerId, timeMs, counts));
        const theirs = ratesOf((counts) => askGenai(provider, model, timeMs, counts).usd);
        hours++;
        if (ours === theirs) continue;
        const key = `| ${model.id} | ${whyDeepseek(timeMs)} | ${theirs} | ${ours} |`;
        groups.set(key, (groups.get(key) ?? 0) + 1);
      }
  return { groups, hours };
}

test('costs what genai-prices says but for the exceptions in genai-exceptions.md', async () => {
  const judged: Judged = { models: 0, cases: 0, same: 0, excepted: 0 };
  const { found, problems } = compareAll(judged);
  expect(problems).toEqual([]);
  expect(judged.models).toBe(ALL.length);
  expect(judged.models).toBeGreaterThan(1600);
  expect(judged.cases).toBe(judged.same + judged.excepted);
  expect(judged.cases).toBeGreaterThan(30_000);
  expect(judged.same).toBeGreaterThan(20_000);

  const { groups, hours } = compareDeepseek();
  expect(hours).toBe(2 * 28 * 24);
  expect([...groups.keys()].filter((key) => key.includes('unexplained'))).toEqual([]);

  const text = [
    '# Where our prices differ from genai-prices',
    '',
    `Every model of \`@pydantic/genai-prices\` ${genai.version}, ${USAGES.length} usages and those around its tiers, three years and one millisecond around each of its dates and hours: the same cost, but for what follows. Written by genai-exceptions.test.ts, which fails when an exception appears or goes.`,
    '',
    '## A class without a price',
    '',
    ...[...found]
      .sort(([a], [b]) => a.localeCompare(b))
      .flatMap(([key, models]) => {
        const [reason = '', bills = ''] = key.split(' | ');
        return [`### ${reason}: genai-prices bills ${bills}`, '', WHY[reason] ?? '', '', ...listModels(models)];
      }),
    '## Units that we do not count',
    '',
    'Price keys that are not compared, since our usage has no such unit, and how many prices state them.',
    '',
    ...uncarriedKeys(),
    '',
    '## DeepSeek V4, by the default books',
    '',
    'One of its constraints cannot hold a date, weekdays and hours at once; our book `overrides` does. Prices are USD per 1M: cache hit / miss / output, for every hour of 2026-08-09 to 2026-08-29 and of 2026-09-06 to 2026-09-12 (UTC).',
    '',
    '| model | when | genai-prices | ours | hours |',
    '|---|---|---|---|---|',
    ...[...groups].map(([key, count]) => `${key} ${count} |`),
    '',
  ].join('\n');
  await expect(text).toMatchFileSnapshot('./genai-exceptions.md');
});

test('the book of overrides changes the models of genai-exceptions.md and no other', () => {
  const changed = new Set<string>();
  for (const provider of genaiProviders)
    for (const model of provider.models) {
      const offerId = parseOfferId(`${provider.id}/${model.id}`);
      for (const timeMs of instantsOf(model)) {
        const [one, other] = [alone, byDefault].map((stack) => stack.find(offerId, priceTimeAt(timeMs), 'standard'));
        if (typeof one === 'string' || typeof other === 'string' || one?.stated !== other?.stated) changed.add(offerId);
      }
    }
  expect([...changed].sort()).toEqual(['deepseek/deepseek-v4-flash', 'deepseek/deepseek-v4-pro']);
});
