import type { CellTable } from '@/lib/domain/cube';
import type { Policy } from '@/lib/domain/policy';
import type { ViolationKind } from '@/lib/domain/simulation';
import type { ServiceTier } from '@/lib/domain/usage';
import type { Leg, Target } from './compile-route';
import type { FitTest, Misfit } from './fit';
import type { CellPricer } from './price-cell';
import type { Unpriced } from './price-stack';
import type { Tally } from './tally';

/** Why a model is called: as its route's leg says, again after an error, or in place of one that failed. */
export type PlacementRole = Leg['role'] | 'retry' | 'fallback';

/** Calls that the plan sends to a model from one cell, and their bill. */
export type Placement = {
  readonly target: Target;
  readonly leg: Leg;
  readonly role: PlacementRole;
  /** How many times each call of the cell is billed. */
  readonly share: number;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number;
};

/** Why a leg has no bill. */
export type Unserved = { readonly unpriced: Unpriced; readonly model: string };

/** Bills a leg for all calls of a cell: adds what goes where to `into` and returns the model that answers first. */
export type Server = (
  leg: Leg,
  cell: number,
  tier: ServiceTier,
  sentShare: number,
  into: Placement[],
) => Target | Unserved;

type Candidates = {
  readonly fitting: readonly Target[];
  readonly misfit: { readonly target: Target; readonly kind: Misfit } | null;
};

/**
 * Bills legs: the first candidate that fits answers. With an error rate e, attempt k (the retries of the first
 * candidate, then its fallbacks) is reached with probability e^k and billed when it answers; the last one answers.
 */
export function createServer(
  table: CellTable,
  policy: Policy,
  fits: FitTest,
  priceCell: CellPricer,
  violations: Tally<ViolationKind>,
): Server {
  const { requests, inputTokens, outputTokens } = table.measures;
  const errorRate = policy.assumptions?.errorRate ?? 0;
  const retries = policy.errors?.retries ?? 0;

  const sort = (leg: Leg, cell: number): Candidates => {
    const fitting: Target[] = [];
    let misfit: Candidates['misfit'] = null;
    for (const target of leg.candidates) {
      const kind = fits(target, cell);
      if (kind !== null && kind !== 'fit unknown') {
        misfit ??= { target, kind };
        continue;
      }
      if (kind === 'fit unknown' && fitting.length === 0) violations.add(kind, target.name, cell);
      fitting.push(target);
      if (errorRate === 0) break;
    }
    return { fitting, misfit };
  };

  const place = (
    leg: Leg,
    cell: number,
    target: Target,
    role: PlacementRole,
    share: number,
    wholeUsd: number,
  ): Placement => {
    const calls = requests[cell] as number;
    const written =
      leg.outputTokens === null ? (outputTokens[cell] as number) * target.outputFactor : leg.outputTokens * calls;
    return {
      target,
      leg,
      role,
      share,
      requests: calls * share,
      inputTokens: (inputTokens[cell] as number) * target.inputFactor * share,
      outputTokens: written * share,
      usd: wholeUsd * share,
    };
  };

  return (leg, cell, tier, sentShare, into) => {
    const sure = errorRate === 0 ? leg.candidates[0] : undefined;
    if (sure !== undefined && fits(sure, cell) === null) {
      const usd = priceCell(sure, cell, tier, leg.outputTokens);
      if (typeof usd === 'string') return { unpriced: usd, model: sure.name };
      into.push(place(leg, cell, sure, leg.role, leg.share * sentShare, usd));
      return sure;
    }
    const { fitting, misfit } = sort(leg, cell);
    const first = fitting[0];
    if (first === undefined) {
      if (misfit === null) throw new Error('a leg of a route has no candidate');
      violations.add(misfit.kind, misfit.target.name, cell);
      return { unpriced: 'does not fit', model: misfit.target.name };
    }
    const attempts = errorRate === 0 ? fitting : [...new Array<Target>(retries).fill(first), ...fitting];
    for (let k = 0; k < attempts.length; k++) {
      const target = attempts[k] as Target;
      const wholeUsd = priceCell(target, cell, tier, leg.outputTokens);
      if (typeof wholeUsd === 'string') return { unpriced: wholeUsd, model: target.name };
      const isLast = k === attempts.length - 1;
      const share = errorRate ** k * (isLast ? 1 : 1 - errorRate) * leg.share * sentShare;
      const role = k === 0 ? leg.role : target === first ? 'retry' : 'fallback';
      into.push(place(leg, cell, target, role, share, wholeUsd));
    }
    return first;
  };
}
