import { roundToTotal } from './rounding';

const CENT = 0.01;

type Line = {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly repricedUsd: number;
  readonly planUsd: number;
};

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/** What rounding to the total may move all other lines by, as a share of them, for some to read as they are. */
const MOST_MOVED = 0.001;

/**
 * Cents that add up to the rounded total; an amount that would vanish, and small change, keeps its own digits. Lines
 * that nothing moved are rounded each for itself, so that they read the same in both columns; the others make up for it.
 */
function toCents(amounts: readonly number[], isMoved: readonly boolean[]): number[] {
  const total = sumOf(amounts);
  if (total < 1) return [...amounts];
  const plain = amounts.map((amount) => Math.round(amount / CENT) / 100);
  const moved = amounts.filter((_, i) => isMoved[i]);
  const movedUsd = sumOf(moved);
  const leftUsd = Math.round(total / CENT) / 100 - sumOf(plain.filter((_, i) => !isMoved[i]));
  const isFair = Math.abs(leftUsd - movedUsd) <= Math.max(CENT * moved.length, MOST_MOVED * movedUsd);
  if (movedUsd <= 0 || leftUsd < 0 || !isFair) return keepSmall(amounts, roundToTotal(amounts, CENT));
  const cents = roundToTotal(
    moved.map((amount) => amount * (leftUsd / movedUsd)),
    CENT,
  ).values();
  return keepSmall(
    amounts,
    plain.map((each, i) => (isMoved[i] ? (cents.next().value ?? 0) : each)),
  );
}

function keepSmall(amounts: readonly number[], cents: readonly number[]): number[] {
  return amounts.map((amount, i) => cents[i] || amount);
}

/** Sums of the same calls in another order differ by this much. */
const DUST = 1e-9;
const isMovedLine = ({ repricedUsd, planUsd }: Line) => Math.abs(repricedUsd - planUsd) > DUST * Math.abs(repricedUsd);

/** Lines over the log's span as lines of a month (`factor` 1 leaves them), in cents that add up. */
export function toLedger<Row extends Line>(rows: readonly Row[], factor: number): Row[] {
  const isMoved = rows.map(isMovedLine);
  const repriced = toCents(
    rows.map((row) => row.repricedUsd * factor),
    isMoved,
  );
  const plan = toCents(
    rows.map((row) => row.planUsd * factor),
    isMoved,
  );
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
