import { createHash } from 'node:crypto';
import type { Database } from '@/db/client';
import { readSetting, writeSetting } from '@/db/queries/settings';
import { formatBookRef } from '@/lib/domain/book-ref';
import type { Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { ReplanChanges } from '@/lib/domain/replan-view';
import { MS_PER_DAY } from '@/lib/engine/clock';
import { DAYS_PER_MONTH } from '@/lib/engine/period';
import type { OpenStack } from './books';

const KEY_CHARS = 12;
/** What counts as new where a policy was never re-planned. */
const FIRST_LOOK_DAYS = 90;
const MAX_PRICES = 12;

/** What was known at a re-plan: the next one says what came since. */
type Snapshot = {
  readonly atMs: number;
  readonly requests: number;
  readonly evidence: readonly string[];
  readonly books: readonly string[];
};

const settingOf = (workloadId: number, policyName: string) => `replan:${workloadId}:${policyName}`;

function keysOf(evidence: readonly Evidence[]): string[] {
  return evidence.map(({ offerId, benchmark, score, sampleSize, source }) =>
    createHash('sha256')
      .update(JSON.stringify([offerId, benchmark, score, sampleSize, source]))
      .digest('base64url')
      .slice(0, KEY_CHARS),
  );
}

type Known = {
  readonly workloadId: number;
  readonly policyName: string;
  readonly requests: number;
  readonly evidence: readonly Evidence[];
  readonly opened: OpenStack;
};

export function rememberReplan(database: Database, known: Known, nowMs: number): void {
  const snapshot: Snapshot = {
    atMs: nowMs,
    requests: known.requests,
    evidence: keysOf(known.evidence),
    books: known.opened.refs.map(formatBookRef),
  };
  writeSetting(database, settingOf(known.workloadId, known.policyName), snapshot);
}

/** What came since the last re-plan, or within the last months where there was none. */
export function changesSince(
  database: Database,
  known: Known,
  models: readonly OfferId[],
  nowMs: number,
): ReplanChanges {
  const last = readSetting<Snapshot>(database, settingOf(known.workloadId, known.policyName));
  const sinceMs = last?.atMs ?? nowMs - FIRST_LOOK_DAYS * MS_PER_DAY;
  const nextDueMs = last === null ? null : last.atMs + DAYS_PER_MONTH * MS_PER_DAY;
  const then = new Set(last?.evidence);
  const prices = models.flatMap((model) =>
    known.opened.stack
      .dateEdgesMs(model)
      .filter((atMs) => atMs > sinceMs && atMs <= nowMs)
      .map((atMs) => ({ model, atMs })),
  );
  return {
    lastMs: last?.atMs ?? null,
    sinceMs,
    nextDueMs,
    isDue: nextDueMs === null || nextDueMs <= nowMs,
    requests: known.requests,
    newRequests: last === null ? null : known.requests - last.requests,
    newEvidence: last === null ? null : keysOf(known.evidence).filter((key) => !then.has(key)).length,
    prices: prices.sort((a, b) => b.atMs - a.atMs).slice(0, MAX_PRICES),
    newBooks: last === null ? [] : known.opened.refs.map(formatBookRef).filter((ref) => !last.books.includes(ref)),
  };
}
