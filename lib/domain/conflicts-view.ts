import type { Conflict, Quote } from './conflict';

export const CONFLICT_KINDS = ['prices', 'tiers', 'missing'] as const;
/** Prices of the same class differ; context tiers differ; a class is priced by some only. */
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

/** The workload's calls on an offer, by a book and by the prices in use; over the calls that both price. */
export type OtherBill = {
  readonly book: string;
  readonly requests: number;
  readonly usd: number;
  readonly inUseUsd: number;
};

/** What the workload spends on the offer at the date's prices. */
export type Stake = {
  readonly requests: number;
  readonly usd: number;
  /** Only where books are compared. */
  readonly bills: readonly OtherBill[];
};

export type QuoteLine = Quote & {
  /** It is the price that the books in use charge. */
  readonly isUsed: boolean;
};

export type ConflictLine = Omit<Conflict, 'quotes'> & {
  readonly key: string;
  readonly name: string;
  readonly quotes: readonly QuoteLine[];
  /** null where the workload has no priced call on it. */
  readonly stake: Stake | null;
};

export type ConflictsView = {
  readonly workloads: readonly string[];
  readonly workload: string | null;
  /** All books, those compared, and those in use. */
  readonly books: readonly string[];
  readonly compared: readonly string[];
  readonly inUse: readonly string[];
  readonly atMs: number;
  readonly by: 'book' | 'seller';
  readonly kind: ConflictKind;
  readonly counts: { readonly [kind in ConflictKind]: number };
  /** What the workload spends on the offers found; null where on none. */
  readonly stakeUsd: number | null;
  readonly found: number;
  readonly page: number;
  readonly pages: number;
  readonly lines: readonly ConflictLine[];
};
