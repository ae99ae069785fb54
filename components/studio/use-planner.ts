import { useCallback, useEffect, useMemo, useRef } from 'react';
import { WaybillError } from '@/lib/domain/errors';
import type { PlanLimits } from '@/lib/domain/plan';
import type { Policy } from '@/lib/domain/policy';
import type { Suppositions } from '@/lib/engine/live/live-inputs';
import {
  baseOf,
  bestPlan,
  type FoundPlan,
  findFrontier,
  type PlanAsk,
  planAtFloor,
} from '@/lib/engine/live/plan-finder';
import type { StudioView } from '@/lib/engine/live/studio-view';
import type { Frontier } from '@/lib/engine/optimise/frontier';
import type { AllParams } from './live-state';
import type { LiveAnswer } from './use-live-answer';

const MAX_KNOWN = 8;

export type FrontierState =
  | { readonly state: 'waiting' }
  | { readonly state: 'refused'; readonly why: string }
  | { readonly state: 'found'; readonly frontier: Frontier };

export function limitsOf({ kmax, one }: AllParams, policy: Policy): PlanLimits {
  const shares = policy.constraints?.vendorShareAtMost;
  return {
    ...(kmax === null ? {} : { modelsAtMost: kmax }),
    ...(one ? { oneModelPerTask: true } : {}),
    ...(shares === undefined ? {} : { vendorShareAtMost: shares }),
  };
}

/** Whole numbers and shares of the bill are no matter for the hulls: they are asked of the server's solver. */
export const needsSolver = (limits: PlanLimits) => Object.keys(limits).length > 0;

/** A name that a person gave stays; the one of a found plan says what it keeps and changes with it. */
export const ownName = ({ name }: Policy) =>
  /^(Cheapest plan|Keep every model)/.test(name) || name === '' ? null : name;

export type Planner = {
  readonly ask: PlanAsk;
  readonly limits: PlanLimits;
  /** Of the plans on the present base; not looked for before someone asks. */
  readonly frontier: (policy?: Policy) => FrontierState;
  /** The cheapest plan that keeps a floor, or where none does the best there is. */
  readonly planAt: (floor: number, policy?: Policy) => FoundPlan | null;
};

type Inputs = {
  readonly view: StudioView;
  readonly replay: LiveAnswer['replay'];
  readonly params: AllParams;
  readonly policy: Policy;
  readonly prices: Suppositions['prices'];
};

/** Looks for plans among the candidates with the cells at hand; what was found for a base and its prices is kept. */
export function usePlanner({ view, replay, params, policy, prices }: Inputs): Planner {
  const ask = useMemo(
    (): PlanAsk => ({ candidates: params.cand ?? view.candidates, by: params.by, certainty: params.sure }),
    [params.cand, view.candidates, params.by, params.sure],
  );
  const limits = useMemo(() => limitsOf(params, policy), [params, policy]);
  const known = useRef({ of: replay, frontiers: new Map<string, FrontierState>() });
  if (known.current.of !== replay) known.current = { of: replay, frontiers: new Map() };

  const frontier = useCallback(
    (of: Policy = policy): FrontierState => {
      if (replay === null || !ask.candidates.every((name) => Object.hasOwn(replay.context.inputs.offerOf, name.trim())))
        return { state: 'waiting' };
      const base = baseOf(of);
      const key = JSON.stringify([base, ask, prices]);
      const { frontiers } = known.current;
      const found = frontiers.get(key);
      if (found !== undefined) return found;
      let made: FrontierState;
      try {
        made = { state: 'found', frontier: findFrontier(replay.table, replay.context, base, ask, prices) };
      } catch (cause) {
        if (!(cause instanceof WaybillError)) throw cause;
        made = { state: 'refused', why: cause.message };
      }
      if (frontiers.size >= MAX_KNOWN) frontiers.delete(frontiers.keys().next().value as string);
      frontiers.set(key, made);
      return made;
    },
    [replay, ask, prices, policy],
  );
  const planAt = useCallback(
    (floor: number, of: Policy = policy) => {
      const found = frontier(of);
      if (found.state !== 'found') return null;
      const name = ownName(of);
      return planAtFloor(found.frontier, floor, name) ?? bestPlan(found.frontier, floor, name);
    },
    [frontier, policy],
  );
  return useMemo(() => ({ ask, limits, frontier, planAt }), [ask, limits, frontier, planAt]);
}

/** While a floor is set the rules follow from it: they are looked for again when what they rest on has changed. */
export function useKeptFloor(
  { view, replay, params, policy, prices }: Inputs,
  planner: Planner,
  keep: (policy: Policy) => void,
): void {
  const { floor } = params;
  const { ask, limits, planAt } = planner;
  const key = JSON.stringify([floor, baseOf(policy), ask, limits, prices, view.live.asOf, view.stackRefs]);
  // An address that asks for a floor and names no plan is still to be answered.
  const settled = useRef(params.p === null && params.policy === null ? '' : key);
  useEffect(() => {
    if (key === settled.current || replay === null) return;
    settled.current = key;
    if (floor === null || needsSolver(limits)) return;
    const plan = planAt(floor);
    if (plan !== null && JSON.stringify(plan.policy) !== JSON.stringify(policy)) keep(plan.policy);
  }, [key, replay, floor, limits, planAt, policy, keep]);
}
