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

export type ReadyExport = {
  readonly kind: 'ready';
  readonly workload: string | null;
  readonly plan: string;
  readonly query: string;
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
