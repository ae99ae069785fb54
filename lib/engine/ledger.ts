import { roundToTotal } from './rounding';

const CENT = 0.01;

type Line = {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly repricedUsd: number;
  readonly planUsd: number;
};

/** Cents that add up to the rounded total; an amount that would vanish, and small change, keeps its own digits. */
function toCents(amounts: readonly number[]): number[] {
  if (amounts.reduce((sum, amount) => sum + amount, 0) < 1) return [...amounts];
  const rounded = roundToTotal(amounts, CENT);
  return amounts.map((amount, i) => rounded[i] || amount);
}

/** Lines over the log's span as lines of a month (`factor` 1 leaves them), in cents that add up. */
export function toLedger<Row extends Line>(rows: readonly Row[], factor: number): Row[] {
  const repriced = toCents(rows.map((row) => row.repricedUsd * factor));
  const plan = toCents(rows.map((row) => row.planUsd * factor));
  return rows.map((row, i) => ({
    ...row,
    requests: Math.round(row.requests * factor),
    inputTokens: Math.round(row.inputTokens * factor),
    outputTokens: Math.round(row.outputTokens * factor),
    repricedUsd: repriced[i] as number,
    planUsd: plan[i] as number,
  }));
}

/** A saving in cents, rounded down; a loss so that it is not understated. */
export function floorToCent(usd: number | null): number | null {
  return usd === null ? null : Math.floor(usd * 100 + 1e-6) / 100;
}
