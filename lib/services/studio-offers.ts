import { writtenName } from '@/lib/engine/model-names';
import { listOffers } from './list-offers';

/** An offer as the model picker shows it: its price in each book that has one, in USD per 1M tokens. */
export type PickerOffer = {
  readonly id: string;
  readonly name: string;
  readonly prices: readonly { readonly book: string; readonly input: number | null; readonly output: number | null }[];
};

/** Every offer that some book prices at `atMs`, once. */
export async function listPickerOffers(atMs: number): Promise<PickerOffer[]> {
  const offers = new Map<string, { id: string; name: string; prices: PickerOffer['prices'][number][] }>();
  for (const row of await listOffers(atMs)) {
    if (row.inputUsdPerMtok === null && row.outputUsdPerMtok === null) continue;
    const offer = offers.get(row.offerId) ?? { id: row.offerId, name: writtenName(row.offerId, row.name), prices: [] };
    offer.prices.push({ book: row.book, input: row.inputUsdPerMtok, output: row.outputUsdPerMtok });
    offers.set(row.offerId, offer);
  }
  return [...offers.values()];
}
