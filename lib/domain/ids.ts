declare const offerIdBrand: unique symbol;

/** A model as sold by a provider: `provider/model`, split at the first slash. */
export type OfferId = string & { readonly [offerIdBrand]: true };

/** Throws a plain Error when `text` is not `provider/model`. */
export function parseOfferId(text: string): OfferId {
  const slash = text.indexOf('/');
  if (slash <= 0 || slash === text.length - 1) throw new Error(`not an offer id (provider/model): ${text}`);
  return text as OfferId;
}

/** The provider part of an offer id: all before the first slash. */
export function providerOf(offerId: OfferId): string {
  return offerId.slice(0, offerId.indexOf('/'));
}

/** The model part of an offer id: all after the first slash. */
export function modelOf(offerId: OfferId): string {
  return offerId.slice(offerId.indexOf('/') + 1);
}
