import type { Route } from './policy';

/** Why nobody can say how much worse a step's answers may be. */
export type UnknownRisk = 'no evidence' | 'no sample';

/** Copies of calls go to the new route as well; only the old one answers. */
export type ShadowStage = {
  /** Calls to compare, at most: answers to the same call differ less than those to different ones. */
  readonly calls: number;
  /** What the copies cost. */
  readonly usd: number;
  /** Null where nobody knows how many calls a day there are. */
  readonly days: number | null;
};

/** A share of the calls is answered by the new route. */
export type CanaryStage = {
  readonly share: number;
  readonly callsPerArm: number;
  readonly days: number | null;
};

/** The stages of a step, and the share of good answers that their sample size was computed from. */
export type RollOutStages = {
  readonly reference: number;
  /** No score is known: half of the answers good asks for the largest sample. */
  readonly isReferenceAssumed: boolean;
  readonly shadow: ShadowStage;
  readonly canary: CanaryStage;
};

/** Where the whole workload stands once a step and all before it are done. */
export type RollOutTotals = {
  readonly savingsUsd: number;
  readonly savingsPct: number | null;
  /** Quality relative to today's: as measured, and the worst that the 95 % intervals allow. */
  readonly relative: number | null;
  readonly worstRelative: number | null;
};

/** Calls of one logged model under one rule of the plan. USD and counts are of the log's span. */
export type RollOutStep = {
  readonly rule: string;
  /** Offer id, or the logged name where that is unknown. */
  readonly source: string;
  readonly to: Route;
  /** `same model`: cache, service tier or overhead change the bill, and the answers come from where they did. */
  readonly kind: 'route' | 'same model';
  readonly requests: number;
  readonly savingsUsd: number;
  /** Mean scores of the calls judged on both sides, 0 to 1, and the upper end of the 95 % interval of their fall. */
  readonly quality: {
    readonly before: number | null;
    readonly after: number | null;
    readonly worstFall: number | null;
  };
  /** Calls × blast radius × how far the share of good answers may fall; null where unknown. */
  readonly risk: number | null;
  readonly unknown: UnknownRisk | null;
  /** Savings for each unit of risk; null where there is no risk or none is known. */
  readonly usdPerRisk: number | null;
  readonly afterwards: RollOutTotals;
  /** Null where the answers do not change. */
  readonly stages: RollOutStages | null;
};

export type RollOut = {
  readonly steps: readonly RollOutStep[];
  readonly todayUsd: number;
  readonly savingsUsd: number;
  /** How far the share of good answers may fall and still pass, as a part of 1. */
  readonly margin: number;
};
