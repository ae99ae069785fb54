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

/** One answer of one model to one item of an eval. `score` is 0 to 1; `usd` is the answer's cost. */
export type EvalItem = {
  /** '' where the eval names none. */
  readonly task: string;
  readonly item: string;
  readonly model: string;
  readonly score: number;
  readonly usd: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
};

/** A part of the items that two models answered: its share of them, mean scores and mean squared scores. */
export type JointPart = {
  readonly share: number;
  readonly first: number;
  readonly next: number;
  readonly firstSquare: number;
  readonly nextSquare: number;
};

/**
 * How a cascade's two models did on the same items: those on which the first one's answer deserves to be taken (it is
 * worth something, and no worse than the next one's), and the rest.
 */
export type JointTable = {
  readonly items: number;
  /** Every score is 0 or 1. */
  readonly isRightOrWrong: boolean;
  readonly deserving: JointPart;
  readonly rest: JointPart;
};

/** What stands behind the quality of a model on one of a workload's benchmarks, as a screen shows it. */
export type EvidenceLine = Omit<Evidence, 'dataset' | 'offerId'> & {
  readonly model: string;
  /** The maker's own offer, where this one is a resale and the evidence is about the model. */
  readonly about: string;
  readonly benchmarkTitle: string;
  readonly tasks: readonly string[];
};
