import type { BenchmarkChoice, TaskEvidence } from './evidence-view';
import type { LabelsView } from './label-view';
import type { UnpricedRow } from './simulation';
import type { ImportReport } from './upload';

/** Calls of one label of a workload; what has a price is in `pricedRequests` and `repricedUsd`. */
export type GroupLine = {
  /** '' where the log gives none. */
  readonly label: string;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly pricedRequests: number;
  /** null where no request of it has a price. */
  readonly repricedUsd: number | null;
};

/** A task, and what judges it. */
export type TaskLine = GroupLine & Pick<TaskEvidence, 'chosen' | 'byDefault' | 'judges' | 'reason'>;

export type ModelLine = {
  /** As logged. */
  readonly model: string;
  readonly offerId: string | null;
  readonly how: string | null;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly unpriced: readonly Omit<UnpricedRow, 'model'>[];
};

/** Calls of a run of UTC days. */
export type TrafficBar = {
  readonly fromMs: number;
  readonly days: number;
  readonly requests: number;
  readonly repricedUsd: number | null;
};

export type UploadLine = {
  readonly id: number;
  readonly fileName: string;
  readonly format: string;
  readonly createdAtMs: number;
  readonly report: ImportReport;
};

export type WorkloadUsage = {
  readonly name: string;
  readonly note: string;
  readonly requests: number;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly loggedUsd: number | null;
  readonly repricedUsd: number | null;
  readonly pricedPct: number;
  readonly pricedTokensPct: number;
  readonly uploads: readonly UploadLine[];
  readonly tasks: readonly TaskLine[];
  /** What may judge a task. */
  readonly benchmarks: readonly BenchmarkChoice[];
  readonly teams: readonly GroupLine[];
  /** Unpriced ones first, then by requests. */
  readonly models: readonly ModelLine[];
  readonly unpriced: readonly UnpricedRow[];
  readonly traffic: readonly TrafficBar[];
  readonly books: readonly string[];
  readonly labels: LabelsView;
  /** Described by hand and not logged. */
  readonly isSketch: boolean;
};

export type UsageView = {
  readonly workloads: readonly { readonly name: string; readonly note: string }[];
  readonly usage: WorkloadUsage | null;
  /** Formats that a file may be read as. */
  readonly formats: readonly { readonly id: string; readonly title: string }[];
  /** Why the chosen workload cannot be shown. */
  readonly problem: string | null;
};
