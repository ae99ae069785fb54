import { WaybillError } from '@/lib/domain/errors';
import { SERVICE_TIERS, type ServiceTier, type TokenCounts, type Unit } from '@/lib/domain/usage';
import { priceTimeAt } from '@/lib/engine/price-stack';
import { cardFor, priceLines } from '@/lib/engine/price-usage';
import { type OpenStack, openStack } from './books';

/** One call to price. `inputTokens` is the total: cache reads and writes are part of it. */
export type CallToPrice = {
  readonly model: string;
  readonly atMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly tier: ServiceTier;
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
};

function unpriced(reason: string): PricedCall {
  return { usd: null, unpriced: reason, book: null, effectiveFrom: null, lines: [] };
}

/** Checks counts as an import does. Throws 'bad-input' that names the count. */
export function checkCall(call: CallToPrice): CallToPrice {
  const counts = {
    'input tokens': call.inputTokens,
    'output tokens': call.outputTokens,
    'cache-read tokens': call.cacheReadTokens,
    'cache-write tokens': call.cacheWriteTokens,
    'cache-write-1h tokens': call.cacheWrite1hTokens,
  };
  for (const [name, count] of Object.entries(counts))
    if (!Number.isSafeInteger(count) || count < 0)
      throw new WaybillError('bad-input', `${name} must be a whole number from 0 on: ${count}`);
  const cached = call.cacheReadTokens + call.cacheWriteTokens + call.cacheWrite1hTokens;
  if (cached > call.inputTokens)
    throw new WaybillError(
      'bad-input',
      `cached tokens ${cached} exceed input tokens ${call.inputTokens} (they are part of input)`,
    );
  if (!SERVICE_TIERS.includes(call.tier))
    throw new WaybillError('bad-input', `unknown service tier "${call.tier}"; there are ${SERVICE_TIERS.join(', ')}`);
  if (Number.isNaN(call.atMs)) throw new WaybillError('bad-input', 'the date does not parse');
  return call;
}

/** Prices one checked call by open books, line by line. */
export function priceWith(call: CallToPrice, { stack, resolve }: OpenStack): PricedCall {
  if (call.model.trim() === '') return unpriced('no model name');
  const resolution = resolve(call.model);
  if (resolution === null) return unpriced('unknown model');
  const found = stack.find(resolution.offerId, priceTimeAt(call.atMs), call.tier);
  if (typeof found === 'string') return unpriced(found);
  const counts: TokenCounts = {
    inputTokens: call.inputTokens,
    cacheReadTokens: call.cacheReadTokens,
    cacheWriteTokens: call.cacheWriteTokens,
    cacheWrite1hTokens: call.cacheWrite1hTokens,
    inputAudioTokens: 0,
    inputImageTokens: 0,
    outputTokens: call.outputTokens,
    reasoningTokens: 0,
    outputAudioTokens: 0,
    outputImageTokens: 0,
    webSearches: 0,
  };
  const lines = priceLines(counts, 1, cardFor(found.row, call.inputTokens));
  const effectiveFrom = found.row.validFromMs === null ? null : new Date(found.row.validFromMs).toISOString();
  if (typeof lines === 'string') return { ...unpriced(lines), book: found.book, effectiveFrom };
  return {
    usd: lines.reduce((sum, line) => sum + line.usd, 0),
    unpriced: null,
    book: found.book,
    effectiveFrom,
    lines: lines.map((line) => ({
      class: line.unit,
      tokens: line.units,
      usdPerMtok: line.usdPerMillion,
      usd: line.usd,
    })),
  };
}

/** Prices one call by the named books. Throws 'bad-input' for impossible counts, 'not-found' for an unknown book. */
export async function priceCall(call: CallToPrice, books: readonly string[]): Promise<PricedCall> {
  return priceWith(checkCall(call), await openStack(books));
}
