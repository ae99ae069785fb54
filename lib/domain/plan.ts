import type { Interval } from './evidence';
import type { Policy } from './policy';

/** What tells the requests of two groups apart beside task, language (where it changes the benchmark) and needs. */
export const PLAN_DIMENSIONS = ['task', 'size'] as const;
export type PlanDimension = (typeof PLAN_DIMENSIONS)[number];

/** Whether a floor holds for the scores as measured, or for their one-sided 95 % lower bounds. */
export const CERTAINTIES = ['estimate', 'bound'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** What a plan may use and must keep; `base` gives cache, service tiers, errors, constraints and assumptions. */
export type PlanRequest = {
  readonly base: Policy;
  /** Offer ids or names. Staying on the logged model is always a choice, unless a constraint forbids it. */
  readonly candidates: readonly string[];
  readonly by: readonly PlanDimension[];
  readonly certainty: Certainty;
  /** Blast radius: how much an error in a task weighs; 1 where it is not named. */
  readonly weights: { readonly [task: string]: number };
};

/** What whole-number and shared constraints ask beside the floor. Shares are of the plan's spend, by vendor. */
export type PlanLimits = {
  readonly modelsAtMost?: number;
  readonly oneModelPerTask?: boolean;
  readonly vendorShareAtMost?: { readonly [vendor: string]: number };
};

/**
 * A plan on the frontier. `usd` is over the log's span; `quality` the mean score of the requests judged today, 0 to 1,
 * errors weighed by task; `relative` that as a share of today's over the same requests. Under the certainty `bound`
 * both count lower bounds where calls move to another model. `interval`: the 95 % interval of `relative`, where it is known.
 */
export type PlanPoint = {
  readonly usd: number;
  readonly quality: number;
  readonly relative: number;
  /** No policy made of the candidates costs less at this quality: the Lagrangian dual's value. */
  readonly boundUsd: number;
  readonly interval: Interval | null;
};

/** What an independent replay of a plan says of it. `differences` is empty where it agrees. */
export type PlanCheck = {
  readonly isKept: boolean;
  readonly usd: number | null;
  readonly relative: number | null;
  readonly differences: readonly string[];
};

export type PlanAnswer =
  | {
      readonly status: 'optimal';
      readonly point: PlanPoint;
      readonly policy: Policy;
      readonly check: PlanCheck;
      /** The constraint that costs most to keep, in words; null where none binds. */
      readonly binding: string | null;
    }
  | {
      readonly status: 'infeasible';
      /** Names the constraint that cannot be kept, and how near one can come. */
      readonly binding: string;
    };
