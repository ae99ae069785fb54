import type { EvidenceKind, Interval } from './evidence';

/** Something that can judge a task: a public benchmark, a task of an own eval, or the thumbs in the log. */
export type BenchmarkChoice = {
  readonly id: string;
  readonly title: string;
  readonly kind: EvidenceKind;
};

/** Why this one judges a task. */
export type JudgeReason = 'chosen' | 'eval' | 'feedback' | 'name';

/** A task of the workload and what judges it. `usdPct` is of what has a price; null where none of the task has. */
export type TaskEvidence = {
  /** '' where the log gives none. */
  readonly task: string;
  readonly requests: number;
  readonly requestsPct: number;
  readonly repricedUsd: number | null;
  readonly usdPct: number | null;
  /** More than one where languages differ; none: not judged. */
  readonly judges: readonly string[];
  readonly reason: JudgeReason;
  /** A person's choice, '' for "none"; null where the default holds. */
  readonly chosen: string | null;
  /** What judges the task where a person chooses nothing. */
  readonly byDefault: readonly string[];
  /** Share of the task's requests whose model of today has evidence that counts. */
  readonly judgedPct: number;
  readonly blastRadius: number;
};

/** Why a line of evidence is not the one that counts; null: it counts. */
export type Standing = 'below the gate' | 'outweighed' | null;

export type EvidenceEntry = {
  readonly key: string;
  readonly model: string;
  readonly name: string;
  /** The workload's own traffic runs on it. */
  readonly isInLog: boolean;
  readonly score: number;
  readonly sampleSize: number | null;
  readonly interval: Interval | null;
  readonly kind: EvidenceKind;
  readonly source: string;
  readonly measuredOn: string | null;
  readonly standing: Standing;
};

/** What is known about models on one benchmark; the best score that counts first. */
export type BenchmarkEvidence = BenchmarkChoice & {
  /** Tasks of the workload that it judges. */
  readonly tasks: readonly string[];
  readonly entries: readonly EvidenceEntry[];
};

export type EvalSetLine = {
  readonly name: string;
  readonly fileName: string;
  readonly measuredOn: string | null;
  readonly createdAtMs: number;
  readonly items: number;
  readonly tasks: readonly string[];
  /** `offerId` null: no price book knows the name. */
  readonly models: readonly { readonly model: string; readonly offerId: string | null }[];
};

/** What became of an uploaded file: at most the first hundred rejects. */
export type EvalOutcome = {
  readonly name: string;
  /** Task × item. */
  readonly items: number;
  /** Calls and broken lines; `repeats`: further answers of a model to an item, averaged. */
  readonly rows: {
    readonly read: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly repeats: number;
  };
  readonly isScaledFrom100: boolean;
  readonly ignoredColumns: readonly string[];
  readonly rejects: readonly { readonly line: number; readonly reason: string }[];
  readonly models: EvalSetLine['models'];
  readonly tasks: readonly string[];
};

/** One model on the items that all compared models answered; `usd` is a sum, null where some cost is not known. */
export type PairedModel = {
  readonly model: string;
  readonly n: number;
  readonly score: number;
  readonly interval: Interval | null;
  readonly usd: number | null;
};

/** `difference` is a − b over the items both answered; `itemsToSettle` null: settled, or more items would not help. */
export type PairedDifference = {
  readonly a: string;
  readonly b: string;
  readonly n: number;
  readonly difference: number;
  readonly interval: Interval | null;
  readonly itemsToSettle: number | null;
};

/**
 * Every mix of two models, its share drawn at random, lies on the line between them: the best such line, over the items
 * that both answered. Where costs are not known `usd` is null, and the line is of score alone.
 */
export type FixedSplit = {
  readonly from: PairedModel;
  readonly to: PairedModel;
};

export type PairedView = {
  readonly name: string;
  /** null: all tasks of the set. */
  readonly task: string | null;
  readonly items: number;
  readonly models: readonly PairedModel[];
  readonly differences: readonly PairedDifference[];
  /** Per item the cheapest of the best-scoring models: nobody routes so well. */
  readonly oracle: { readonly n: number; readonly score: number; readonly usd: number | null } | null;
  readonly bestSingle: PairedModel | null;
  readonly split: FixedSplit | null;
};

export type FeedbackLine = {
  readonly task: string;
  readonly model: string;
  readonly name: string;
  /** A price book knows the model; without one its thumbs cannot count. */
  readonly isKnown: boolean;
  readonly up: number;
  readonly down: number;
  readonly share: number;
  readonly interval: Interval | null;
  readonly isBelowGate: boolean;
};

export type WorkloadEvidence = {
  readonly name: string;
  readonly gate: number;
  readonly defaultGate: number;
  /** 95 % interval of a score of one half from just enough items. */
  readonly atGate: Interval | null;
  readonly requests: number;
  /** Shares of requests: judged by anything, and by own evidence. */
  readonly judgedPct: number;
  readonly ownPct: number;
  readonly tasks: readonly TaskEvidence[];
  readonly feedback: readonly FeedbackLine[];
};

export type EvidenceView = {
  readonly kind: 'evidence';
  readonly workloads: readonly string[];
  readonly books: readonly string[];
  /** null: there is none yet. */
  readonly workload: WorkloadEvidence | null;
  readonly benchmarks: readonly BenchmarkChoice[];
  /** The task asked for, where one is. */
  readonly task: string | null;
  readonly shown: readonly BenchmarkEvidence[];
  readonly evals: readonly EvalSetLine[];
  /** The name of the eval set that ships with Waybill. */
  readonly sample: string;
  readonly paired: PairedView | null;
  /** Why the eval set asked for has none. */
  readonly pairedProblem: string | null;
};
