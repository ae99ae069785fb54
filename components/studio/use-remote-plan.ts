import { useEffect, useRef, useState } from 'react';
import type { PlanAnswer } from '@/lib/domain/plan';
import { baseOf } from '@/lib/engine/live/plan-finder';
import { writeSupposedPrices } from '@/lib/engine/live/supposed-prices';
import { useLive } from './live-state';
import { useStudio } from './studio-state';
import { needsSolver, ownName } from './use-planner';

const ASK_MS = 350;

export type RemotePlan =
  | { readonly state: 'off' }
  | { readonly state: 'asking' }
  | { readonly state: 'failed'; readonly why: string }
  | { readonly state: 'answered'; readonly answer: PlanAnswer };

const OFF: RemotePlan = { state: 'off' };
const ASKING: RemotePlan = { state: 'asking' };

/**
 * Asks the server's solver for the plan where whole numbers or shares of the bill are limited, a moment after the last
 * change; the plan that comes back is taken as it is.
 */
export function useRemotePlan(): RemotePlan {
  const { view, params, planner, suppositions, showParams } = useLive();
  const { policy, stack } = useStudio();
  const [plan, setPlan] = useState<{ readonly key: string; readonly plan: RemotePlan } | null>(null);
  const { floor } = params;
  const isWanted = floor !== null && needsSolver(planner.limits);
  const body = isWanted
    ? JSON.stringify({
        workload: view.workload.name,
        base: { ...baseOf(policy), name: ownName(policy) ?? 'Cheapest plan' },
        candidates: planner.ask.candidates,
        by: planner.ask.by,
        certainty: planner.ask.certainty,
        limits: planner.limits,
        floor,
        asOf: params.asOf,
        books: stack,
        price: writeSupposedPrices(suppositions.prices) ?? [],
      })
    : '';
  const taken = useRef({ body: '', show: showParams });
  taken.current.show = showParams;
  useEffect(() => {
    if (body === '' || taken.current.body === body) return;
    const asking = new AbortController();
    const timer = setTimeout(async () => {
      setPlan({ key: body, plan: { state: 'asking' } });
      try {
        const response = await fetch('/api/plan', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body,
          signal: asking.signal,
        });
        const said = (await response.json()) as { readonly answer: PlanAnswer; readonly error?: string };
        if (!response.ok) throw new Error(said.error ?? 'the plan could not be looked for');
        taken.current.body = body;
        setPlan({ key: body, plan: { state: 'answered', answer: said.answer } });
        if (said.answer.status === 'optimal') taken.current.show({}, said.answer.policy);
      } catch (cause) {
        if (asking.signal.aborted) return;
        setPlan({ key: body, plan: { state: 'failed', why: cause instanceof Error ? cause.message : String(cause) } });
      }
    }, ASK_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [body]);
  if (!isWanted) return OFF;
  return plan?.key === body ? plan.plan : ASKING;
}
