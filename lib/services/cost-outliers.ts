import { setImmediate } from 'node:timers/promises';
import type { Database } from '@/db/client';
import { loadLabels } from '@/db/labels';
import { findWorkload, type WorkloadRow } from '@/db/queries/workloads';
import { readSegment, segmentIds } from '@/db/segments';
import type { Violation, ViolationKind } from '@/lib/domain/simulation';
import { BILLING_STATUSES, SERVICE_TIERS, TOKEN_COUNT_KEYS, type TokenCounts } from '@/lib/domain/usage';
import { getOrCreate } from '@/lib/engine/get-or-create';
import { type FoundPrice, priceTimeAt, type Unpriced } from '@/lib/engine/price-stack';
import { cardFor, priceUsd, rateVector } from '@/lib/engine/price-usage';
import { createCutter } from '@/lib/usage/cutter';
import { createRequestBatch, type RequestBatch, SEGMENT_ROWS } from '@/lib/usage/request-batch';
import type { OpenStack } from './books';

/** A row whose recorded and repriced cost differ by more than this is named. */
const OUTLIER_RATIO = 100;
const NANO = 1e9;
const MAX_REMEMBERED = 16;

const remembered = new Map<string, Promise<readonly Violation[]>>();

type RowPricer = (batch: RequestBatch, row: number) => number | null;

function createRowPricer(
  database: Database,
  workload: WorkloadRow,
  { stack, resolve }: OpenStack,
  asOf: 'logged' | number,
): RowPricer {
  const labels = loadLabels(database, workload.id);
  const offers = labels.model.map((name) => resolve(name)?.offerId ?? null);
  const isRegional = offers.map(
    (offerId) => offerId !== null && stack.rowsOf(offerId).some((row) => row.region != null),
  );
  const cutter = createCutter(workload.cuts);
  const intervals = workload.cuts.dateEdgesMs.length + 1;
  const clockClasses = 2 ** workload.cuts.clocks.length;
  const pricesOfModel = offers.map(() => new Map<number, FoundPrice | Unpriced>());
  const vectors = new Map<object, Float64Array>();
  const counts = Object.fromEntries(TOKEN_COUNT_KEYS.map((key) => [key, 0])) as TokenCounts;
  return (batch, row) => {
    const model = batch.model[row] as number;
    const offerId = offers[model] ?? null;
    if (offerId === null || batch.usageMissing[row] === 1) return null;
    const timeMs = batch.timeMs[row] as number;
    const tier = batch.serviceTier[row] as number;
    const region = isRegional[model] ? (batch.region[row] as number) : 0;
    const interval = region * intervals + cutter.dateInterval(timeMs);
    const key = (interval * SERVICE_TIERS.length + tier) * clockClasses + cutter.clockMask(timeMs);
    const prices = pricesOfModel[model] as Map<number, FoundPrice | Unpriced>;
    let found = prices.get(key);
    if (found === undefined) {
      const time = priceTimeAt(timeMs, asOf === 'logged' ? timeMs : asOf, labels.region[region] ?? '');
      found = stack.find(offerId, time, SERVICE_TIERS[tier] ?? 'standard');
      prices.set(key, found);
    }
    if (typeof found === 'string') return null;
    for (const name of TOKEN_COUNT_KEYS) counts[name] = batch[name][row] as number;
    const card = cardFor(found.row, batch.aggregate[row] === 1 ? null : counts.inputTokens);
    const vector = getOrCreate(vectors, card, () => rateVector(card));
    const usd = priceUsd(counts, batch.requests[row] as number, vector);
    return typeof usd === 'string' ? null : usd;
  };
}

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

/** Seconds of work for millions of requests: other requests to the server take their turn between segments. */
async function scan(
  database: Database,
  workload: WorkloadRow,
  stack: OpenStack,
  asOf: 'logged' | number,
): Promise<readonly Violation[]> {
  const priceRow = createRowPricer(database, workload, stack, asOf);
  const names = loadLabels(database, workload.id).model;
  const cacheHit = BILLING_STATUSES.indexOf('cacheHit');
  const found = new Map<string, { kind: ViolationKind; model: string; requests: number; usd: number }>();
  const batch = createRequestBatch(SEGMENT_ROWS);
  for (const segmentId of segmentIds(database, { workloadId: workload.id }, 'active')) {
    // Changed while others took their turn: this answer is of the past, and its segments may be gone.
    if (findWorkload(database, workload.name)?.revision !== workload.revision) return [];
    readSegment(database, segmentId, batch);
    for (let row = 0; row < batch.length; row++) {
      const nanoUsd = batch.loggedCostNanoUsd[row] as number;
      if (Number.isNaN(nanoUsd) || batch.status[row] === cacheHit) continue;
      const repricedUsd = priceRow(batch, row);
      if (repricedUsd === null) continue;
      const loggedUsd = nanoUsd / NANO;
      let kind: ViolationKind;
      if (loggedUsd > OUTLIER_RATIO * repricedUsd) kind = 'logged cost over 100 times repriced';
      else if (repricedUsd > OUTLIER_RATIO * loggedUsd) kind = 'repriced cost over 100 times logged';
      else continue;
      const model = names[batch.model[row] as number] ?? '';
      const entry = getOrCreate(found, `${kind}\n${model}`, () => ({ kind, model, requests: 0, usd: 0 }));
      entry.requests += batch.requests[row] as number;
      entry.usd += loggedUsd;
    }
    await setImmediate();
  }
  return [...found.values()].sort((a, b) => b.usd - a.usd || b.requests - a.requests);
}
