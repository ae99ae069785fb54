import { createHash } from 'node:crypto';
import { loadCells, rebuildCells } from '@/db/cells';
import type { Database } from '@/db/client';
import { loadLabels } from '@/db/labels';
import { findWorkload, listWorkloads, uploadHashes, type WorkloadRow } from '@/db/queries/workloads';
import type { BookRef } from '@/lib/domain/book-ref';
import type { CellTable, Cuts } from '@/lib/domain/cube';
import { WaybillError } from '@/lib/domain/errors';
import type { Policy } from '@/lib/domain/policy';
import type { Simulation } from '@/lib/domain/simulation';
import { containsCuts, MAX_CLOCKS, mergeCuts } from '@/lib/engine/cuts';
import { type LogSpan, spanOf } from '@/lib/engine/period';
import { cutsForPlan } from '@/lib/engine/plan-cuts';
import type { EvidenceIndex } from '@/lib/engine/quality';
import { REPLAY_DIMENSIONS, rollUp } from '@/lib/engine/roll-up';
import { simulate } from '@/lib/engine/summarise';
import { type OpenStack, openStack, stackOf } from './books';
import { findCostOutliers, orPending } from './cost-outliers';
import { getDatabase } from './database';
import { hashEvidence } from './evidence-hash';
import type { Resolving } from './own-evals';
import { type WorkloadEvidence, workloadEvidence } from './workload-evidence';

export type SimulationRequest = {
  readonly workload: string;
  readonly policy: Policy;
  /** `logged`, or the instant whose prices hold for every request. */
  readonly asOf: 'logged' | number;
  readonly books: readonly string[];
  /** Fills `byDay`; without it the day is rolled up first. */
  readonly byDay?: boolean;
  /**
   * Recorded costs far off the price, sought for seconds in a large log: `all` (the default) waits for them, `soon` no
   * longer than a screen does, with a notice instead; `none` where nobody looks at them.
   */
  readonly outliers?: 'all' | 'soon' | 'none';
};

export type SimulatedWorkload = {
  readonly simulation: Simulation;
  readonly workload: { readonly id: number; readonly name: string; readonly note: string };
  readonly span: LogSpan | null;
  readonly inputs: { readonly books: readonly BookRef[]; readonly asOf: string; readonly hash: string };
};

function namesThereAre(names: readonly string[]): string {
  return names.length === 0 ? 'there is none yet' : `there are ${names.map((name) => `"${name}"`).join(', ')}`;
}

/** Throws 'not-found' with the names there are. */
export async function requireWorkload(database: Database, name: string): Promise<WorkloadRow> {
  const workload = findWorkload(database, name);
  if (workload === null)
    throw new WaybillError(
      'not-found',
      `no workload is named "${name}"; ${namesThereAre(listWorkloads(database).map((each) => each.name))}`,
    );
  return workload;
}

type Loaded = { readonly key: string; readonly table: CellTable };
const MAX_LOADED = 4;
const loaded: Loaded[] = [];

/** Cells of a workload cut at least as finely as asked: rebuilt from its segments where they are not, and remembered. */
export function loadCutCells(database: Database, workload: WorkloadRow, cuts: Cuts): CellTable {
  let { revision } = workload;
  if (!containsCuts(workload.cuts, cuts)) {
    const merged = mergeCuts(workload.cuts, cuts);
    rebuildCells(database, workload.id, merged.clocks.length > MAX_CLOCKS ? cuts : merged);
    revision = findWorkload(database, workload.name)?.revision ?? revision;
  }
  const key = `${database.sqlite.name}/${workload.id}/${revision}`;
  const known = loaded.find((entry) => entry.key === key);
  if (known !== undefined) return known.table;
  const table = loadCells(database, workload.id);
  loaded.unshift({ key, table });
  loaded.length = Math.min(loaded.length, MAX_LOADED);
  return table;
}

/** The evidence that counts for a workload, its models named as these books name them. */
export function evidenceFor(database: Database, workloadId: number, stack: Resolving): EvidenceIndex {
  return workloadEvidence(database, workloadId, stack).index;
}

const cubes = new WeakMap<CellTable, CellTable>();

/** The cells without the day, which no replay asks for. */
export function replayCube(table: CellTable): CellTable {
  const known = cubes.get(table);
  if (known !== undefined) return known;
  const cube = rollUp(table, REPLAY_DIMENSIONS);
  cubes.set(table, cube);
  return cube;
}

/** The workload's cells, cut for its own models and for all of these policies under these books. */
export function cellsForPolicies(
  database: Database,
  workload: WorkloadRow,
  policies: readonly Policy[],
  { resolve, stack }: OpenStack,
): CellTable {
  const { model: names } = loadLabels(database, workload.id);
  const sources = [...new Set(names.flatMap((name) => resolve(name)?.offerId ?? []))];
  const cuts = [null, ...policies].map((policy) => cutsForPlan(sources, policy, resolve, stack)).reduce(mergeCuts);
  return loadCutCells(database, workload, cuts);
}

/**
 * What the hash of all inputs is made of, before the policy: the files, the books, the price date and the evidence in
 * force. `asOf` is `logged` or ISO.
 */
export function hashSeed(
  database: Database,
  workloadId: number,
  requests: number,
  refs: readonly BookRef[],
  asOf: string,
  known: WorkloadEvidence = workloadEvidence(database, workloadId, stackOf(database, refs)),
): readonly unknown[] {
  return [uploadHashes(database, workloadId), requests, refs, asOf, hashEvidence(database, workloadId, known)];
}

export function hashInputs(seed: readonly unknown[], policy: Policy): string {
  return createHash('sha256')
    .update(JSON.stringify([...seed, policy]))
    .digest('hex');
}

/** Replays a workload under a policy. Throws 'not-found' for an unknown workload or book. */
export async function simulateWorkload(request: SimulationRequest): Promise<SimulatedWorkload> {
  const database = await getDatabase();
  const workload = await requireWorkload(database, request.workload);
  const stack = await openStack(request.books);
  const table = cellsForPolicies(database, workload, [request.policy], stack);
  const known = workloadEvidence(database, workload.id, stack);
  const simulation = simulate(request.byDay ? table : replayCube(table), {
    policy: request.policy,
    asOf: request.asOf,
    stack: stack.stack,
    resolve: stack.resolve,
    makerOf: stack.makerOf,
    evidence: known.index,
  });
  const current = findWorkload(database, workload.name) ?? workload;
  const seek = () => findCostOutliers(database, current, stack, request.asOf);
  const outliers =
    request.outliers === 'none'
      ? []
      : await (request.outliers === 'soon' ? orPending(seek(), simulation.requests) : seek());
  const asOf = request.asOf === 'logged' ? 'logged' : new Date(request.asOf).toISOString();
  const seed = hashSeed(database, workload.id, simulation.requests, stack.refs, asOf, known);
  const hash = hashInputs(seed, request.policy);
  return {
    simulation: { ...simulation, violations: [...simulation.violations, ...outliers] },
    workload: { id: workload.id, name: workload.name, note: workload.note },
    span: spanOf(table),
    inputs: { books: stack.refs, asOf, hash },
  };
}
