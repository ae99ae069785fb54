import { loadBook, listBooks as queryBooks } from '@/db/queries/books';
import { modelOf, providerOf } from '@/lib/domain/ids';
import type { OfferFacts, PriceRow } from '@/lib/domain/price';
import { createPriceStack, priceTimeAt } from '@/lib/engine/price-stack';
import { getDatabase } from './database';

/** One offer of one book with the price in force at an instant. Prices in USD per 1M tokens; null: none. */
export type CatalogRow = {
  readonly offerId: string;
  readonly name: string;
  readonly provider: string;
  readonly providerName: string;
  readonly model: string;
  readonly book: string;
  readonly inputUsdPerMtok: number | null;
  readonly outputUsdPerMtok: number | null;
  readonly cacheReadUsdPerMtok: number | null;
  readonly cacheWriteUsdPerMtok: number | null;
  /** ISO date the price in force starts; null: open. */
  readonly from: string | null;
  readonly to: string | null;
  readonly sourceUrl: string | null;
  /** In words: context tiers, hours, what is missing. */
  readonly notes: readonly string[];
  readonly facts: OfferFacts;
};

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
export async function listOffers(atMs: number): Promise<CatalogRow[]> {
  const database = await getDatabase();
  const rows: CatalogRow[] = [];
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
        to: isoDate(row?.validToMs ?? null),
        sourceUrl: row?.sourceUrl ?? null,
        notes:
          row === null
            ? ['no price at this date']
            : notesOf(
                row,
                stack.rowsOf(offer.offerId).some((other) => other.clock !== null),
              ),
        facts: offer.facts,
      });
    }
  }
  return rows;
}

/** What a model picker needs: every offer once, in the first book that prices it. */
export type OfferChoice = {
  readonly offerId: string;
  readonly name: string;
  readonly provider: string;
  readonly book: string;
  readonly input: number | null;
  readonly output: number | null;
};

export async function listOfferChoices(atMs: number): Promise<OfferChoice[]> {
  const choices = new Map<string, OfferChoice>();
  for (const row of await listOffers(atMs)) {
    if (choices.has(row.offerId) || (row.inputUsdPerMtok === null && row.outputUsdPerMtok === null)) continue;
    choices.set(row.offerId, {
      offerId: row.offerId,
      name: row.name,
      provider: row.provider,
      book: row.book,
      input: row.inputUsdPerMtok,
      output: row.outputUsdPerMtok,
    });
  }
  return [...choices.values()];
}
