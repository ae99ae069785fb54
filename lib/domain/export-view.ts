import type { RollOut } from './roll-out';
import type { PlanLink, Problem } from './scenario-view';

export type ExportedFile = { readonly path: string; readonly text: string };

/** What a gateway gets, what it cannot do, and what the caller must do. */
export type ExportedPlan = {
  readonly files: readonly ExportedFile[];
  readonly notExpressed: readonly { readonly place: string; readonly why: string }[];
  readonly callerContract: readonly string[];
  readonly env: readonly string[];
};

export type ExportTarget = { readonly id: string; readonly title: string };

/** The plan's steps in the order in which to make them; USD and counts are of the log's span. */
export type ExportRollOut = {
  readonly rollOut: RollOut;
  readonly names: { readonly [model: string]: string };
  /** What USD of the log's span are multiplied by to be a month's; 1 where a month is not known. */
  readonly usdFactor: number;
  readonly period: 'month' | 'span';
};

export type ReadyExport = {
  readonly kind: 'ready';
  readonly workload: string | null;
  readonly plan: string;
  readonly query: string;
  /** How many steps of the roll-out the files hold; null: the whole plan. */
  readonly step: number | null;
  /** Opens in the Studio what the files hold. */
  readonly studioQuery: string;
  /** Null where no workload or no price tells an order. */
  readonly rollOut: ExportRollOut | null;
  readonly target: ExportTarget;
  readonly targets: readonly ExportTarget[];
  readonly policyText: string;
  readonly result: ExportedPlan | Problem;
};

export type ExportPreview =
  | ReadyExport
  | {
      readonly kind: 'no plan';
      readonly workload: string | null;
      readonly query: string;
      readonly saved: readonly PlanLink[];
    };
