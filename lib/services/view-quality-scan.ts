import { setImmediate } from 'node:timers/promises';
import type { Database } from '@/db/client';
import { loadLabels } from '@/db/labels';
import { type FinishedUploadRow, listUploads } from '@/db/queries/uploads';
import type { WorkloadRow } from '@/db/queries/workloads';
import { readSegment, segmentIds } from '@/db/segments';
import type { ActiveDay, CostlyCall, QualityFacts, UploadFacts } from '@/lib/domain/data-quality';
import type { ImportReport } from '@/lib/domain/upload';
import { BILLING_STATUSES, LABELS, TOKEN_COUNT_KEYS } from '@/lib/domain/usage';
import { MS_PER_DAY } from '@/lib/engine/clock';
import {
  addCheckedCall,
  type CostTally,
  compareCosts,
  createCostTally,
  isCostOutlier,
} from '@/lib/engine/data-quality-costs';
import { getOrCreate } from '@/lib/engine/get-or-create';
import { groupBy } from '@/lib/engine/group-by';
import {
  type BatchColumn,
  createRequestBatch,
  LABEL_KINDS,
  type RequestBatch,
  SEGMENT_ROWS,
} from '@/lib/usage/request-batch';
import type { OpenStack } from './books';
import { createPricedRequest, createRequestPricer } from './view-quality-prices';

const COLUMNS: readonly BatchColumn[] = [
  'timeMs',
  'requests',
  ...TOKEN_COUNT_KEYS,
  'loggedCostNanoUsd',
  ...LABEL_KINDS,
  'serviceTier',
  'status',
  'aggregate',
  'usageMissing',
];
const NANO = 1e9;
const MS_PER_HOUR = MS_PER_DAY / 24;
const SHOWN_OUTLIERS = 10;
/** The clocks of a sender and of this machine may differ by so much. */
const CLOCK_TOLERANCE_MS = 300_000;
const FIRST_LIKELY_MS = Date.UTC(2020, 0, 1);
const CACHE_HIT = BILLING_STATUSES.indexOf('cacheHit');

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

function countReasons(rejects: ImportReport['rejects']) {
  return [...groupBy(rejects, ({ reason }) => reason)]
    .map(([reason, rows]) => ({ reason, rows: rows.length }))
    .sort((a, b) => b.rows - a.rows);
}

/** Times of one upload's calls; what else is known of it stands in its import report. */
function createUploadTally({ fileName, createdAtMs, report }: FinishedUploadRow) {
  const future = { requests: 0, latestMs: 0 };
  const before2020 = { requests: 0, earliestMs: FIRST_LIKELY_MS };
  let requests = 0;
  let isDaily = true;
  return {
    add(timeMs: number, count: number) {
      requests += count;
      if (timeMs % MS_PER_DAY !== 0) isDaily = false;
      if (timeMs > createdAtMs + CLOCK_TOLERANCE_MS) {
        future.requests += count;
        future.latestMs = Math.max(future.latestMs, timeMs);
      }
      if (timeMs < FIRST_LIKELY_MS) {
        before2020.requests += count;
        before2020.earliestMs = Math.min(before2020.earliestMs, timeMs);
      }
    },
    facts: (): UploadFacts => ({
      fileName,
      createdAtMs,
      requests,
      read: report.rows.read,
      duplicates: report.rows.duplicates,
      rejected: report.rows.rejected,
      rejects: countReasons(report.rejects),
      skipped: (report.skipped ?? []).map(({ reason, count }) => ({ reason, rows: count })),
      droppedLabels: report.droppedLabels,
      isDaily: isDaily && requests > 0,
      future,
      before2020,
    }),
  };
}

