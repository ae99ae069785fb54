import type { BookEffect } from '@/lib/domain/book-view';
import type { OfferId } from '@/lib/domain/ids';
import type { PriceBook, RateCard } from '@/lib/domain/price';
import { UNITS } from '@/lib/domain/usage';
import { createPriceStack, type PriceStack, priceTimeAt } from '@/lib/engine/price-stack';
import { matchesOffer } from '@/lib/engine/price-terms';

const MAX_EXAMPLES = 3;
/** Names that a reader knows come first among the examples. */
const WELL_KNOWN = ['openai/gpt-4o', 'anthropic/claude-sonnet-4-5', 'google/gemini-2.5-pro'];

function ratesIn(stack: PriceStack, offerId: OfferId, atMs: number): RateCard | null {
  const found = stack.find(offerId, priceTimeAt(atMs), 'standard');
  return typeof found === 'string' ? null : found.row.rates;
}

function effectAt(book: PriceBook, below: readonly PriceBook[], atMs: number, isNow: boolean): BookEffect {
  const before = createPriceStack(below);
  const after = createPriceStack([book, ...below]);
  const isBelow = new Set(below.flatMap(({ rows }) => rows.map(({ offerId }) => offerId)));
  const offers = new Set([...(WELL_KNOWN as OfferId[]), ...isBelow, ...book.rows.map(({ offerId }) => offerId)]);
  let changed = 0;
  let added = 0;
  const examples: BookEffect['examples'][number][] = [];
  for (const offerId of offers) {
    const was = ratesIn(before, offerId, atMs);
    const is = ratesIn(after, offerId, atMs);
    if (is === null) continue;
    if (was === null) {
      added++;
      continue;
    }
    const units = UNITS.filter((unit) => was[unit] !== is[unit]);
    if (units.length === 0) continue;
    changed++;
    const unit = units.find((candidate) => was[candidate] !== undefined && is[candidate] !== undefined);
    if (unit !== undefined && examples.length < MAX_EXAMPLES)
      examples.push({ offerId, unit, usdBefore: was[unit] as number, usdAfter: is[unit] as number });
  }
  const patterns = [...(book.terms ?? []), ...(book.monthTerms ?? [])].flatMap(({ scope }) => scope.offers ?? []);
  const own = new Set(book.rows.map(({ offerId }) => offerId));
  const all = [...offers].filter((offerId) => isBelow.has(offerId) || own.has(offerId));
  const unmatched = [...new Set(patterns)].filter(
    (pattern) => !all.some((offerId) => matchesOffer([pattern], offerId)),
  );
  return { atMs, isNow, changed, added, examples, unmatched };
}

/**
 * What the book changes when it lies on top of others: standard prices at `nowMs`, or, where it changes nothing yet,
 * at the next date one of its rows or terms begins.
 */
export function effectOf(book: PriceBook, below: readonly PriceBook[], nowMs: number): BookEffect {
  const now = effectAt(book, below, nowMs, true);
  if (now.changed + now.added > 0) return now;
  const starts = [...book.rows, ...(book.terms ?? [])].flatMap(({ validFromMs }) =>
    validFromMs !== null && validFromMs > nowMs ? [validFromMs] : [],
  );
  return starts.length === 0
    ? now
    : effectAt(
        book,
        below,
        starts.reduce((a, b) => Math.min(a, b)),
        false,
      );
}
