import { findSlip } from '@/lib/catalog/sources/rate-cards';
import type { ClockWindow, PriceRow, RateCard } from '@/lib/domain/price';
import { clockKey, isInClock } from '@/lib/engine/clock';

const QUARTER_MS = 900_000;
const WEEK_MS = 7 * 86_400_000;
/** A week of winter and one of summer: zones that shift differ in both. */
const SAMPLE_WEEKS_MS = [Date.UTC(2026, 0, 4), Date.UTC(2026, 6, 5)];

function shareHours(a: readonly ClockWindow[], b: readonly ClockWindow[]): boolean {
  const zones = new Set([...a, ...b].map((window) => window.timeZone ?? 'UTC'));
  if (zones.size === 1)
    return a.some((one) =>
      b.some(
        (other) =>
          (one.weekdays & other.weekdays) !== 0 &&
          one.startSecond < other.endSecond &&
          other.startSecond < one.endSecond,
      ),
    );
  return SAMPLE_WEEKS_MS.some((startMs) => {
    for (let ms = startMs; ms < startMs + WEEK_MS; ms += QUARTER_MS)
      if (isInClock(a, ms) && isInClock(b, ms)) return true;
    return false;
  });
}

/** Whether two rows claim one call: same offer, service tier, region and an instant of both. */
export function isOverlapping(a: PriceRow, b: PriceRow): boolean {
  if (a.offerId !== b.offerId || a.serviceTier !== b.serviceTier || (a.region ?? null) !== (b.region ?? null))
    return false;
  const starts = Math.max(a.validFromMs ?? -Infinity, b.validFromMs ?? -Infinity);
  if (starts >= Math.min(a.validToMs ?? Infinity, b.validToMs ?? Infinity)) return false;
  if (a.clock === null || b.clock === null) return a.clock === b.clock;
  return clockKey(a.clock) === clockKey(b.clock) || shareHours(a.clock, b.clock);
}

/** For each row that overlaps an earlier one: its index and the earlier one's. A row without hours yields to one with. */
export function findOverlaps(rows: readonly PriceRow[]): { readonly at: number; readonly earlier: number }[] {
  const byKey = new Map<string, number[]>();
  const found: { at: number; earlier: number }[] = [];
  for (const [at, row] of rows.entries()) {
    const key = `${row.offerId}\n${row.serviceTier}\n${row.region ?? ''}`;
    const others = byKey.get(key) ?? [];
    const earlier = others.find((other) => isOverlapping(rows[other] as PriceRow, row));
    if (earlier === undefined) byKey.set(key, [...others, at]);
    else found.push({ at, earlier });
  }
  return found;
}

/** Names the first price that is implausible in USD, with the unit to check; null where all are plausible. */
export function findImplausible(rates: RateCard, usdPerUnit: number): string | null {
  const inUsd = Object.fromEntries(Object.entries(rates).map(([unit, rate]) => [unit, rate * usdPerUnit]));
  const slip = findSlip(inUsd);
  return slip === null ? null : `${slip}; check the unit`;
}
