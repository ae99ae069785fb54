'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { Policy, Route } from '@/lib/domain/policy';
import type { FactorPair } from '@/lib/domain/token-factor';
import { encodePolicy } from '@/lib/schema/policy-url';

const SETTLE_MS = 500;

/** What decides between which models calls move; shares and weights do not, so that a drag asks nothing anew. */
function routingOf(policy: Policy): Policy {
  const plain = (route: Route): Route => {
    if ('split' in route) return { ...route, split: route.split.map(({ model }) => ({ model, weight: 1 })) };
    if ('cascade' in route)
      return {
        cascade: route.cascade.map(({ model }) => ({ model })),
        ...(route.judge === undefined ? {} : { judge: { model: route.judge.model } }),
        ...(route.fallback === undefined ? {} : { fallback: route.fallback }),
      };
    return route;
  };
  return {
    waybill: 1,
    name: 'routing',
    rules: policy.rules.map((rule) => ({ ...rule, route: plain(rule.route) })),
    otherwise: plain(policy.otherwise),
  };
}

async function load(path: string): Promise<readonly FactorPair[]> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`the token factors could not be read (${response.status})`);
  const { pairs } = (await response.json()) as { readonly pairs: readonly FactorPair[] };
  return pairs;
}

export type FactorsState = 'measuring' | 'failed' | readonly FactorPair[];

/** What is known of the token factors of a plan's pairs; asked anew when its routing changes, the old answer kept meanwhile. */
export function useFactors(workload: string, policy: Policy, stack: readonly string[]): FactorsState {
  const path = useMemo(() => {
    const books = stack.map(encodeURIComponent).join(',');
    return `/studio/factors?w=${encodeURIComponent(workload)}&books=${books}&p=${encodePolicy(routingOf(policy))}`;
  }, [workload, policy, stack]);
  const [settled] = useDebouncedValue(path, SETTLE_MS);
  const [state, setState] = useState<FactorsState>('measuring');
  useEffect(() => {
    let isCurrent = true;
    load(settled).then(
      (pairs) => isCurrent && setState(pairs),
      () => isCurrent && setState('failed'),
    );
    return () => {
      isCurrent = false;
    };
  }, [settled]);
  return state;
}
