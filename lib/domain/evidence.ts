import type { OfferId } from './ids';

export const EVIDENCE_KINDS = ['prior', 'eval', 'feedback'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** How well a model did on a benchmark. `score` is 0 to 1. A public benchmark is a prior. */
export type Evidence = {
  readonly dataset: string;
  readonly offerId: OfferId;
  readonly benchmark: string;
  readonly score: number;
  readonly sampleSize: number | null;
  readonly kind: EvidenceKind;
  readonly source: string;
  readonly measuredOn: string | null;
};
