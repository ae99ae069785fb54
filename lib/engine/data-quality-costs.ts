import type { CostExplanation, CostlyCall, ModelCost } from '@/lib/domain/data-quality';

/** A recorded cost that differs from the repriced one by more than this is an outlier. */
export const OUTLIER_RATIO = 100;
/** Two sums agree within this share, or within a cent. */
const SAME_SHARE = 0.005;
const SAME_USD = 0.01;
/** A day's own price explains a sum that it comes this near. */
const NEAR_SHARE = 0.01;
/** One call explains a difference that is this much its own. */
const ONE_CALL_SHARE = 0.9;

/** A call's cost at one date; NaN where not known. */
export type CallPrice = {
  readonly usd: number;
  /** Of a standard call: at the batch price, where the offer has one. */
  readonly batchUsd: number;
  /** What its plain input would save, read from cache; NaN where cached tokens are logged or have no price. */
  readonly cacheSavingUsd: number;
};

export type CheckedCall = {
  readonly timeMs: number;
  /** Calls in this row. */
  readonly requests: number;
  readonly loggedUsd: number;
  /** At the date of the scenario. */
  readonly now: CallPrice;
  /** At the call's own day. */
  readonly day: CallPrice;
  /** Priced by a book outside the dates it saw. */
  readonly isNearest: boolean;
};

type Sums = { usd: number; batchUsd: number; cacheSavingUsd: number };

export type CostTally = {
  requests: number;
  loggedUsd: number;
  repricedUsd: number;
  withoutCost: number;
  withoutPrice: number;
  zero: { requests: number; repricedUsd: number };
  outliers: { requests: number; loggedUsd: number; repricedUsd: number; timeMs: number };
  rest: { requests: number; loggedUsd: number; nearest: number; now: Sums; day: Sums };
  worst: Omit<CostlyCall, 'model'> | null;
};

const noSums = (): Sums => ({ usd: 0, batchUsd: 0, cacheSavingUsd: 0 });

export function createCostTally(): CostTally {
  return {
    requests: 0,
    loggedUsd: 0,
    repricedUsd: 0,
    withoutCost: 0,
    withoutPrice: 0,
    zero: { requests: 0, repricedUsd: 0 },
    outliers: { requests: 0, loggedUsd: 0, repricedUsd: 0, timeMs: 0 },
    rest: { requests: 0, loggedUsd: 0, nearest: 0, now: noSums(), day: noSums() },
    worst: null,
  };
}

/** Whether a recorded and a repriced cost, both in USD, are more than 100 times apart; $0 recorded is not. */
export function isCostOutlier(loggedUsd: number, repricedUsd: number): boolean {
  return loggedUsd > OUTLIER_RATIO * repricedUsd || (loggedUsd > 0 && repricedUsd > OUTLIER_RATIO * loggedUsd);
}

function addPrice(sums: Sums, price: CallPrice): void {
  sums.usd += price.usd;
  sums.batchUsd += price.batchUsd;
  sums.cacheSavingUsd += price.cacheSavingUsd;
}

/** Counts a call that has both costs. Calls at $0 and outliers are kept apart: they are explained by themselves. */
export function addCheckedCall(tally: CostTally, call: CheckedCall): void {
  const { requests, loggedUsd, timeMs, now } = call;
  tally.requests += requests;
  tally.loggedUsd += loggedUsd;
  tally.repricedUsd += now.usd;
  if (loggedUsd === 0 && now.usd > 0) {
    tally.zero.requests += requests;
    tally.zero.repricedUsd += now.usd;
    return;
  }
  if (isCostOutlier(loggedUsd, now.usd)) {
    tally.outliers.requests += requests;
    tally.outliers.loggedUsd += loggedUsd;
    tally.outliers.repricedUsd += now.usd;
    tally.outliers.timeMs = timeMs;
    return;
  }
  const { rest, worst } = tally;
  rest.requests += requests;
  rest.loggedUsd += loggedUsd;
  if (call.isNearest) rest.nearest += requests;
  addPrice(rest.now, now);
  addPrice(rest.day, call.day);
  if (worst === null || Math.abs(loggedUsd - now.usd) > Math.abs(worst.loggedUsd - worst.repricedUsd))
    tally.worst = { timeMs, loggedUsd, repricedUsd: now.usd };
}

