import { loadBook, listBooks as queryBooks } from '@/db/queries/books';
import { modelOf, providerOf } from '@/lib/domain/ids';
import type { CatalogLine } from '@/lib/domain/offer-view';
import type { PriceBook, PriceRow } from '@/lib/domain/price';
import { createPriceStack, priceTimeAt } from '@/lib/engine/price-stack';
import { getDatabase } from './database';

type Fact =
  | 'contextWindowTokens'
  | 'maxOutputTokens'
  | 'outputTokensPerSecond'
  | 'firstTokenMs'
  | 'deprecatedOn'
  | 'openWeights'
  | 'regions'
  | 'access'
  | 'origin'
  | 'capabilities';

/** A line of the catalog before the facts of all books are looked at. */
export type PricedOffer = Omit<CatalogLine, Fact>;

const ISO_DATE_CHARS = 10;

function isoDate(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString().slice(0, ISO_DATE_CHARS);
}

function tiersOf(row: PriceRow): CatalogLine['tiers'] {
  if (row.contextTiers.length === 0) return null;
  return row.contextTiers.map(({ thresholdTokens, inclusive, rates }) => ({
    thresholdTokens,
    inclusive,
    input: rates.input ?? null,
    output: rates.output ?? null,
  }));
}

/** A provider's written name, from the first book that writes one. */
export function namesOfProviders(books: readonly PriceBook[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { provider, name } of books.flatMap((book) => book.providers))
    if (!names.has(provider)) names.set(provider, name);
  return names;
}

/** Every offer of these books, with each book's own price in force at `atMs`. */
export function priceOffers(books: readonly PriceBook[], shown: readonly PriceBook[], atMs: number): PricedOffer[] {
  const providerNames = namesOfProviders(books);
  const time = priceTimeAt(atMs);
  return shown.flatMap((book) => {
    const stack = createPriceStack([book]);
    return book.offers.map((offer): PricedOffer => {
      const found = stack.find(offer.offerId, time, 'standard');
      const price = typeof found === 'string' ? null : found;
      const batch = price === null ? 'no price' : stack.find(offer.offerId, time, 'batch');
      const batchRates = typeof batch === 'string' || batch.standardInstead ? {} : batch.row.rates;
      const rates = price?.row.rates ?? {};
      const provider = providerOf(offer.offerId);
      return {
        offerId: offer.offerId,
        name: offer.name,
        provider,
        providerName: providerNames.get(provider) ?? provider,
        model: modelOf(offer.offerId),
        book: book.name,
        inputUsdPerMtok: rates.input ?? null,
        outputUsdPerMtok: rates.output ?? null,
        cacheReadUsdPerMtok: rates.cacheRead ?? null,
        cacheWriteUsdPerMtok: rates.cacheWrite ?? null,
        rates: price?.row.rates ?? null,
        batchInputUsdPerMtok: batchRates.input ?? null,
        batchOutputUsdPerMtok: batchRates.output ?? null,
        tiers: price === null ? null : tiersOf(price.row),
        hasHours: price !== null && stack.rowsOf(offer.offerId).some((row) => row.clock !== null),
        isExtrapolated: price?.extrapolated ?? false,
        handNote: price?.row.note ?? null,
        from: isoDate(price?.row.validFromMs ?? null),
      };
    });
  });
}

/** Every offer of every book's newest version, with its price in force at `atMs`. */
export async function listOffers(atMs: number): Promise<PricedOffer[]> {
  const database = await getDatabase();
  const books = queryBooks(database).flatMap(({ name, version }) => loadBook(database, name, version) ?? []);
  return priceOffers(books, books, atMs);
}
