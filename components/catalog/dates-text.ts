import { formatInstant } from '@/components/ui/format';
import type { PriceRow } from '@/lib/domain/price';

/** `since Aug 16, 2026, 16:00 UTC`; `always` where neither side is dated. */
export function datesText(
  { validFromMs, validToMs }: Pick<PriceRow, 'validFromMs' | 'validToMs'>,
  always: string,
): string {
  if (validFromMs === null) return validToMs === null ? always : `until ${formatInstant(validToMs)}`;
  return validToMs === null
    ? `since ${formatInstant(validFromMs)}`
    : `${formatInstant(validFromMs)} to ${formatInstant(validToMs)}`;
}
