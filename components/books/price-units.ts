import type { PriceRow } from '@/lib/domain/price';
import { UNITS, type Unit } from '@/lib/domain/usage';

const IN_COLUMNS: readonly Unit[] = ['input', 'cacheRead', 'output'];

/** Priced classes that the table has no column for. */
export function otherUnits(row: PriceRow): Unit[] {
  return UNITS.filter((unit) => row.rates[unit] !== undefined && !IN_COLUMNS.includes(unit));
}
