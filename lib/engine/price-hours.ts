import type { OfferId } from '@/lib/domain/ids';
import type { ClockWindow } from '@/lib/domain/price';
import type { ServiceTier } from '@/lib/domain/usage';
import { clockKey } from './clock';
import type { FoundPrice, PriceStack, Unpriced } from './price-stack';

/** A price and the hours of the week it holds for; null: those that no other window claims. */
export type HourPrice = { readonly clock: readonly ClockWindow[] | null; readonly found: FoundPrice };

/**
 * All prices of an offer on one date for one service tier, in USD: that of the hours no window claims, then window by
 * window. Without any, why there is none. A tier without a price of its own gives the standard one, marked.
 */
export function findHours(
  stack: PriceStack,
  offerId: OfferId,
  dateMs: number,
  tier: ServiceTier,
): readonly HourPrice[] | Unpriced {
  const usual = stack.find(offerId, { dateMs, isIn: () => false }, tier);
  const clocks = new Map(stack.rowsOf(offerId).flatMap(({ clock }) => (clock ? [[clockKey(clock), clock]] : [])));
  const byWindow = [...clocks].flatMap(([key, clock]): HourPrice[] => {
    const found = stack.find(offerId, { dateMs, isIn: (windows) => clockKey(windows) === key }, tier);
    return typeof found === 'string' || found.stated.clock === null ? [] : [{ clock, found }];
  });
  if (typeof usual !== 'string') return [{ clock: null, found: usual }, ...byWindow];
  return byWindow.length > 0 ? byWindow : usual;
}
