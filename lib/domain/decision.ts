import type { PlanCheck, PlanPoint } from './plan';
import type { Policy } from './policy';
import type { AccessFact } from './price';
import type { PlanLink } from './scenario-view';

/** Post D's volume classes, in tokens a day: under 100K, up to 1M, up to 10M, over 10M. */
export const VOLUME_CLASSES = ['small', 'middle', 'large', 'huge'] as const;
export type VolumeClass = (typeof VOLUME_CLASSES)[number];

/** How bad an error is: 1 nobody notices, 5 it reaches every customer or cannot be taken back. */
export const BLAST_RADII = [1, 2, 3, 4, 5] as const;

/** What the guided start lets a task do: stay, move to a model that is no worse, or move freely above the floor. */
export const STANCES = ['stays', 'guarded', 'free'] as const;
export type Stance = (typeof STANCES)[number];

/** A task as the guided start asks about it; the task is '' where the log gives none. */
export type DecisionTask = {
  readonly task: string;
  readonly requests: number;
  /** Null where the log cannot say what a day is. */
  readonly tokensPerDay: number | null;
  readonly volume: VolumeClass | null;
  /** Of today's bill; null where nothing of the task has a price. */
  readonly usdPct: number | null;
  readonly needs: readonly string[];
  /** What judges it, in words; none: its calls stay. */
  readonly judges: readonly string[];
  readonly blastRadius: number;
  /** Blast radius × tokens a day: where an error and a dollar count most. */
  readonly exposure: number | null;
  readonly stance: Stance;
};

/** How much code is tied to one vendor, and the days that each of it takes to move. */
export type ExitSurface = {
  readonly callSites: number;
  readonly prompts: number;
  readonly fineTunes: number;
  readonly daysPerCallSite: number;
  readonly daysPerPrompt: number;
  readonly daysPerFineTune: number;
};

/** What the person rules out. Empty lists and null ask for nothing. Shares are of the plan's spend, 0 to 1. */
export type LockInAnswers = {
  readonly vendorShareAtMost: { readonly [vendor: string]: number };
  readonly openWeights: boolean;
  readonly access: { readonly [fact in AccessFact]?: readonly string[] };
  readonly residency: string | null;
  readonly originNotIn: readonly string[];
};

/** The access facts that the guided start asks about. */
export const ASKED_ACCESS = ['payment', 'geography', 'apiShape'] as const satisfies readonly AccessFact[];

export type VendorToday = {
  readonly vendor: string;
  readonly name: string;
  /** Of today's bill, in percent. */
  readonly usdPct: number;
  /** What it takes to buy from it; null where nobody says. */
  readonly access: { readonly [fact in AccessFact]?: string } | null;
  /** True where all its models in the log have open weights, null where that is not known. */
  readonly openWeights: boolean | null;
};

export type StartView = {
  readonly tasks: readonly DecisionTask[];
  readonly tokensPerDay: number | null;
  readonly volume: VolumeClass | null;
  readonly vendors: readonly VendorToday[];
  readonly accessChoices: { readonly [fact in (typeof ASKED_ACCESS)[number]]: readonly string[] };
  readonly origins: readonly string[];
};

/** The plan that the answers make; USD of a month where `isMonth`, else of the log's span. */
export type DecidedPlan =
  | {
      readonly status: 'made';
      readonly policy: Policy;
      readonly point: PlanPoint;
      readonly check: PlanCheck;
      readonly binding: string | null;
      readonly isMonth: boolean;
      readonly todayUsd: number;
      readonly planUsd: number;
      /** Rounded down to a cent. */
      readonly savingsUsd: number;
      /** Some book has volume discounts, commitments or fees: the figures have them, the plan was chosen without. */
      readonly isApproximate: boolean;
      readonly names: { readonly [offerId: string]: string };
      readonly studio: PlanLink;
    }
  | { readonly status: 'infeasible'; readonly binding: string };
