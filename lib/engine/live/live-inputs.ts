import type { Evidence, JointTable } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { PriceBook } from '@/lib/domain/price';
import type { Violation } from '@/lib/domain/simulation';
import type { LogSpan } from '../period';

/**
 * All that a replay of a workload asks beside its cells, as plain data for the browser: only the offers in play, and
 * what every name in play resolves to. A policy that names anything else must be asked of the server.
 */
export type LiveInputs = {
  /** Which cube of the workload these inputs go with: a hash of its bytes. */
  readonly cubeKey: string;
  readonly asOf: 'logged' | number;
  readonly span: LogSpan | null;
  /** The stack's books, top first, with the offers in play alone. */
  readonly books: readonly PriceBook[];
  /** Every name in play and the offer it is; null: no book knows it. */
  readonly offerOf: { readonly [name: string]: OfferId | null };
  /** The maker's own offer, of the offers that another one sells. */
  readonly makerOf: { readonly [offerId: string]: OfferId };
  /** What a book calls the offers in play. */
  readonly statedNames: { readonly [offerId: string]: string };
  /** Names that do not depend on the answer: of candidates and templates. */
  readonly names: { readonly [offerId: string]: string };
  /** The one run that counts for each model and benchmark in play. */
  readonly evidence: readonly Evidence[];
  /** The fewest items that count. */
  readonly gate: number;
  /** How two of the models did on the same items. */
  readonly pairs: readonly {
    readonly first: OfferId;
    readonly next: OfferId;
    readonly benchmark: string;
    readonly joint: JointTable;
  }[];
  /** What judges each task in each language of the workload. */
  readonly judgedBy: readonly { readonly task: string; readonly language: string; readonly benchmark: string | null }[];
  readonly benchmarkTitles: { readonly [benchmark: string]: string };
  /** Costs in the log that are far from any price; no policy changes them. */
  readonly outliers: readonly Violation[];
  readonly aggregateRequests: number;
  /** Blast radius by task, where a person set one. */
  readonly weights: { readonly [task: string]: number };
  /** What the hash of all inputs is made of, before the policy. */
  readonly hashSeed: readonly unknown[];
};

/** What a person supposes beside the policy; none of it needs the server. */
export type Suppositions = {
  /** Requests a day, where the log cannot say or a person knows better. */
  readonly requestsPerDay: number | null;
  /** Percent a month; null: the month is today's. */
  readonly growthPct: number | null;
  /** Price changes by pattern of offers, in percent. */
  readonly prices: readonly { readonly offers: string; readonly percent: number }[];
};

export const NO_SUPPOSITIONS: Suppositions = { requestsPerDay: null, growthPct: null, prices: [] };
