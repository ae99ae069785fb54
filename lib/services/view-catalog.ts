import { packRows } from '@/lib/catalog/pack-rows';
import type { CatalogSheet, SheetRow } from '@/lib/domain/catalog-sheet';
import { WaybillError } from '@/lib/domain/errors';
import { parseOfferId } from '@/lib/domain/ids';
import type { OfferFacts } from '@/lib/domain/price';
import { listBooks, openStack } from './books';
import { getDatabase } from './database';
import { type PricedOffer, priceOffers } from './list-offers';

function toRow(offer: PricedOffer, facts: OfferFacts): SheetRow {
  const { offerId: _id, inputUsdPerMtok: _in, outputUsdPerMtok: _out, ...rest } = offer;
  const { cacheReadUsdPerMtok: _read, cacheWriteUsdPerMtok: _write, ...row } = rest;
  const { capabilities } = facts;
  return {
    ...row,
    name: row.model.endsWith(row.name) || row.name === offer.offerId ? null : row.name,
    contextWindowTokens: facts.contextWindowTokens ?? null,
    maxOutputTokens: facts.maxOutputTokens ?? null,
    outputTokensPerSecond: facts.outputTokensPerSecond ?? null,
    firstTokenMs: facts.firstTokenMs ?? null,
    deprecatedOn: facts.deprecatedOn ?? null,
    openWeights: facts.openWeights ?? null,
    regions: facts.regions ?? null,
    access: facts.access ?? null,
    origin: facts.origin ?? null,
    capabilities:
      capabilities === undefined ? null : Object.keys(capabilities).filter((need) => capabilities[need] === true),
  };
}

/** The instant a date names: its first in UTC, or `nowMs` where there is none. Throws 'bad-input'. */
export function parseAt(at: string | null, nowMs: number): number {
  if (at === null) return nowMs;
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(at) ? Date.parse(`${at}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(at))
    throw new WaybillError('bad-input', `the date of the prices is not one like 2026-08-01: "${at}"`);
  return ms;
}

/** Books in practice change a price on a quarter of an hour, in every time zone. */
const MS_PER_QUARTER = 15 * 60 * 1000;
const MAX_REMEMBERED = 4;
const remembered = new Map<string, CatalogSheet>();

/** Every offer of every book with the price in force, now or at the start of a day; histories only when asked for. */
export async function viewCatalog({
  at = null,
  withObserved = false,
}: {
  readonly at?: string | null;
  readonly withObserved?: boolean;
} = {}): Promise<CatalogSheet> {
  const atMs = parseAt(at, Date.now());
  const summaries = await listBooks();
  const { refs, books, stack } = await openStack(summaries.map((book) => book.name));
  const { name: database } = (await getDatabase()).sqlite;
  const quarter = at ?? Math.floor(atMs / MS_PER_QUARTER);
  const key = JSON.stringify([database, refs, quarter, withObserved]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const shown = books.filter((book) => withObserved || !book.observed);
  // A book that only mends a price says nothing of the model itself.
  const rows = priceOffers(books, shown, atMs).map((offer) => toRow(offer, stack.factsOf(parseOfferId(offer.offerId))));
  const sheet = {
    at,
    books: books.map(({ name, observed, offers }) => ({ name, observed, offers: offers.length })),
    withObserved,
    rows: packRows(rows),
  };
  if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value as string);
  remembered.set(key, sheet);
  return sheet;
}
