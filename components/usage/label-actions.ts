import type { LabelRule } from '@/lib/domain/label-rule';
import type { LabelPreview } from '@/lib/domain/label-view';

type Answer<Value> = { readonly value: Value; readonly error: null } | { readonly value: null; readonly error: string };
type Request = { readonly workload: string; readonly rules: readonly LabelRule[] };

/** What the Labels panel asks of the server. */
export type LabelActions = {
  readonly preview: (request: Request, query: string) => Promise<Answer<LabelPreview>>;
  readonly apply: (
    request: Request,
  ) => Promise<Answer<{ readonly rules: number; readonly labelled: number; readonly requests: number }>>;
};
