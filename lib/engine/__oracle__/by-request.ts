import type { UsageRecord } from '@/lib/domain/usage';
import { constraintsBroken } from './constraints';
import { type OraclePlan, type Replayed, replayRequest } from './replay-request';

export type OracleSums = {
  requests: number;
  inputTokens: number;
  outputTokens: number;
  repricedUsd: number;
  planUsd: number;
};
export type OracleQuality = {
  value: number | null;
  relative: number | null;
  judgedPct: number;
  prior: boolean;
  assumesIndependence: boolean;
};
export type OracleViolation = { requests: number; usd: number | null };

/** The figures of `Simulation`, with every list as a map: `reason | model`, `kind | model`. */
export type OracleAnswer = {
  requests: number;
  pricedPct: number;
  pricedTokensPct: number;
  loggedUsd: number | null;
  loggedComparableUsd: number | null;
  repricedUsd: number | null;
  planUsd: number | null;
  savingsUsd: number | null;
  baselineQuality: OracleQuality;
  planQuality: OracleQuality;
  byModel: Map<string, OracleSums>;
  byTask: Map<string, OracleSums & { baselineQuality: number | null; planQuality: number | null }>;
  byTeam: Map<string, OracleSums>;
  byDay: Map<string, OracleSums>;
  byRule: Map<string, OracleSums>;
  unpriced: Map<string, number>;
  violations: Map<string, OracleViolation>;
  cacheAtInputPriceRequests: number;
  extrapolatedRequests: number;
  comparableRequests: number;
  comparableLoggedRequests: number;
};

function emptySums(): OracleSums {
  return { requests: 0, inputTokens: 0, outputTokens: 0, repricedUsd: 0, planUsd: 0 };
}

function meanQuality(
  rows: readonly { record: UsageRecord; replayed: Replayed }[],
  side: 'before' | 'after',
): OracleQuality {
  const total = rows.reduce((sum, { record }) => sum + record.requests, 0);
  const judged = rows.filter(({ replayed }) => replayed[side] !== null);
  const both = judged.filter(({ replayed }) => replayed.before !== null);
  const sumOf = (list: typeof rows, of: 'before' | 'after') =>
    list.reduce((sum, { record, replayed }) => sum + record.requests * (replayed[of]?.score ?? 0), 0);
  const count = judged.reduce((sum, { record }) => sum + record.requests, 0);
  const baseline = sumOf(both, 'before');
  return {
    value: count === 0 ? null : sumOf(judged, side) / count,
    relative: baseline === 0 ? null : sumOf(both, side) / baseline,
    judgedPct: total === 0 ? 0 : (100 * count) / total,
    prior: judged.some(({ replayed }) => replayed[side]?.prior === true),
    assumesIndependence: judged.some(({ replayed }) => replayed[side]?.independent === true),
  };
}

