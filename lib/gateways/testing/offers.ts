import { readPostB, readPostCd } from '@/lib/catalog/sources/posts';
import { parseOfferId } from '@/lib/domain/ids';
import type { OfferFacts, PriceBook } from '@/lib/domain/price';
import { createResolver } from '@/lib/engine/names';
import { createPriceStack } from '@/lib/engine/price-stack';
import type { ResolvedOffer } from '../gateway';

/** The posts' own books, so that golden files do not move with genai-prices. */
export const BOOKS: readonly PriceBook[] = [readPostCd(), readPostB()];

/** The names people log beside the posts' own; a real book knows them by its match rules. */
const ALIASES = new Map([
  ['claude-3-5-sonnet-20241022', parseOfferId('anthropic/claude-3-5-sonnet')],
  ['yes', parseOfferId('openai/gpt-4o')],
  ['a: b', parseOfferId('openai/gpt-4o')],
]);

const stack = createPriceStack(BOOKS);
export const resolve = createResolver(BOOKS, ALIASES);

/** What a service passes to an exporter. `facts` replaces facts of every offer. */
export function offersOf(facts: OfferFacts = {}): (name: string) => ResolvedOffer | null {
  return (name) => {
    const offerId = resolve(name)?.offerId;
    if (offerId === undefined) return null;
    const rates = stack.rowsOf(offerId)[0]?.rates;
    return { offerId, facts: { ...stack.factsOf(offerId), ...facts }, ...(rates === undefined ? {} : { rates }) };
  };
}
