import type { CellTable } from '@/lib/domain/cube';
import type { Interval } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { Assumptions, Policy, Route, TokenFactor } from '@/lib/domain/policy';
import type { Assumption, Swing } from '@/lib/domain/sensitivity';
import { type Evaluation, isCacheHit } from './evaluate';
import { getOrCreate } from './get-or-create';
import { compileCondition } from './match';
import { cutsForPlan, modelsOfRoute } from './plan-cuts';
import type { ReplayContext } from './replay-context';
import { cellsWhere } from './replay-sums';

export type MeasuredRange = (assumption: Assumption) => Interval | null;

/** An assumption to move, the cells it touches and the replay at a value of it. */
export type Variation = Pick<Swing, 'assumption' | 'value' | 'range' | 'origin' | 'isApproximate'> & {
  readonly cells: readonly number[];
  /** Bills and scores are linear in it. */
  readonly isLinear: boolean;
  readonly at: (value: number) => Partial<Pick<ReplayContext, 'policy' | 'evidence'>>;
};

const FACTOR_SHARE = 0.1;
const HIT_RATE_EITHER_WAY = 0.1;
const LEAST_ERROR_RATE = 0.05;
const LEAST_JUDGE_ERROR_RATE = 0.1;
/** A judge that errs more often is worse than a coin. */
const MOST_JUDGE_ERROR_RATE = 0.5;

type Pair = { readonly from: OfferId; readonly to: OfferId; readonly cells: number[] };

function routeAt(policy: Policy, rule: number): Route {
  return policy.rules[rule]?.route ?? policy.otherwise;
}

/** Every pair of models that a rule moves calls between, with the cells it concerns. */
function listPairs(table: CellTable, { policy, resolve }: ReplayContext, evaluation: Evaluation): Pair[] {
  const sources = table.labels.model.map((name) => resolve(name)?.offerId ?? null);
  const targets = [...policy.rules.map(({ route }) => route), policy.otherwise].map((route) => [
    ...new Set(modelsOfRoute(route).flatMap((name) => resolve(name)?.offerId ?? [])),
  ]);
  const pairs = new Map<string, Pair>();
  for (let cell = 0; cell < table.length; cell++) {
    const from = sources[table.dimensions.model[cell] as number] ?? null;
    if (from === null || isCacheHit(table, cell)) continue;
    for (const to of targets[evaluation.rule[cell] as number] ?? [])
      if (to !== from) getOrCreate(pairs, `${from}\n${to}`, () => ({ from, to, cells: [] })).cells.push(cell);
  }
  return [...pairs.values()];
}

function withAssumptions(policy: Policy, patch: Partial<Assumptions>): { readonly policy: Policy } {
  return { policy: { ...policy, assumptions: { ...policy.assumptions, ...patch } } };
}

/** The first factor that names a pair counts. */
function withFactor(policy: Policy, factor: TokenFactor): { readonly policy: Policy } {
  return withAssumptions(policy, { factors: [factor, ...(policy.assumptions?.factors ?? [])] });
}

/** Whether some size at which a price or a fit changes lies inside the band of one of the cells. */
function straddlesABand(table: CellTable, cells: readonly number[], edges: readonly number[]): boolean {
  const known = table.cuts.sizeEdges;
  const missing = edges.filter((edge) => !known.includes(edge));
  const bands = new Set(missing.map((edge) => known.filter((own) => own <= edge).length));
  return cells.some((cell) => bands.has(table.dimensions.sizeBand[cell] as number));
}

function varyFactors(table: CellTable, context: ReplayContext, evaluation: Evaluation, measured: MeasuredRange) {
  const { policy, resolve, stack } = context;
  return listPairs(table, context, evaluation).flatMap(({ from, to, cells }) => {
    const known = policy.assumptions?.factors?.find(
      (factor) => resolve(factor.from)?.offerId === from && resolve(factor.to)?.offerId === to,
    );
    const { input = 1, output = 1 } = known ?? {};
    return (['inputFactor', 'outputFactor'] as const).map((kind): Variation => {
      const value = kind === 'inputFactor' ? input : output;
      const own = measured({ kind, from, to });
      const range = own ?? { low: value * (1 - FACTOR_SHARE), high: value * (1 + FACTOR_SHARE) };
      const at = (end: number) =>
        withFactor(policy, { from, to, ...(kind === 'inputFactor' ? { input: end, output } : { input, output: end }) });
      const edges = () =>
        [range.low, range.high].flatMap((end) => cutsForPlan([], at(end).policy, resolve, stack).sizeEdges);
      return {
        assumption: { kind, from, to },
        value,
        range,
        origin: own === null ? 'assumed' : 'measured',
        cells,
        isLinear: kind === 'outputFactor',
        isApproximate: kind === 'inputFactor' && straddlesABand(table, cells, edges()),
        at,
      };
    });
  });
}

