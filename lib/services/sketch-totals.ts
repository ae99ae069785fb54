import type { SketchRow } from '@/lib/domain/sketch';
import type { SketchTotals } from '@/lib/domain/sketch-view';
import { DAYS_PER_MONTH } from '@/lib/engine/period';
import { openStack } from './books';
import { priceWith } from './price-call';
import { nameModels } from './studio-names';

/**
 * What a sketch amounts to in a month of 30 days: requests, tokens, and the cost by the prices of `books` at `atMs`,
 * every call at its mean size. Rows without a price are left out of the cost and named.
 */
export async function totalSketch(
  rows: readonly SketchRow[],
  books: readonly string[],
  atMs: number,
): Promise<SketchTotals> {
  const opened = await openStack(books);
  const lines = rows.map((row) => {
    const call = {
      model: row.model,
      atMs,
      inputTokens: row.inputTokens,
      outputTokens: row.outputTokens,
      cacheReadTokens: row.inputTokens * row.cachedShare,
      cacheWriteTokens: 0,
      cacheWrite1hTokens: 0,
      tier: 'standard' as const,
    };
    const { usd, unpriced } = priceWith(call, opened);
    const requests = row.requestsPerDay * DAYS_PER_MONTH;
    return {
      requests,
      inputTokens: requests * row.inputTokens,
      outputTokens: requests * row.outputTokens,
      usd: usd === null ? null : usd * requests,
      unpriced,
    };
  });
  const sum = (of: (line: (typeof lines)[number]) => number) => lines.reduce((all, line) => all + of(line), 0);
  const priced = lines.filter((line) => line.usd !== null);
  return {
    lines,
    requests: sum(({ requests }) => requests),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    usd: priced.length === 0 ? null : sum(({ usd }) => usd ?? 0),
    pricedRequests: priced.reduce((all, { requests }) => all + requests, 0),
    names: nameModels(new Set(rows.map(({ model }) => model)), opened.books),
  };
}