function createScan(database: Database, workload: WorkloadRow, stack: OpenStack, asOf: 'logged' | number) {
  const labels = loadLabels(database, workload.id);
  const price = createRequestPricer(labels, workload.cuts, stack, asOf);
  const requestsOf = LABEL_KINDS.map((kind) => new Float64Array(labels[kind].length));
  const days = new Map<number, Mutable<ActiveDay>>();
  const requestsByHour = new Array<number>(24).fill(0);
  const usageMissing = new Map<number, number>();
  const unpriced = new Map<string, Mutable<QualityFacts['unpriced'][number]>>();
  const tallies: CostTally[] = [];
  const call = { ...createPricedRequest(), timeMs: 0, requests: 0, loggedUsd: 0 };
  const all = { requests: 0, tokens: 0, zeroTokens: 0, repricedUsd: 0, priced: 0, loggedUsd: 0, withCost: 0 };
  const sums = { rows: 0, requests: 0, tokens: 0, repricedUsd: 0, priced: 0 };
  const zeroCost = { requests: 0, pricedRequests: 0, repricedUsd: 0 };
  const outliers = { requests: 0, loggedUsd: 0, repricedUsd: 0 };
  let outlierCalls: CostlyCall[] = [];
  const apart = ({ loggedUsd, repricedUsd }: CostlyCall) => Math.abs(loggedUsd - repricedUsd);

  const addTime = (timeMs: number, requests: number) => {
    const day = Math.floor(timeMs / MS_PER_DAY);
    const known = days.get(day);
    if (known === undefined) days.set(day, { day, requests, firstMs: timeMs, lastMs: timeMs });
    else {
      known.requests += requests;
      if (timeMs < known.firstMs) known.firstMs = timeMs;
      if (timeMs > known.lastMs) known.lastMs = timeMs;
    }
    const hour = Math.floor((timeMs - day * MS_PER_DAY) / MS_PER_HOUR);
    requestsByHour[hour] = (requestsByHour[hour] as number) + requests;
  };

  const addLabels = ({ length, requests, ...columns }: RequestBatch) => {
    for (const [i, kind] of LABEL_KINDS.entries()) {
      const counts = requestsOf[i] as Float64Array;
      const ids = columns[kind];
      for (let row = 0; row < length; row++) {
        const id = ids[row] as number;
        counts[id] = (counts[id] as number) + (requests[row] as number);
      }
    }
  };

  const addRow = (batch: RequestBatch, row: number) => {
    const timeMs = batch.timeMs[row] as number;
    const requests = batch.requests[row] as number;
    const tokens = (batch.inputTokens[row] as number) + (batch.outputTokens[row] as number);
    const modelId = batch.model[row] as number;
    const isSum = batch.aggregate[row] === 1;
    const nanoUsd = batch.loggedCostNanoUsd[row] as number;
    const hasCost = !Number.isNaN(nanoUsd);
    const loggedUsd = nanoUsd / NANO;
    all.requests += requests;
    all.tokens += tokens;
    addTime(timeMs, requests);
    if (isSum) {
      sums.rows++;
      sums.requests += requests;
      sums.tokens += tokens;
    }
    if (hasCost) {
      all.withCost += requests;
      all.loggedUsd += loggedUsd;
      if (loggedUsd === 0) zeroCost.requests += requests;
    }
    if (batch.status[row] === CACHE_HIT) return;
    if (batch.usageMissing[row] === 1) {
      usageMissing.set(modelId, (usageMissing.get(modelId) ?? 0) + requests);
      return;
    }
    if (tokens === 0) all.zeroTokens += requests;
    const model = labels.model[modelId] ?? '';
    tallies[modelId] ??= createCostTally();
    const tally = tallies[modelId];
    const priced = price(batch, row, hasCost, call);
    if (priced !== 'priced') {
      if (hasCost) tally.withoutPrice += requests;
      const entry = getOrCreate(unpriced, `${priced}\n${model}`, () => ({
        reason: priced,
        model,
        requests: 0,
        tokens: 0,
      }));
      entry.requests += requests;
      entry.tokens += tokens;
      return;
    }
    const { usd } = call.now;
    all.priced += requests;
    all.repricedUsd += usd;
    if (isSum) {
      sums.priced += requests;
      sums.repricedUsd += usd;
    }
    if (!hasCost) {
      tally.withoutCost += requests;
      return;
    }
    call.timeMs = timeMs;
    call.requests = requests;
    call.loggedUsd = loggedUsd;
    addCheckedCall(tally, call);
    if (loggedUsd === 0 && usd > 0) {
      zeroCost.pricedRequests += requests;
      zeroCost.repricedUsd += usd;
    }
    if (!isCostOutlier(loggedUsd, usd)) return;
    outliers.requests += requests;
    outliers.loggedUsd += loggedUsd;
    outliers.repricedUsd += usd;
    outlierCalls.push({ timeMs, model, loggedUsd, repricedUsd: usd });
    if (outlierCalls.length > 10 * SHOWN_OUTLIERS)
      outlierCalls = outlierCalls.sort((a, b) => apart(b) - apart(a)).slice(0, SHOWN_OUTLIERS);
  };

  const facts = (uploads: readonly UploadFacts[]): QualityFacts => {
    const countsOf = (kind: (typeof LABEL_KINDS)[number]) => requestsOf[LABEL_KINDS.indexOf(kind)] as Float64Array;
    return {
      requests: all.requests,
      tokens: all.tokens,
      days: [...days.values()].sort((a, b) => a.day - b.day),
      requestsByHour,
      usageMissing: [...usageMissing].map(([id, requests]) => ({ model: labels.model[id] ?? '', requests })),
      zeroTokens: all.zeroTokens,
      sums: { ...sums, repricedUsd: sums.priced === 0 ? null : sums.repricedUsd },
      repricedUsd: all.priced === 0 ? null : all.repricedUsd,
      unpriced: [...unpriced.values()],
      modelRequests: [...countsOf('model')].flatMap((requests, id) =>
        requests > 0 ? [{ model: labels.model[id] ?? '', requests }] : [],
      ),
      loggedUsd: all.withCost === 0 ? null : all.loggedUsd,
      withoutCost: all.requests - all.withCost,
      zeroCost,
      outliers: { ...outliers, calls: outlierCalls.sort((a, b) => apart(b) - apart(a)).slice(0, SHOWN_OUTLIERS) },
      labels: LABELS.map((label) => {
        const [missing = 0, ...named] = countsOf(label);
        return { label, missing, values: named.filter((requests) => requests > 0).length };
      }),
      uploads,
      costs: compareCosts(new Map(tallies.flatMap((tally, id) => [[labels.model[id] ?? '', tally] as const]))),
    };
  };
  return { addLabels, addRow, facts };
}

/**
 * Reads a workload's requests once, one by one, and counts what says how good they are. Other requests to the server
 * are served between segments. The workload's cells must be cut for the stack's prices.
 */
export async function scanQuality(
  database: Database,
  workload: WorkloadRow,
  stack: OpenStack,
  asOf: 'logged' | number,
): Promise<QualityFacts> {
  const scan = createScan(database, workload, stack, asOf);
  const batch = createRequestBatch(SEGMENT_ROWS);
  const uploads: UploadFacts[] = [];
  for (const upload of listUploads(database, workload.id)) {
    const tally = createUploadTally(upload);
    for (const segmentId of segmentIds(database, { uploadId: upload.id }, 'active')) {
      readSegment(database, segmentId, batch, COLUMNS);
      scan.addLabels(batch);
      for (let row = 0; row < batch.length; row++) {
        scan.addRow(batch, row);
        tally.add(batch.timeMs[row] as number, batch.requests[row] as number);
      }
      await setImmediate();
    }
    uploads.push(tally.facts());
  }
  return scan.facts(uploads);
}