/** Cells that each response cache takes: the first rule that matches. */
function cellsOfCaches(table: CellTable, { policy, resolve }: ReplayContext): number[][] {
  const tests = (policy.cache ?? []).map(({ when }) => compileCondition(when, table, resolve));
  const cells: number[][] = tests.map(() => []);
  for (let cell = 0; cell < table.length; cell++)
    if (!isCacheHit(table, cell)) cells[tests.findIndex((test) => test(cell))]?.push(cell);
  return cells;
}

function withJudgeError(policy: Policy, rule: number, errorRate: number): { readonly policy: Policy } {
  const change = (route: Route): Route =>
    'cascade' in route && route.judge ? { ...route, judge: { ...route.judge, errorRate } } : route;
  if (rule === policy.rules.length) return { policy: { ...policy, otherwise: change(policy.otherwise) } };
  const rules = policy.rules.map((own, i) => (i === rule ? { ...own, route: change(own.route) } : own));
  return { policy: { ...policy, rules } };
}

/** The assumptions that a policy carries or takes for granted, with what a replay at another value of each is. */
export function listPolicyVariations(
  table: CellTable,
  context: ReplayContext,
  evaluation: Evaluation,
  measured: MeasuredRange,
): Variation[] {
  const { policy } = context;
  const assumptions = policy.assumptions ?? {};
  const { measures } = table;
  const vary = (
    assumption: Assumption,
    value: number,
    assumed: Interval,
    cells: readonly number[],
    isLinear: boolean,
    at: Variation['at'],
  ): Variation => {
    const own = measured(assumption);
    const origin = own === null ? 'assumed' : 'measured';
    return { assumption, value, range: own ?? assumed, origin, cells, isLinear, isApproximate: false, at };
  };
  const variations = varyFactors(table, context, evaluation, measured);

  const cached = cellsWhere(
    table,
    (cell) =>
      (measures.cacheReadTokens[cell] as number) +
        (measures.cacheWriteTokens[cell] as number) +
        (measures.cacheWrite1hTokens[cell] as number) >
      0,
  );
  const kept = assumptions.promptCacheKept ?? 0;
  if (cached.length > 0)
    variations.push(
      vary({ kind: 'promptCacheKept' }, kept, { low: 0, high: 1 }, cached, true, (promptCacheKept) =>
        withAssumptions(policy, { promptCacheKept }),
      ),
    );

  for (const [index, cells] of cellsOfCaches(table, context).entries()) {
    const value = policy.cache?.[index]?.hitRate ?? 0;
    const assumed = { low: Math.max(0, value - HIT_RATE_EITHER_WAY), high: Math.min(1, value + HIT_RATE_EITHER_WAY) };
    variations.push(
      vary({ kind: 'cacheHitRate', index }, value, assumed, cells, true, (hitRate) => ({
        policy: { ...policy, cache: policy.cache?.map((rule, i) => (i === index ? { ...rule, hitRate } : rule)) },
      })),
    );
  }

  const errorRate = assumptions.errorRate ?? 0;
  const routes = [...policy.rules.map(({ route }) => route), policy.otherwise];
  if ((policy.errors?.retries ?? 0) > 0 || routes.some((route) => (route.fallback ?? []).length > 0))
    variations.push(
      vary(
        { kind: 'errorRate' },
        errorRate,
        { low: 0, high: Math.min(1, Math.max(LEAST_ERROR_RATE, 2 * errorRate)) },
        cellsWhere(table, () => true),
        false,
        (end) => withAssumptions(policy, { errorRate: end }),
      ),
    );

  const overhead = assumptions.overheadUsdPerRequest ?? 0;
  if (overhead > 0)
    variations.push(
      vary(
        { kind: 'overhead' },
        overhead,
        { low: 0, high: 2 * overhead },
        cellsWhere(table, () => true),
        true,
        (overheadUsdPerRequest) => withAssumptions(policy, { overheadUsdPerRequest }),
      ),
    );

  for (let rule = 0; rule <= policy.rules.length; rule++) {
    const route = routeAt(policy, rule);
    if (!('cascade' in route) || route.judge === undefined) continue;
    const { model, errorRate: value = 0 } = route.judge;
    const high = Math.max(value, Math.min(MOST_JUDGE_ERROR_RATE, Math.max(LEAST_JUDGE_ERROR_RATE, 2 * value)));
    const cells = cellsWhere(table, (cell) => evaluation.rule[cell] === rule);
    const id = policy.rules[rule]?.id ?? 'otherwise';
    variations.push(
      vary({ kind: 'judgeErrorRate', rule: id, model }, value, { low: 0, high }, cells, false, (end) =>
        withJudgeError(policy, rule, end),
      ),
    );
  }
  return variations.filter(({ cells }) => cells.length > 0);
}
