import type { Label } from './usage';

export const SEVERITIES = ['breaks', 'look', 'fine'] as const;
/** `breaks`: 1 % or more of the requests, tokens or cost is wrong or left out. `look`: a person should judge. */
export type Severity = (typeof SEVERITIES)[number];

/** A UTC day with calls; first and last call of it. */
export type ActiveDay = {
  readonly day: number;
  readonly requests: number;
  readonly firstMs: number;
  readonly lastMs: number;
};

export type CostlyCall = {
  readonly timeMs: number;
  readonly model: string;
  readonly loggedUsd: number;
  readonly repricedUsd: number;
};

export type UploadFacts = {
  readonly fileName: string;
  readonly createdAtMs: number;
  readonly requests: number;
  readonly read: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** Of the first rejected rows, as many as the import kept. */
  readonly rejects: readonly { readonly reason: string; readonly rows: number }[];
  readonly skipped: readonly { readonly reason: string; readonly rows: number }[];
  readonly droppedLabels: readonly { readonly label: string; readonly column: string }[];
  /** Every call stands at midnight UTC. */
  readonly isDaily: boolean;
  readonly future: { readonly requests: number; readonly latestMs: number };
  readonly before2020: { readonly requests: number; readonly earliestMs: number };
};

/** A check over the stored calls that accounts for a difference between logged and repriced cost, or for part of it. */
export type CostExplanation =
  | { readonly kind: 'zero cost'; readonly requests: number; readonly repricedUsd: number }
  | {
      readonly kind: 'outliers';
      readonly requests: number;
      readonly timeMs: number;
      readonly loggedUsd: number;
      readonly repricedUsd: number;
    }
  | { readonly kind: 'one call'; readonly pct: number; readonly call: Omit<CostlyCall, 'model'> }
  | { readonly kind: 'day prices'; readonly usd: number; readonly offPct: number }
  | { readonly kind: 'batch price'; readonly offPct: number }
  | { readonly kind: 'cached share'; readonly pct: number }
  | { readonly kind: 'nearest price'; readonly requests: number }
  | { readonly kind: 'not explained'; readonly requests: number; readonly usd: number };

/** Logged against repriced cost of one model, over its calls that have both. */
export type ModelCost = {
  readonly model: string;
  readonly requests: number;
  readonly loggedUsd: number;
  readonly repricedUsd: number;
  /** Logged − repriced. */
  readonly differenceUsd: number;
  /** In % of repriced; null where that is zero. */
  readonly differencePct: number | null;
  /** Empty where the two agree. */
  readonly explanations: readonly CostExplanation[];
  readonly withoutCost: number;
  readonly withoutPrice: number;
};

/** All that a workload's requests say about themselves, counted; money in USD. */
export type QualityFacts = {
  readonly requests: number;
  readonly tokens: number;
  readonly days: readonly ActiveDay[];
  readonly requestsByHour: readonly number[];
  readonly usageMissing: readonly { readonly model: string; readonly requests: number }[];
  readonly zeroTokens: number;
  readonly sums: {
    readonly rows: number;
    readonly requests: number;
    readonly tokens: number;
    readonly repricedUsd: number | null;
  };
  readonly repricedUsd: number | null;
  readonly unpriced: readonly {
    readonly reason: string;
    readonly model: string;
    readonly requests: number;
    readonly tokens: number;
  }[];
  readonly modelRequests: readonly { readonly model: string; readonly requests: number }[];
  /** null where no call carries a cost. */
  readonly loggedUsd: number | null;
  readonly withoutCost: number;
  readonly zeroCost: { readonly requests: number; readonly pricedRequests: number; readonly repricedUsd: number };
  readonly outliers: {
    readonly requests: number;
    readonly loggedUsd: number;
    readonly repricedUsd: number;
    /** The largest, by what is between the two. */
    readonly calls: readonly CostlyCall[];
  };
  readonly labels: readonly { readonly label: Label; readonly missing: number; readonly values: number }[];
  readonly uploads: readonly UploadFacts[];
  readonly costs: readonly ModelCost[];
};

type Share = { readonly requests: number; readonly requestsPct: number };
type Named = { readonly name: string; readonly requests: number };
export type DayRange = { readonly fromDay: number; readonly days: number };

export type FindingBody =
  | (Share & { readonly kind: 'unpriced'; readonly tokensPct: number; readonly reasons: readonly UnpricedReason[] })
  | (Share & { readonly kind: 'names'; readonly names: readonly Named[] })
  | (Share & { readonly kind: 'usage missing'; readonly models: readonly Named[] })
  | (Share & { readonly kind: 'zero tokens' })
  | (Share & {
      readonly kind: 'sums';
      readonly rows: number;
      readonly tokensPct: number;
      readonly repricedUsd: number | null;
      readonly repricedPct: number | null;
    })
  | {
      readonly kind: 'outliers';
      readonly requests: number;
      readonly loggedUsd: number;
      readonly repricedUsd: number;
      readonly loggedPct: number | null;
      readonly calls: readonly CostlyCall[];
    }
  | (Share & { readonly kind: 'zero cost'; readonly pricedRequests: number; readonly repricedUsd: number })
  | (Share & { readonly kind: 'no cost' })
  | {
      readonly kind: 'gaps';
      readonly emptyDays: number;
      readonly days: number;
      readonly ranges: readonly DayRange[];
      readonly weekendsOnly: boolean;
      /** Too few days carry calls to speak of a month. */
      readonly isMostlyEmpty: boolean;
    }
  | {
      readonly kind: 'partial day';
      readonly which: 'first' | 'last';
      readonly timeMs: number;
      /** Of a usual day's calls, the share that comes before the first or after the last call. */
      readonly missingPct: number;
    }
  | { readonly kind: 'weekdays'; readonly pctByWeekday: readonly number[]; readonly workdaysPct: number }
  | (Share & { readonly kind: 'future'; readonly latestMs: number; readonly files: readonly string[] })
  | (Share & { readonly kind: 'before 2020'; readonly earliestMs: number; readonly files: readonly string[] })
  | (Share & { readonly kind: 'daily data'; readonly files: readonly string[] })
  | { readonly kind: 'duplicates'; readonly rows: number; readonly files: readonly FileRows[] }
  | {
      readonly kind: 'rejected';
      readonly rows: number;
      readonly pct: number;
      readonly files: readonly (FileRows & { readonly reasons: UploadFacts['rejects'] })[];
    }
  | {
      readonly kind: 'skipped';
      readonly rows: number;
      readonly reasons: readonly { readonly reason: string; readonly rows: number }[];
    }
  | (Share & { readonly kind: 'label missing'; readonly label: Label; readonly values: number })
  | { readonly kind: 'labels absent'; readonly labels: readonly Label[] }
  | { readonly kind: 'label dropped'; readonly label: string; readonly column: string; readonly file: string }
  | {
      readonly kind: 'costs differ';
      readonly models: number;
      readonly usd: number;
      readonly ofModels: number;
    };

export type UnpricedReason = {
  readonly reason: string;
  readonly requests: number;
  /** The largest; `modelCount` counts them all. */
  readonly models: readonly Named[];
  readonly modelCount: number;
};
export type FileRows = { readonly file: string; readonly rows: number };

export type Finding = FindingBody & { readonly severity: Severity };
export type FindingKind = Finding['kind'];

export type QualityReport = {
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** Checks that found nothing. */
  readonly passed: readonly FindingKind[];
  readonly days: readonly DayRange[];
  readonly gaps: readonly DayRange[];
  readonly activeDays: number;
  readonly partialDays: readonly number[];
  /** The largest difference first. */
  readonly costs: readonly ModelCost[];
};
