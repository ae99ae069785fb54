import type { CatalogLine } from './offer-view';

/**
 * Rows as columns. A column is its values, or its distinct values and for each row which of them, as `width`
 * characters of `PACK_DIGITS`.
 */
export type PackedColumn =
  | { readonly values: readonly unknown[] }
  | { readonly distinct: readonly unknown[]; readonly width: number; readonly picks: string };

export type PackedRows = { readonly length: number; readonly columns: { readonly [key: string]: PackedColumn } };

/** A line without what follows from the rest of it; no name where the model's says it all. */
export type SheetRow = { readonly name: string | null } & Omit<
  CatalogLine,
  'name' | 'offerId' | 'inputUsdPerMtok' | 'outputUsdPerMtok' | 'cacheReadUsdPerMtok' | 'cacheWriteUsdPerMtok'
>;

export type SheetBook = { readonly name: string; readonly offers: number; readonly observed: boolean };

/** The catalog's table on one date, small enough to be sent whole. */
export type CatalogSheet = {
  /** ISO date asked for; null is now. */
  readonly at: string | null;
  readonly books: readonly SheetBook[];
  /** Whether the lines of observed books are among the rows. */
  readonly withObserved: boolean;
  readonly rows: PackedRows;
};
