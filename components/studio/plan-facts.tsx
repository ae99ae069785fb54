'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { EvidenceLine } from '@/lib/domain/evidence';
import type { Violation } from '@/lib/domain/simulation';
import type { WorkloadValues } from './condition-editor';

/** What the editors of a plan know of the log and of its last answer. */
export type PlanFacts = {
  readonly workload: string;
  readonly values: WorkloadValues;
  /** Models a person is likely to want, first in every picker. */
  readonly suggested: readonly string[];
  readonly evidence: readonly EvidenceLine[];
  readonly violations: readonly Violation[];
  /** Some cascade rests on models that were not judged on the same items. */
  readonly assumesIndependence: boolean;
};

const PlanFactsContext = createContext<PlanFacts | null>(null);

export function PlanFactsProvider({ facts, children }: { readonly facts: PlanFacts; readonly children: ReactNode }) {
  return <PlanFactsContext value={facts}>{children}</PlanFactsContext>;
}

export function usePlanFacts(): PlanFacts {
  const facts = useContext(PlanFactsContext);
  if (facts === null) throw new Error('usePlanFacts is for components inside PlanFactsProvider');
  return facts;
}