/** Replays calls one at a time under a policy and adds them up. */
export function replayByRequest(records: readonly UsageRecord[], plan: OraclePlan): OracleAnswer {
  const all = records.map((record) => ({ record, replayed: replayRequest(plan, record) }));
  const comparable = all.filter(({ replayed }) => replayed.repricedUsd !== null && replayed.planUsd !== null);
  const count = (rows: typeof all, of: (row: (typeof all)[number]) => number) =>
    rows.reduce((sum, row) => sum + of(row), 0);
  const requestsOf = ({ record }: (typeof all)[number]) => record.requests;
  const tokensOf = ({ record }: (typeof all)[number]) => record.inputTokens + record.outputTokens;
  const loggedUsd = (rows: typeof all) => {
    const logged = rows.filter(({ record }) => record.loggedCostNanoUsd !== null);
    return logged.length === 0 ? null : count(logged, ({ record }) => record.loggedCostNanoUsd ?? 0) / 1e9;
  };
  const group = (keyOf: (row: (typeof all)[number]) => string) => {
    const groups = new Map<string, OracleSums>();
    for (const row of comparable) {
      const key = keyOf(row);
      const sums = groups.get(key) ?? emptySums();
      groups.set(key, sums);
      sums.requests += row.record.requests;
      sums.inputTokens += row.record.inputTokens;
      sums.outputTokens += row.record.outputTokens;
      sums.repricedUsd += row.replayed.repricedUsd ?? 0;
      sums.planUsd += row.replayed.planUsd ?? 0;
    }
    return groups;
  };

  const byModel = new Map<string, OracleSums>();
  const modelRow = (model: string) => {
    const known = byModel.get(model) ?? emptySums();
    byModel.set(model, known);
    return known;
  };
  const overhead = plan.policy.assumptions?.overheadUsdPerRequest ?? 0;
  for (const { record, replayed } of comparable) {
    modelRow(plan.offerOf(record.model) ?? record.model).repricedUsd += replayed.repricedUsd ?? 0;
    for (const sent of replayed.sent) {
      const row = modelRow(sent.model);
      row.requests += sent.requests;
      row.inputTokens += sent.inputTokens;
      row.outputTokens += sent.outputTokens;
      row.planUsd += sent.usd;
    }
    if (overhead > 0 && record.status !== 'cacheHit') modelRow('router overhead').planUsd += overhead * record.requests;
  }

  const unpriced = new Map<string, number>();
  const violations = new Map<string, OracleViolation>();
  for (const { record, replayed } of all) {
    if (replayed.unpriced !== null) {
      const key = `${replayed.unpriced.reason} | ${replayed.unpriced.model}`;
      unpriced.set(key, (unpriced.get(key) ?? 0) + record.requests);
    }
    for (const key of replayed.violations) {
      const row = violations.get(key) ?? { requests: 0, usd: 0 };
      row.requests += record.requests;
      row.usd = row.usd === null || replayed.repricedUsd === null ? null : row.usd + replayed.repricedUsd;
      violations.set(key, row);
    }
  }

  for (const [key, concerned] of constraintsBroken(all, plan)) {
    const usd = [...concerned].map(({ replayed }) => replayed.repricedUsd);
    violations.set(key, {
      requests: count([...concerned], requestsOf),
      usd: usd.includes(null) ? null : usd.reduce<number>((sum, own) => sum + (own ?? 0), 0),
    });
  }

  const byTask: OracleAnswer['byTask'] = new Map();
  for (const [task, sums] of group(({ record }) => record.task)) {
    const own = comparable.filter(({ record }) => record.task === task);
    byTask.set(task, {
      ...sums,
      baselineQuality: meanQuality(own, 'before').value,
      planQuality: meanQuality(own, 'after').value,
    });
  }
  const isEmpty = comparable.length === 0;
  const repricedUsd = isEmpty ? null : count(comparable, ({ replayed }) => replayed.repricedUsd ?? 0);
  const planUsd = isEmpty ? null : count(comparable, ({ replayed }) => replayed.planUsd ?? 0);
  const percent = (part: number, whole: number) => (whole === 0 ? 0 : (part / whole) * 100);
  return {
    requests: count(all, requestsOf),
    pricedPct: percent(count(comparable, requestsOf), count(all, requestsOf)),
    pricedTokensPct: percent(count(comparable, tokensOf), count(all, tokensOf)),
    loggedUsd: loggedUsd(all),
    loggedComparableUsd: loggedUsd(comparable),
    repricedUsd,
    planUsd,
    savingsUsd: repricedUsd === null || planUsd === null ? null : repricedUsd - planUsd,
    baselineQuality: meanQuality(comparable, 'before'),
    planQuality: meanQuality(comparable, 'after'),
    byModel,
    byTask,
    byTeam: group(({ record }) => record.team),
    byDay: group(({ record }) => String(Math.floor(record.timeMs / 86_400_000))),
    byRule: group(({ replayed }) => replayed.rule),
    unpriced,
    violations,
    cacheAtInputPriceRequests: count(comparable, (row) => (row.replayed.cacheAtInputPrice ? row.record.requests : 0)),
    extrapolatedRequests: count(comparable, (row) => (row.replayed.extrapolated ? row.record.requests : 0)),
    comparableRequests: count(comparable, requestsOf),
    comparableLoggedRequests: count(comparable, ({ record }) =>
      record.loggedCostNanoUsd === null ? 0 : record.requests,
    ),
  };
}
