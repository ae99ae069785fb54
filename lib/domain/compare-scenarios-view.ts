import type { BookRef } from './book-ref';
import type { Condition, Route, Rule } from './policy';
import type { ScenarioSummary } from './scenario';
import type { Problem } from './scenario-view';
import type { Quality, ViolationKind } from './simulation';
import type { Waterfall } from './waterfall';

export const MAX_SCENARIOS = 6;

/** One thing in which a policy differs from another; `before` is the other's. */
export type PolicyDifference =
  | { readonly kind: 'rule added' | 'rule removed'; readonly rule: Rule }
  | { readonly kind: 'route'; readonly rule: string; readonly before: Route; readonly after: Route }
  | {
      readonly kind: 'condition';
      readonly rule: string;
      readonly before: Condition | undefined;
      readonly after: Condition | undefined;
    }
  | { readonly kind: 'order' }
  /** `part`: a part of the file beside its rules, such as `cache`; `key`: what of it. Values as the file has them. */
  | {
      readonly kind: 'setting';
      readonly part: 'cache' | 'serviceTier' | 'errors' | 'constraints' | 'assumptions';
      readonly key: string | null;
      readonly before: unknown;
      readonly after: unknown;
    };

/** A line of the plan's bill, in cents that add up; `share` is of the plan's bill in percent. */
export type SpendLine = { readonly label: string; readonly usd: number; readonly sharePct: number | null };

export type ViolationCount = {
  readonly kind: ViolationKind;
  readonly requests: number;
  readonly models: readonly string[];
};

/** A kept figure that is another one now. */
export type Drift = {
  readonly figure: keyof ScenarioSummary;
  readonly kept: number | null;
  readonly now: number | null;
};

/** How a scenario stands to the first one. `unlike`: why their bills must not be subtracted. */
export type FromFirst =
  | {
      readonly kind: 'explained';
      readonly waterfall: Waterfall;
      readonly isWithoutTerms: boolean;
      readonly ofRequests: number;
    }
  | { readonly kind: 'unlike'; readonly reasons: readonly string[] };

/** A saved scenario, computed anew with what was kept. Money is of `period`. */
export type ReadyScenario = {
  readonly kind: 'ready';
  readonly name: string;
  readonly workload: string;
  readonly note: string;
  readonly savedAtMs: number;
  readonly href: string;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly requests: number;
  readonly comparableRequests: number;
  readonly requestsPerDay: number | null;
  /** `logged`, or the instant whose prices hold; `isToday` where it moves with the clock. */
  readonly asOf: string;
  readonly isToday: boolean;
  readonly books: readonly BookRef[];
  /** Of them, those that have a later version by now. */
  readonly newerBooks: readonly string[];
  readonly period: 'month' | 'span';
  readonly todayUsd: number | null;
  readonly planUsd: number | null;
  readonly savingsUsd: number | null;
  readonly savingsPct: number | null;
  readonly pricedPct: number;
  readonly pricedTokensPct: number;
  readonly todayQuality: Quality;
  readonly quality: Quality;
  readonly violations: readonly ViolationCount[];
  readonly vendors: readonly SpendLine[];
  readonly models: readonly SpendLine[];
  /** Files added to the workload since it was saved. */
  readonly filesSince: number;
  readonly drift: readonly Drift[];
  /** From the first scenario's policy; empty for the first itself. */
  readonly differences: readonly PolicyDifference[];
  readonly isSamePolicy: boolean;
  /** From today's bill to the plan's; null where nothing is priced on both sides. */
  readonly waterfall: Waterfall | null;
  /** Null for the first. */
  readonly fromFirst: FromFirst | null;
};

export type ComparedScenario = ReadyScenario | (Problem & { readonly name: string });

export type CompareScenariosView = {
  readonly scenarios: readonly ComparedScenario[];
  /** What is saved, the latest first. */
  readonly saved: readonly { readonly name: string; readonly workload: string; readonly savedAtMs: number }[];
  /** Names asked for that are not saved. */
  readonly missing: readonly string[];
  /** Written names of the models that policies and violations speak of. */
  readonly names: { readonly [model: string]: string };
  /** In what the scenarios differ beside their plans, in words; empty where they are alike. */
  readonly unlike: readonly string[];
};
