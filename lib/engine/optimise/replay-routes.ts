import type { CellTable } from '@/lib/domain/cube';
import type { Policy, Route } from '@/lib/domain/policy';
import type { ViolationKind } from '@/lib/domain/simulation';
import type { Evaluation } from '../evaluate';
import { createFitTest } from '../fit';
import { createFollower } from '../follow-route';
import { getOrCreate } from '../get-or-create';
import { createJudge } from '../judge';
import { createRouter } from '../pick-route';
import { createCellPricer } from '../price-cell';
import type { EvidenceIndex } from '../quality';
import type { ReplayContext } from '../replay-context';
import { createServer } from '../serve';
import { createTally } from '../tally';

/** What a route costs and scores in each cell; NaN where there is no price or no evidence, and in cells left out. */
export type RouteReplay = {
  readonly planUsd: Float64Array;
  readonly planQuality: Float64Array;
  /** Cells of which no call fits any model that the route may send it to. */
  readonly misfits: ReadonlySet<number>;
};

/** Cells that some model a replay would send them to cannot take. */
export function misfitsOf({ violations }: Pick<Evaluation, 'violations'>): ReadonlySet<number> {
  return new Set(violations.flatMap(({ reason, cells }) => (reason.startsWith('does not fit') ? cells : [])));
}

type Today = Pick<Evaluation, 'benchmark'>;

export type RouteReplayer = (route: Route, evidence?: EvidenceIndex) => RouteReplay;

/** Numbers the pairs of logged model and benchmark, by cell: cells of one number go the same way. */
function numberKinds({ dimensions, length }: CellTable, cells: readonly number[], { benchmark }: Today): Int32Array {
  const kinds = new Map<string | null, Map<number, number>>();
  const kindOf = new Int32Array(length);
  let count = 0;
  for (const cell of cells) {
    const ofBenchmark = getOrCreate(kinds, benchmark[cell] ?? null, () => new Map<number, number>());
    kindOf[cell] = getOrCreate(ofBenchmark, dimensions.model[cell] as number, () => count++);
  }
  return kindOf;
}

/**
 * Replays route after route over the same cells as `evaluateCells` does under a policy of that route alone; what does
 * not depend on the route (prices, facts, what judges a cell) is looked up once for all. `today` is the replay of the
 * same table and base with every call kept.
 */
export function createRouteReplayer(
  table: CellTable,
  context: ReplayContext,
  base: Policy,
  cells: readonly number[],
  today: Today,
): RouteReplayer {
  const { stack, resolve, makerOf } = context;
  const notes = {
    violations: createTally<ViolationKind>(),
    cacheAtInputPrice: new Uint8Array(table.length),
    extrapolated: new Uint8Array(table.length),
  };
  const { price } = createCellPricer(table, { ...context, policy: base }, notes);
  const fits = createFitTest(table, stack);
  const sources = table.labels.model.map((name) => ({ name, offerId: resolve(name)?.offerId ?? null }));
  const kindOf = numberKinds(table, cells, today);
  return (route, evidence = context.evidence) => {
    const own: ReplayContext = { ...context, policy: { ...base, rules: [], otherwise: route }, evidence };
    const violations = createTally<ViolationKind>();
    const judge = createJudge(evidence, makerOf);
    const routeOf = createRouter(own, judge, sources);
    const follow = createFollower(table, own, createServer(table, own.policy, fits, price, violations), judge);
    const planUsd = new Float64Array(table.length).fill(Number.NaN);
    const planQuality = new Float64Array(table.length).fill(Number.NaN);
    const routes: ReturnType<typeof routeOf>[] = [];
    for (const cell of cells) {
      const benchmark = today.benchmark[cell] ?? null;
      const kind = kindOf[cell] as number;
      routes[kind] ??= routeOf(0, table.dimensions.model[cell] as number, benchmark);
      const plan = follow(cell, routes[kind], benchmark);
      if ('unpriced' in plan) continue;
      planUsd[cell] = plan.usd;
      if (plan.quality !== null) planQuality[cell] = plan.quality.score;
    }
    return { planUsd, planQuality, misfits: misfitsOf({ violations: violations.rows() }) };
  };
}
