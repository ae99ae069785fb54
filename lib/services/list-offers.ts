import { loadBook, listBooks as queryBooks } from '@/db/queries/books';
import { modelOf, providerOf } from '@/lib/domain/ids';
import type { CatalogLine } from '@/lib/domain/offer-view';
import type { PriceRow } from '@/lib/domain/price';
import { createPriceStack, priceTimeAt } from '@/lib/engine/price-stack';
import { getDatabase } from './database';

/** A line of the catalog before the facts of all books are looked at. */
export type PricedOffer = Omit<CatalogLine, 'contextWindowTokens' | 'origin' | 'capabilities'>;

const ISO_DATE_CHARS = 10;

function isoDate(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString().slice(0, ISO_DATE_CHARS);
}

function notesOf(row: PriceRow, hasHours: boolean): string[] {
  const notes = row.contextTiers.map((tier) => {
    const sign = tier.inclusive ? '≥' : '>';
    return `${sign} ${tier.thresholdTokens.toLocaleString('en-US')} input tokens: ${tier.rates.input ?? '—'} / ${tier.rates.output ?? '—'}`;
  });
  if (hasHours) notes.push('price differs by hour of the week (UTC)');
  if (row.rates.input === undefined && row.rates.output !== undefined) notes.push('partly priced: no input price');
  if (row.rates.request !== undefined) notes.push(`plus $${row.rates.request / 1e6} a request`);
  return notes;
}

/** Every offer of every book's newest version, with its price in force at `atMs`. */
export async function listOffers(atMs: number): Promise<PricedOffer[]> {
  const database = await getDatabase();
  const rows: PricedOffer[] = [];
  for (const summary of queryBooks(database)) {
    const book = loadBook(database, summary.name, summary.version);
    if (book === null) continue;
    const stack = createPriceStack([book]);
    const providerNames = new Map(book.providers.map((rules) => [rules.provider, rules.name]));
    const time = priceTimeAt(atMs);
    for (const offer of book.offers) {
      const found = stack.find(offer.offerId, time, 'standard');
      const row = typeof found === 'string' ? null : found.row;
      const rates = row?.rates ?? {};
      const provider = providerOf(offer.offerId);
      rows.push({
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
        from: isoDate(row?.validFromMs ?? null),
        notes:
          row === null
            ? ['no price at this date']
            : notesOf(
                row,
                stack.rowsOf(offer.offerId).some((other) => other.clock !== null),
              ),
      });
    }
  }
  return rows;
}
