import type { Simulation } from '@/lib/domain/simulation';
import type { OracleAnswer } from './by-request';

export type Comparison = { judged: number; differences: string[] };

const RELATIVE = 1e-9;

/** Every figure of a simulation beside the oracle's, to 1e-9 relative; `judged` counts the figures. */
export function compare(simulation: Simulation, answer: OracleAnswer): Comparison {
  const result: Comparison = { judged: 0, differences: [] };
  const same = (name: string, got: unknown, want: unknown, scale = 0) => {
    result.judged++;
    const isClose =
      typeof got === 'number' && typeof want === 'number'
        ? Math.abs(got - want) <= RELATIVE * Math.max(Math.abs(got), Math.abs(want), scale)
        : got === want;
    if (!isClose) result.differences.push(`${name}: ${got} instead of ${want}`);
  };
  const sameRows = (name: string, got: ReadonlyMap<string, object>, want: ReadonlyMap<string, object>) => {
    for (const key of new Set([...got.keys(), ...want.keys()])) {
      const ours = got.get(key) as Record<string, unknown> | undefined;
      const theirs = want.get(key) as Record<string, unknown> | undefined;
      if (ours === undefined || theirs === undefined) {
        same(`${name}[${key}]`, ours === undefined ? 'missing' : 'there', theirs === undefined ? 'missing' : 'there');
        continue;
      }
      for (const field of Object.keys(theirs)) same(`${name}[${key}].${field}`, ours[field], theirs[field]);
    }
  };
  const indexed = <Row extends object>(rows: readonly Row[], keyOf: (row: Row) => unknown) =>
    new Map(rows.map((row) => [String(keyOf(row)), row]));

  const { baseline, plan, savings } = simulation;
  const scale = answer.repricedUsd ?? 0;
  same('requests', simulation.requests, answer.requests);
  same('pricedPct', simulation.pricedPct, answer.pricedPct);
  same('pricedTokensPct', simulation.pricedTokensPct, answer.pricedTokensPct);
  same('loggedUsd', baseline.loggedUsd, answer.loggedUsd);
  same('loggedComparableUsd', baseline.loggedComparableUsd, answer.loggedComparableUsd);
  same('repricedUsd', baseline.repricedUsd, answer.repricedUsd);
  same('planUsd', plan.usd, answer.planUsd);
  same('savings.usd', savings.usd, answer.savingsUsd, scale);
  const truePct = answer.savingsUsd === null || scale === 0 ? null : (100 * answer.savingsUsd) / scale;
  const isFloor =
    truePct !== null && savings.pct !== null && savings.pct <= truePct + 1e-9 && savings.pct > truePct - 0.1 - 1e-9;
  same('savings.pct is the floor', truePct === null ? savings.pct : isFloor, truePct === null ? null : true);
  for (const side of ['baseline', 'plan'] as const) {
    const got = side === 'plan' ? plan.quality : baseline.quality;
    const want = side === 'plan' ? answer.planQuality : answer.baselineQuality;
    for (const field of ['value', 'relative', 'judgedPct', 'prior', 'assumesIndependence'] as const)
      same(`${side}.quality.${field}`, got[field], want[field]);
  }
  sameRows(
    'byModel',
    indexed(simulation.byModel, (row) => row.model),
    answer.byModel,
  );
  sameRows(
    'byTask',
    indexed(simulation.byTask, (row) => row.task),
    answer.byTask,
  );
  sameRows(
    'byTeam',
    indexed(simulation.byTeam, (row) => row.team),
    answer.byTeam,
  );
  sameRows(
    'byDay',
    indexed(simulation.byDay, (row) => row.day),
    answer.byDay,
  );
  sameRows(
    'byRule',
    indexed(simulation.byRule, (row) => row.rule),
    answer.byRule,
  );
  sameRows(
    'unpriced',
    indexed(simulation.unpriced, (row) => `${row.reason} | ${row.model}`),
    new Map([...answer.unpriced].map(([key, requests]) => [key, { requests }])),
  );
  sameRows(
    'violations',
    indexed(simulation.violations, (row) => `${row.kind} | ${row.model}`),
    answer.violations,
  );
  for (const field of [
    'cacheAtInputPriceRequests',
    'extrapolatedRequests',
    'comparableRequests',
    'comparableLoggedRequests',
  ] as const)
    same(field, simulation[field], answer[field]);
  return result;
}
