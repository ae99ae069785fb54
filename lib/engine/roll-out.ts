import type { CellTable } from '@/lib/domain/cube';
import type { Policy, Route } from '@/lib/domain/policy';
import type { RollOut, RollOutStep } from '@/lib/domain/roll-out';
import { evaluateCells, isCacheHit } from './evaluate';
import { groupBy } from './group-by';
import type { ReplayContext } from './replay-context';
import { cellsWhere, isComparable, type ReplaySums, sumReplay } from './replay-sums';
import { riskOf, type StepRisk } from './roll-out-risk';
import { planStages } from './roll-out-stages';

export type RollOutOptions = {
  /** Blast radius by task; 1 where it is not named. */
  readonly weights: { readonly [task: string]: number };
  /** How far the share of good answers may fall and still pass, as a part of 1. */
  readonly margin: number;
  /** What a count over the log's span is multiplied by to be one day's; null where nobody knows. */
  readonly dailyFactor: number | null;
};

type Draft = {
  readonly step: Omit<RollOutStep, 'afterwards'>;
  readonly sums: ReplaySums;
  readonly risk: StepRisk;
};

const RANKS = { 'same model': -1, safe: 0, known: 1, unknown: 2 } as const;

function rankOf({ risk, kind }: Draft['step']): number {
  if (kind === 'same model') return RANKS[kind];
  return risk === null ? RANKS.unknown : risk === 0 ? RANKS.safe : RANKS.known;
}

/**
 * First what changes no model: the policy file brings it with the first step. Then no risk, then by savings for each
 * unit of risk, then what nobody can judge; in each the largest saving first.
 */
function compareDrafts(a: Draft, b: Draft): number {
  const rank = rankOf(a.step) - rankOf(b.step);
  if (rank !== 0) return rank;
  const perRisk = (b.step.usdPerRisk ?? 0) - (a.step.usdPerRisk ?? 0);
  return perRisk || b.step.savingsUsd - a.step.savingsUsd;
}

const NO_RISK = { risk: 0, unknown: null, worstFall: 0 } as const;

/**
 * The plan as a list of changes, in the order in which to make them: one for each rule and logged model, by savings for
 * each unit of quality risk (`riskOf`). The savings of all steps add up to the plan's, before volume discounts and
 * commitments; a step that changes no bill and no route is left out. The worst case of the quality adds up the worst of
 * every step, so it lies below the plan's own interval. Throws an Error as `evaluateCells` does.
 */
export function planRollOut(
  table: CellTable,
  context: ReplayContext,
  { weights, margin, dailyFactor }: RollOutOptions,
): RollOut {
  const { policy, resolve } = context;
  const evaluation = evaluateCells(table, { ...context, onCharge: undefined });
  const comparable = cellsWhere(table, (cell) => !isCacheHit(table, cell) && isComparable(evaluation, cell));
  const total = sumReplay(table, evaluation, comparable);
  const sourceOf = (cell: number) => evaluation.sourceModel[table.dimensions.model[cell] as number] ?? '';
  const isStaying = (route: Route, source: string) =>
    'keep' in route || ('model' in route && resolve(route.model)?.offerId === source);

  const draft = (cells: readonly number[]): Draft[] => {
    const [first = 0] = cells;
    const { id: rule, route: to } = policy.rules[evaluation.rule[first] as number] ?? {
      id: 'otherwise',
      route: policy.otherwise,
    };
    const source = sourceOf(first);
    const sums = sumReplay(table, evaluation, cells);
    const savingsUsd = sums.todayUsd - sums.planUsd;
    const isSame = isStaying(to, source);
    if (isSame && savingsUsd === 0) return [];
    const judged = riskOf(table, evaluation, cells, weights);
    const risk = isSame ? { ...judged, ...NO_RISK, quality: { ...judged.quality, worstFall: 0 } } : judged;
    const perDay = dailyFactor === null ? null : sums.requests * dailyFactor;
    const step: Draft['step'] = {
      rule,
      source,
      to,
      kind: isSame ? 'same model' : 'route',
      requests: sums.requests,
      savingsUsd,
      quality: risk.quality,
      risk: risk.risk,
      unknown: risk.unknown,
      usdPerRisk: risk.risk === null || risk.risk === 0 ? null : savingsUsd / risk.risk,
      stages: isSame ? null : planStages(risk.quality.before, margin, sums.planUsd / sums.requests, perDay),
    };
    return [{ step, sums, risk }];
  };

  const keyOf = (cell: number) => `${evaluation.rule[cell]}\n${sourceOf(cell)}`;
  const drafts = [...groupBy(comparable, keyOf).values()].flatMap(draft).sort(compareDrafts);

  let savingsUsd = 0;
  let score = total.bothTodayScore;
  let worst: number | null = total.bothTodayScore;
  const relativeTo = (sum: number | null) =>
    sum === null || total.bothTodayScore === 0 ? null : sum / total.bothTodayScore;
  const steps = drafts.map(({ step, risk }): RollOutStep => {
    savingsUsd += step.savingsUsd;
    score += step.kind === 'same model' ? 0 : risk.planScore - risk.todayScore;
    worst = worst === null || risk.worstFall === null ? null : worst - risk.worstFall;
    const savingsPct = total.todayUsd === 0 ? null : (100 * savingsUsd) / total.todayUsd;
    return {
      ...step,
      afterwards: { savingsUsd, savingsPct, relative: relativeTo(score), worstRelative: relativeTo(worst) },
    };
  });
  return { steps, todayUsd: total.todayUsd, savingsUsd: total.todayUsd - total.planUsd, margin };
}

/** The plan with the routes of some steps not yet changed: their calls stay on their own models. */
export function withoutSteps(policy: Policy, steps: readonly Pick<RollOutStep, 'rule' | 'source'>[]): Policy {
  const heldOf = groupBy(steps, ({ rule }) => rule);
  const hold = (id: string, when: Policy['rules'][number]['when']): Policy['rules'] => {
    const held = heldOf.get(id);
    if (held === undefined) return [];
    const sourceModel = held.map(({ source }) => source);
    return [{ id: `${id}-not-yet`, when: { ...when, sourceModel }, route: { keep: true } }];
  };
  return {
    ...policy,
    rules: [...policy.rules.flatMap((rule) => [...hold(rule.id, rule.when), rule]), ...hold('otherwise', undefined)],
  };
}

/** The plan when the first `count` steps of its order are done; with all of them it is the plan itself. */
export function policyAfter(policy: Policy, steps: readonly RollOutStep[], count: number): Policy {
  const later = steps.slice(count).filter(({ kind }) => kind === 'route');
  return later.length === 0 ? policy : withoutSteps(policy, later);
}
