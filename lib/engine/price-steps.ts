import type { OfferId } from '@/lib/domain/ids';
import type { ServiceTier } from '@/lib/domain/usage';
import { clockKey } from './clock';
import { findHours, type HourPrice } from './price-hours';
import type { PriceStack } from './price-stack';

/** A span of dates with the same prices; start included, end excluded, null is open. */
export type PriceStep = {
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly hours: readonly HourPrice[];
  /** Outside what an observed book saw: its nearest price. */
  readonly extrapolated: boolean;
};

function keyOf(hours: readonly HourPrice[]): string {
  return JSON.stringify(
    hours.map(({ clock, found: { row, book, extrapolated } }) => [
      clock && clockKey(clock),
      Object.entries(row.rates).sort(),
      row.contextTiers,
      book,
      extrapolated,
    ]),
  );
}

/**
 * The price history of an offer in a stack, earliest first, in USD; spans without a price are left out. Spans that
 * differ in nothing one pays are one.
 */
export function priceSteps(stack: PriceStack, offerId: OfferId, tier: ServiceTier): PriceStep[] {
  const edges = stack.dateEdgesMs(offerId);
  const steps: (PriceStep & { readonly key: string })[] = [];
  for (let i = 0; i <= edges.length; i++) {
    const fromMs = edges[i - 1] ?? null;
    const toMs = edges[i] ?? null;
    const hours = findHours(stack, offerId, fromMs ?? (toMs ?? 1) - 1, tier);
    if (typeof hours === 'string' || hours[0]?.found.standardInstead) continue;
    const key = keyOf(hours);
    const before = steps.at(-1);
    if (before !== undefined && before.key === key && before.toMs === fromMs)
      steps[steps.length - 1] = { ...before, toMs };
    else steps.push({ fromMs, toMs, hours, extrapolated: hours.every(({ found }) => found.extrapolated), key });
  }
  return steps.map(({ key: _key, ...step }) => step);
}
