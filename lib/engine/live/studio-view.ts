import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { ScenarioSummary } from '@/lib/domain/scenario';
import type { ShelfBook, StackComparison, StackEntry } from '@/lib/domain/scenario-view';
import type { Label } from '@/lib/domain/usage';
import type { StudioAnswer } from './answer';
import type { LiveInputs, Suppositions } from './live-inputs';
import type { SingleModelPoint } from './single-models';

/** The labels of a workload, and its models, as conditions may ask for them. */
export type WorkloadValues = { readonly [kind in Label | 'sourceModel']: readonly string[] };

/** What the Studio starts from: the answer as the server computed it, and what the browser computes the next ones with. */
export type StudioView = {
  readonly workload: { readonly name: string; readonly note: string };
  readonly workloads: readonly string[];
  /** What the address asked for; where it asks for anything else of these, the server must be asked again. */
  readonly asked: {
    readonly w: string | null;
    readonly policy: string | null;
    readonly books: readonly string[] | null;
    readonly asOf: string;
  };
  readonly policy: Policy;
  /** The stack as the address has it, and the versions in force. */
  readonly stackRefs: readonly string[];
  readonly books: readonly { readonly name: string; readonly version: string }[];
  /** `logged` or ISO. */
  readonly asOf: string;
  readonly suppositions: Suppositions;
  readonly answer: StudioAnswer;
  /** Of all that the answer was computed from, suppositions aside. */
  readonly hash: string;
  readonly live: LiveInputs;
  /** Models that a plan may use where a person names none. */
  readonly candidates: readonly string[];
  /** Models to replay alone, and where each of them lands. */
  readonly singles: readonly OfferId[];
  readonly points: readonly SingleModelPoint[];
  readonly stack: readonly StackEntry[];
  /** The same scenario without the stack's contracts, then with them; null where it has none or prices are supposed. */
  readonly comparison: StackComparison | null;
  readonly values: WorkloadValues;
  /** Models a person is likely to want: the templates', the log's dearest. */
  readonly suggested: readonly string[];
  /** What the log itself says a day is; null where it cannot say. */
  readonly requestsPerDay: number | null;
  readonly shelf: readonly ShelfBook[];
  readonly templates: readonly {
    readonly id: string;
    readonly group: string;
    readonly title: string;
    readonly description: string;
    readonly key: string | null;
    readonly leavesOut: string | null;
    readonly policy: Policy;
    readonly books: readonly string[];
  }[];
  readonly saved: {
    readonly scenarios: readonly {
      readonly id: number;
      readonly name: string;
      readonly workload: string;
      readonly summary: ScenarioSummary;
      readonly savedAtMs: number;
      readonly href: string;
    }[];
    readonly policies: readonly string[];
  };
};
