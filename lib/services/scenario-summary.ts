import type { ScenarioSummary } from '@/lib/domain/scenario';
import type { ScenarioView } from './view-scenario';

/** The figures that are kept: a month's where the scale is known, else none, since a span is no month. */
export function summariseScenario({ scale, month, simulation }: ScenarioView): ScenarioSummary {
  return {
    repricedUsdPerMonth: scale.known ? month.repricedUsd : null,
    planUsdPerMonth: scale.known ? month.planUsd : null,
    savingsPct: month.savingsPct,
    pricedPct: simulation.pricedPct,
    planQuality: simulation.plan.quality.value,
  };
}
