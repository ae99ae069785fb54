import type { OfferId } from './ids';

export const EVIDENCE_KINDS = ['prior', 'eval', 'feedback'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** Both ends included. */
export type Interval = { readonly low: number; readonly high: number };

/** How well a model did on a benchmark. `score` is 0 to 1. A public benchmark is a prior. */
export type Evidence = {
  readonly dataset: string;
  readonly offerId: OfferId;
  readonly benchmark: string;
  readonly score: number;
  readonly sampleSize: number | null;
  /** Standard deviation of one item's score where the items are known; a right-or-wrong score needs none. */
  readonly deviation?: number;
  readonly kind: EvidenceKind;
  readonly source: string;
  readonly measuredOn: string | null;
};

/** What stands behind the quality of a model on one of a workload's benchmarks, as a screen shows it. */
export type EvidenceLine = Omit<Evidence, 'dataset' | 'offerId'> & {
  readonly model: string;
  /** The maker's own offer, where this one is a resale and the evidence is about the model. */
  readonly about: string;
  readonly benchmarkTitle: string;
  readonly tasks: readonly string[];
};
