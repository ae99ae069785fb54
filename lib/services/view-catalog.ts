import type { CatalogLine } from '@/lib/domain/offer-view';
import { type CatalogRow, listOffers } from './list-offers';

function toLine(row: CatalogRow): CatalogLine {
  const { contextWindowTokens, capabilities, origin } = row.facts;
  return {
    offerId: row.offerId,
    name: row.name,
    provider: row.provider,
    providerName: row.providerName,
    model: row.model,
    book: row.book,
    inputUsdPerMtok: row.inputUsdPerMtok,
    outputUsdPerMtok: row.outputUsdPerMtok,
    cacheReadUsdPerMtok: row.cacheReadUsdPerMtok,
    cacheWriteUsdPerMtok: row.cacheWriteUsdPerMtok,
    from: row.from,
    notes: row.notes,
    contextWindowTokens: contextWindowTokens ?? null,
    origin: origin ?? null,
    capabilities:
      capabilities === undefined ? null : Object.keys(capabilities).filter((need) => capabilities[need] === true),
  };
}

/** Every offer of every book with the price in force now, as small as the catalog's table needs it. */
export async function viewCatalog(): Promise<readonly CatalogLine[]> {
  return (await listOffers(Date.now())).map(toLine);
}
