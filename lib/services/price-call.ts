import { WaybillError } from '@/lib/domain/errors';
import type { Resolution } from '@/lib/domain/name-resolution';
import { SERVICE_TIERS, type ServiceTier, type TokenCounts, type Unit } from '@/lib/domain/usage';
import { createExplainer, type Explainer, type PriceQuestion } from '@/lib/engine/explain-price';
import { priceTimeAt } from '@/lib/engine/price-stack';
import { cardFor, priceLines } from '@/lib/engine/price-usage';
import { type OpenStack, openStack } from './books';

/** One call to price. `inputTokens` is the total: cache reads and writes, audio and images are part of it. */
export type CallToPrice = {
  readonly model: string;
  readonly atMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly tier: ServiceTier;
  readonly region?: string;
  readonly reasoningTokens?: number;
  readonly inputAudioTokens?: number;
  readonly inputImageTokens?: number;
  readonly outputAudioTokens?: number;
  readonly outputImageTokens?: number;
  readonly webSearches?: number;
};

/** The result of the command `price`; its fields are a promise to others. */
export type PricedCall = {
  readonly usd: number | null;
  readonly unpriced: string | null;
  readonly book: string | null;
  readonly effectiveFrom: string | null;
  readonly lines: readonly {
    readonly class: Unit;
    readonly tokens: number;
    readonly usdPerMtok: number;
    readonly usd: number;
  }[];
  /** Why it costs that, or has no price, in whole sentences. */
  readonly explanation: readonly string[];
};

/** The counts of a call that may be wrong, by what a person calls them. */
const CALL_COUNTS = {
  inputTokens: 'input tokens',
  outputTokens: 'output tokens',
  cacheReadTokens: 'cache-read tokens',
  cacheWriteTokens: 'cache-write tokens',
  cacheWrite1hTokens: 'cache-write-1h tokens',
  inputAudioTokens: 'audio input tokens',
  inputImageTokens: 'image input tokens',
  reasoningTokens: 'reasoning tokens',
  outputAudioTokens: 'audio output tokens',
  outputImageTokens: 'image output tokens',
  webSearches: 'web searches',
} as const satisfies { readonly [key in keyof TokenCounts]: string };

type CallCount = keyof typeof CALL_COUNTS;
const COUNT_KEYS = Object.keys(CALL_COUNTS) as CallCount[];

type CallProblem = { readonly field: CallCount | 'at' | 'tier'; readonly message: string };

function countsOf(call: CallToPrice): TokenCounts {
  return {
    inputTokens: call.inputTokens,
    cacheReadTokens: call.cacheReadTokens,
    cacheWriteTokens: call.cacheWriteTokens,
    cacheWrite1hTokens: call.cacheWrite1hTokens,
    inputAudioTokens: call.inputAudioTokens ?? 0,
    inputImageTokens: call.inputImageTokens ?? 0,
    outputTokens: call.outputTokens,
    reasoningTokens: call.reasoningTokens ?? 0,
    outputAudioTokens: call.outputAudioTokens ?? 0,
    outputImageTokens: call.outputImageTokens ?? 0,
    webSearches: call.webSearches ?? 0,
  };
}

