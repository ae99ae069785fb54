import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Database } from '@/db/client';
import { loadLabels } from '@/db/labels';
import { findWorkload, type WorkloadRow } from '@/db/queries/workloads';
import { readSegment, segmentIds } from '@/db/segments';
import { OUTLIERS_PENDING, type Violation, type ViolationKind } from '@/lib/domain/simulation';
import { BILLING_STATUSES, TOKEN_COUNT_KEYS } from '@/lib/domain/usage';
import { OUTLIER_RATIO } from '@/lib/engine/data-quality-costs';
import { getOrCreate } from '@/lib/engine/get-or-create';
import { type BatchColumn, createRequestBatch, SEGMENT_ROWS } from '@/lib/usage/request-batch';
import type { OpenStack } from './books';
import { createPricedRequest, createRequestPricer } from './view-quality-prices';

const COLUMNS: readonly BatchColumn[] = [
  'timeMs',
  'requests',
  ...TOKEN_COUNT_KEYS,
  'loggedCostNanoUsd',
  'model',
  'region',
  'serviceTier',
  'status',
  'aggregate',
  'usageMissing',
];
const NANO = 1e9;
const MAX_REMEMBERED = 16;
/** As long as a screen waits before it is shown without. */
const SCREEN_WAIT_MS = 300;

const remembered = new Map<string, Promise<readonly Violation[]>>();

/**
 * Names the requests logged at more than 100 times their repriced cost, or the reverse. Cells sum over requests,
 * so this one reads them one by one. The workload's cells must be cut for the stack's prices.
 */
export function findCostOutliers(
  database: Database,
  workload: WorkloadRow,
  stack: OpenStack,
  asOf: 'logged' | number,
): Promise<readonly Violation[]> {
  const key = JSON.stringify([database.sqlite.name, workload.id, workload.revision, stack.refs, asOf]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const outliers = scan(database, workload, stack, asOf);
  if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value as string);
  remembered.set(key, outliers);
  outliers.catch(() => remembered.delete(key));
  return outliers;
}

/** What is found by then, else one notice that it is still sought, which speaks of so many requests. */
export async function orPending(
  found: Promise<readonly Violation[]>,
  requests: number,
  waitMs = SCREEN_WAIT_MS,
): Promise<readonly Violation[]> {
  const pending: Violation = { kind: OUTLIERS_PENDING, model: '', requests, usd: null };
  const isFound = new AbortController();
  const late = setTimeout(waitMs, [pending], { signal: isFound.signal });
  late.catch(() => {});
  try {
    return await Promise.race([found, late]);
  } finally {
    isFound.abort();
  }
}

/** Seconds of work for millions of requests: other requests to the server take their turn between segments. */
async function scan(
  database: Database,
  workload: WorkloadRow,
  stack: OpenStack,
  asOf: 'logged' | number,
): Promise<readonly Violation[]> {
  const labels = loadLabels(database, workload.id);
  const price = createRequestPricer(labels, workload.cuts, stack, asOf);
  const call = createPricedRequest();
  const cacheHit = BILLING_STATUSES.indexOf('cacheHit');
  const found = new Map<string, { kind: ViolationKind; model: string; requests: number; usd: number }>();
  const batch = createRequestBatch(SEGMENT_ROWS);
  for (const segmentId of segmentIds(database, { workloadId: workload.id }, 'active')) {
    // Changed while others took their turn: this answer is of the past, and its segments may be gone.
    if (findWorkload(database, workload.name)?.revision !== workload.revision) return [];
    readSegment(database, segmentId, batch, COLUMNS);
    for (let row = 0; row < batch.length; row++) {
      const nanoUsd = batch.loggedCostNanoUsd[row] as number;
      if (Number.isNaN(nanoUsd) || batch.status[row] === cacheHit || batch.usageMissing[row] === 1) continue;
      if (price(batch, row, false, call) !== 'priced') continue;
      const loggedUsd = nanoUsd / NANO;
      const { usd } = call.now;
      let kind: ViolationKind;
      if (loggedUsd > OUTLIER_RATIO * usd) kind = 'logged cost over 100 times repriced';
      else if (usd > OUTLIER_RATIO * loggedUsd) kind = 'repriced cost over 100 times logged';
      else continue;
      const model = labels.model[batch.model[row] as number] ?? '';
      const entry = getOrCreate(found, `${kind}\n${model}`, () => ({ kind, model, requests: 0, usd: 0 }));
      entry.requests += batch.requests[row] as number;
      entry.usd += loggedUsd;
    }
    await setImmediate();
  }
  return [...found.values()].sort((a, b) => b.usd - a.usd || b.requests - a.requests);
}