function isNear(usd: number, loggedUsd: number, share: number): boolean {
  return Math.abs(loggedUsd - usd) <= Math.max(share * loggedUsd, SAME_USD);
}

const offPct = (loggedUsd: number, usd: number) => (100 * (loggedUsd - usd)) / usd;

/**
 * The calls that are neither outliers nor at $0: prices of each call's own day first, where they bring the sums nearer,
 * then the first check that accounts for what is left. Empty where the sums agree.
 */
function explainRest({ rest, worst }: CostTally): CostExplanation[] {
  const { loggedUsd, now, day, requests } = rest;
  if (requests === 0 || isNear(now.usd, loggedUsd, SAME_SHARE)) return [];
  const isDayNearer = Math.abs(loggedUsd - day.usd) * 2 < Math.abs(loggedUsd - now.usd);
  const base = isDayNearer ? day : now;
  const found: CostExplanation[] = isDayNearer
    ? [{ kind: 'day prices', usd: day.usd, offPct: offPct(loggedUsd, day.usd) }]
    : [];
  if (isDayNearer && isNear(day.usd, loggedUsd, NEAR_SHARE)) return found;

  const difference = loggedUsd - base.usd;
  const ofWorst = worst === null ? 0 : (worst.loggedUsd - worst.repricedUsd) / difference;
  if (worst !== null && !isDayNearer && requests > 1 && ofWorst >= ONE_CALL_SHARE && ofWorst <= 2 - ONE_CALL_SHARE)
    return [{ kind: 'one call', pct: Math.min(100, 100 * ofWorst), call: worst }];
  for (const { batchUsd } of [base, day])
    if (Math.abs(loggedUsd - batchUsd) <= SAME_SHARE * loggedUsd)
      return [...found, { kind: 'batch price', offPct: offPct(loggedUsd, batchUsd) }];
  const cachedShare = -difference / base.cacheSavingUsd;
  if (cachedShare > 0 && cachedShare <= 1) return [...found, { kind: 'cached share', pct: 100 * cachedShare }];
  if (rest.nearest > 0) return [...found, { kind: 'nearest price', requests: rest.nearest }];
  return [...found, { kind: 'not explained', requests, usd: difference }];
}

function explain(tally: CostTally): CostExplanation[] {
  const { zero, outliers } = tally;
  const found: CostExplanation[] = [];
  if (outliers.requests > 0) found.push({ kind: 'outliers', ...outliers });
  if (zero.repricedUsd >= SAME_USD) found.push({ kind: 'zero cost', ...zero });
  return [...found, ...explainRest(tally)];
}

/**
 * Compares logged with repriced cost, model by model, the largest difference first. An explanation is a check over
 * the stored calls that comes out, never a guess: the two sums agree once it is taken in.
 */
export function compareCosts(tallies: ReadonlyMap<string, CostTally>): ModelCost[] {
  return [...tallies]
    .filter(([, tally]) => tally.requests > 0)
    .map(([model, tally]): ModelCost => {
      const { requests, loggedUsd, repricedUsd, withoutCost, withoutPrice } = tally;
      const differenceUsd = loggedUsd - repricedUsd;
      return {
        model,
        requests,
        loggedUsd,
        repricedUsd,
        differenceUsd,
        differencePct: repricedUsd === 0 ? null : (100 * differenceUsd) / repricedUsd,
        explanations: explain(tally),
        withoutCost,
        withoutPrice,
      };
    })
    .sort((a, b) => Math.abs(b.differenceUsd) - Math.abs(a.differenceUsd) || b.requests - a.requests);
}
