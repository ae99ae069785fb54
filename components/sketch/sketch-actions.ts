import type { BillSketch, SketchRow } from '@/lib/domain/sketch';
import type { SketchTotals } from '@/lib/domain/sketch-view';

type Answer<Value> =
  | { readonly value: Value; readonly error: null }
  | { readonly value: null; readonly error: string; readonly code: string | null };

/** What the sketch form asks of the server. */
export type SketchActions = {
  readonly total: (rows: readonly SketchRow[], query: string) => Promise<Answer<SketchTotals>>;
  readonly fromBill: (bill: BillSketch, query: string) => Promise<Answer<SketchRow>>;
  /** The number of requests that the workload holds then. */
  readonly create: (request: {
    readonly workload: string;
    readonly rows: readonly SketchRow[];
  }) => Promise<Answer<number>>;
};
