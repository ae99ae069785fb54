import type { Interval } from './evidence';
import { CONSTRAINT_NAMES, type ConstraintName } from './policy';

/** Mean quality by requests over those with evidence, 0 to 1. `relative` compares with the baseline's. */
export type Quality = {
  readonly value: number | null;
  readonly relative: number | null;
  readonly judgedPct: number;
  /** 95 % intervals of the two; null where some of the evidence that they rest on has no known sample. */
  readonly interval: Interval | null;
  readonly relativeInterval: Interval | null;
  /** Some of the evidence is a public benchmark, not this company's own. */
  readonly prior: boolean;
  /** Some of it is a cascade whose models were not judged on the same items: their errors count as independent. */
  readonly assumesIndependence: boolean;
  /** Evidence without a known sample that the intervals would rest on: a model on a benchmark. */
  readonly unsampled: readonly string[];
};

export type BrokenConstraint = `constraint broken: ${ConstraintName}`;
/** A share of the plan's own bill is always known. */
export type UnknownConstraint = `constraint unknown: ${Exclude<ConstraintName, 'vendorShareAtMost'>}`;

const BROKEN = CONSTRAINT_NAMES.map((name): BrokenConstraint => `constraint broken: ${name}`);
const UNKNOWN = CONSTRAINT_NAMES.flatMap((name): UnknownConstraint[] =>
  name === 'vendorShareAtMost' ? [] : [`constraint unknown: ${name}`],
);

export const VIOLATION_KINDS = [
  'does not fit: context',
  'does not fit: needs',
  'fit unknown',
  'service tier without a price',
  'context tier unknown (aggregate rows)',
  'size unknown (aggregate rows)',
  'logged cost over 100 times repriced',
  'repriced cost over 100 times logged',
  ...BROKEN,
  ...UNKNOWN,
] as const;
/** Stands in for the two kinds of recorded costs on a screen that did not wait for the look at each request. */
export const OUTLIERS_PENDING = 'recorded costs still being checked';
export type ViolationKind = (typeof VIOLATION_KINDS)[number] | typeof OUTLIERS_PENDING;

/**
 * `usd` is the repriced cost of the requests concerned (for a logged outlier: the logged cost), null when unknown.
 * `model` of a broken vendor share is the vendor.
 */
export type Violation = {
  readonly kind: ViolationKind;
  readonly model: string;
  readonly requests: number;
  readonly usd: number | null;
};

export type UnpricedRow = { readonly reason: string; readonly model: string; readonly requests: number };

/** What the plan sends to a model (requests, tokens, planUsd) beside what the log's own calls to it cost (repricedUsd). */
export type ModelRow = {
  readonly model: string;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly repricedUsd: number;
  readonly planUsd: number;
};

/** Tokens of the comparable calls on the model they were logged on. */
export type OwnTokensRow = { readonly model: string; readonly inputTokens: number; readonly outputTokens: number };

export type GroupRow = {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly repricedUsd: number;
  readonly planUsd: number;
};
export type TaskRow = GroupRow & {
  readonly task: string;
  readonly benchmark: string | null;
  readonly baselineQuality: number | null;
  readonly planQuality: number | null;
};
export type TeamRow = GroupRow & { readonly team: string };
export type DayRow = GroupRow & { readonly day: number };
export type RuleRow = GroupRow & { readonly rule: string };

/** The answer to "what would my traffic have cost under this policy", over the log's span, in USD. */
export type Simulation = {
  readonly requests: number;
  readonly pricedPct: number;
  readonly pricedTokensPct: number;
  readonly baseline: {
    readonly loggedUsd: number | null;
    readonly loggedComparableUsd: number | null;
    readonly repricedUsd: number | null;
    readonly quality: Quality;
  };
  readonly plan: { readonly usd: number | null; readonly quality: Quality };
  readonly savings: { readonly usd: number | null; readonly pct: number | null };
  readonly byModel: readonly ModelRow[];
  /** What volume terms measure of today's routing; `byModel` has the tokens of the plan. */
  readonly ownTokens: readonly OwnTokensRow[];
  readonly byTask: readonly TaskRow[];
  readonly byTeam: readonly TeamRow[];
  readonly byDay: readonly DayRow[];
  readonly byRule: readonly RuleRow[];
  readonly unpriced: readonly UnpricedRow[];
  readonly violations: readonly Violation[];
  /** Requests whose cached tokens cost the input price, because the row has no cache price. */
  readonly cacheAtInputPriceRequests: number;
  /** Requests priced by an observed book outside the dates it saw. */
  readonly extrapolatedRequests: number;
  /** Priced requests on both sides, and how many of them carry a recorded cost. */
  readonly comparableRequests: number;
  readonly comparableLoggedRequests: number;
};