/** The first thing wrong with a call, and where; null where nothing is. */
export function findCallProblem(call: CallToPrice): CallProblem | null {
  for (const field of COUNT_KEYS) {
    const count = call[field] ?? 0;
    if (!Number.isSafeInteger(count) || count < 0)
      return { field, message: `${CALL_COUNTS[field]} must be a whole number from 0 on: ${count}` };
  }
  const counts = countsOf(call);
  const cached = counts.cacheReadTokens + counts.cacheWriteTokens + counts.cacheWrite1hTokens;
  const tooMany = (what: string, part: number, of: 'input' | 'output', whole: number) =>
    `${what} ${part} exceed ${of} tokens ${whole} (they are part of ${of})`;
  if (cached > counts.inputTokens)
    return {
      field: 'cacheReadTokens',
      message: tooMany('cached tokens', cached, 'input', counts.inputTokens),
    };
  const inputParts = cached + counts.inputAudioTokens + counts.inputImageTokens;
  if (inputParts > counts.inputTokens)
    return {
      field: counts.inputAudioTokens > 0 ? 'inputAudioTokens' : 'inputImageTokens',
      message: tooMany('cached, audio and image tokens', inputParts, 'input', counts.inputTokens),
    };
  const outputParts = counts.reasoningTokens + counts.outputAudioTokens + counts.outputImageTokens;
  if (outputParts > counts.outputTokens)
    return {
      field: counts.reasoningTokens > 0 ? 'reasoningTokens' : 'outputAudioTokens',
      message: tooMany('reasoning, audio and image tokens', outputParts, 'output', counts.outputTokens),
    };
  if (!SERVICE_TIERS.includes(call.tier))
    return { field: 'tier', message: `unknown service tier "${call.tier}"; there are ${SERVICE_TIERS.join(', ')}` };
  if (Number.isNaN(call.atMs)) return { field: 'at', message: 'the date does not parse' };
  return null;
}

/** Checks counts as an import does. Throws 'bad-input' that names the count. */
export function checkCall(call: CallToPrice): CallToPrice {
  const problem = findCallProblem(call);
  if (problem !== null) throw new WaybillError('bad-input', problem.message);
  return call;
}

const explainers = new WeakMap<OpenStack, Explainer>();

/** The explainer of open books, made once. */
export function explainerOf(opened: OpenStack): Explainer {
  let explainer = explainers.get(opened);
  if (explainer === undefined) {
    explainer = createExplainer(opened.books);
    explainers.set(opened, explainer);
  }
  return explainer;
}

/** Looks one checked call up in open books: name, row, bill. `hourMs` puts it at another hour of the week. */
export function quoteCall(call: CallToPrice, { stack, resolve }: OpenStack, hourMs = call.atMs): PriceQuestion {
  const counts = countsOf(call);
  const { region = '', tier, atMs: dateMs } = call;
  const name = call.model.trim();
  const resolution: Resolution | null = name === '' ? null : resolve(name);
  const found =
    resolution === null
      ? name === ''
        ? 'no model name'
        : 'unknown model'
      : stack.find(resolution.offerId, priceTimeAt(hourMs, dateMs, region), tier);
  const lines = typeof found === 'string' ? found : priceLines(counts, 1, cardFor(found.row, counts.inputTokens));
  return { name, resolution, found, lines, counts, timeMs: hourMs, dateMs, tier, region };
}

/** What a quote adds up to in USD; null where it has no price. */
export function usdOf({ lines }: PriceQuestion): number | null {
  return typeof lines === 'string' ? null : lines.reduce((sum, line) => sum + line.usd, 0);
}

/** Prices one checked call by open books, line by line, and says why. */
export function priceWith(call: CallToPrice, opened: OpenStack): PricedCall {
  const quote = quoteCall(call, opened);
  const { found, lines } = quote;
  const from = typeof found === 'string' ? null : found.row.validFromMs;
  return {
    usd: usdOf(quote),
    unpriced: typeof lines === 'string' ? lines : null,
    book: typeof found === 'string' ? null : found.book,
    effectiveFrom: from === null ? null : new Date(from).toISOString(),
    lines:
      typeof lines === 'string'
        ? []
        : lines.map(({ unit, units, usdPerMillion, usd }) => ({
            class: unit,
            tokens: units,
            usdPerMtok: usdPerMillion,
            usd,
          })),
    explanation: explainerOf(opened).explain(quote),
  };
}

/** Prices one call by the named books. Throws 'bad-input' for impossible counts, 'not-found' for an unknown book. */
export async function priceCall(call: CallToPrice, books: readonly string[]): Promise<PricedCall> {
  return priceWith(checkCall(call), await openStack(books));
}
