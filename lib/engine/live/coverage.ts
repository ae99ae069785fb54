import type { CellTable } from '@/lib/domain/cube';
import type { Condition, Policy } from '@/lib/domain/policy';
import { containsCuts } from '../cuts';
import { cutsForPlan, modelsOfPolicy } from '../plan-cuts';
import type { LiveContext } from './live-context';
import type { LiveInputs } from './live-inputs';

/** `exact`: the cells tell apart all that the policy asks; `approximate`: a size or date inside a cell is asked. */
export type Coverage = 'exact' | 'approximate' | 'names missing' | 'hours missing';

function sourceModelsOf(condition: Condition | undefined): string[] {
  return condition === undefined ? [] : [...(condition.sourceModel ?? []), ...sourceModelsOf(condition.not)];
}

/** Every name that a replay of a policy resolves. */
export function namesOfPolicy(policy: Policy): string[] {
  const factors = (policy.assumptions?.factors ?? []).flatMap(({ from, to }) => [from, to]);
  return [...new Set([...modelsOfPolicy(policy), ...factors].map((name) => name.trim()))].filter((name) => name !== '');
}

/** Whether the inputs hold every name a policy resolves. */
export function holdsNames(inputs: Pick<LiveInputs, 'offerOf'>, policy: Policy): boolean {
  return namesOfPolicy(policy).every((name) => Object.hasOwn(inputs.offerOf, name));
}

/** Logged names that a policy's conditions ask for; they are compared as text and need no book. */
export function sourcesAsked(policy: Policy): string[] {
  return [...policy.rules, ...(policy.cache ?? []), ...(policy.serviceTier ?? [])].flatMap(({ when }) =>
    sourceModelsOf(when),
  );
}

/** How far a cube and its inputs answer for a policy. */
export function coverageOf(policy: Policy, table: CellTable, live: LiveContext): Coverage {
  if (!holdsNames(live.inputs, policy)) return 'names missing';
  const sources = [...new Set(table.labels.model.flatMap((name) => live.resolve(name)?.offerId ?? []))];
  const wanted = cutsForPlan(sources, policy, live.resolve, live.stackFor([]));
  const dated = live.inputs.asOf === 'logged' ? wanted : { ...wanted, dateEdgesMs: [] };
  if (containsCuts(table.cuts, dated)) return 'exact';
  const clocksOnly = { sizeEdges: [], dateEdgesMs: [], clocks: wanted.clocks };
  return containsCuts(table.cuts, clocksOnly) ? 'approximate' : 'hours missing';
}
