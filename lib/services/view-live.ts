import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { loadLabels } from '@/db/labels';
import { findWorkload, type WorkloadRow } from '@/db/queries/workloads';
import { CELL_DIMENSIONS, type CellTable } from '@/lib/domain/cube';
import type { Policy } from '@/lib/domain/policy';
import { MAX_CLOCKS, mergeCuts } from '@/lib/engine/cuts';
import { buildInputs } from '@/lib/engine/live/build-inputs';
import { encodeCube } from '@/lib/engine/live/cube-codec';
import type { LiveInputs } from '@/lib/engine/live/live-inputs';
import { cutsForCandidates } from '@/lib/engine/optimise/size-classes';
import { spanOf } from '@/lib/engine/period';
import { cutsForPlan, modelsOfPolicy } from '@/lib/engine/plan-cuts';
import type { EvidenceIndex } from '@/lib/engine/quality';
import { rollUp } from '@/lib/engine/roll-up';
import { countAggregateRequests } from '@/lib/engine/summarise';
import type { OpenStack } from './books';
import { findCostOutliers, orPending } from './cost-outliers';
import { getDatabase } from './database';
import { loadCutCells, replayCube } from './simulate-workload';
import { benchmarkTitleOf } from './workload-evidence';

const TIMELESS = CELL_DIMENSIONS.filter((dimension) => dimension !== 'day' && dimension !== 'dateInterval');
const timeless = new WeakMap<CellTable, CellTable>();

/** The cells that a replay at these prices asks for: with one date for all prices, a call's own date tells nothing. */
export function liveCube(table: CellTable, asOf: 'logged' | number): CellTable {
  if (asOf === 'logged') return replayCube(table);
  const known = timeless.get(table);
  if (known !== undefined) return known;
  const cube = rollUp(table, TIMELESS);
  timeless.set(table, cube);
  return cube;
}

export type CubeFile = { readonly key: string; readonly gzipped: Uint8Array<ArrayBuffer> };
const files = new WeakMap<CellTable, CubeFile>();

/** A cube as bytes, and the hash that names them. */
export function cubeFile(cube: CellTable): CubeFile {
  const known = files.get(cube);
  if (known !== undefined) return known;
  const bytes = encodeCube(cube);
  const key = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const file = { key, gzipped: new Uint8Array(gzipSync(bytes, { level: 1 })) };
  files.set(cube, file);
  return file;
}

/** Cells that serve the policy and everything on any of the models; models with hours of their own only as far as there is room. */
export function cellsInPlay(
  database: Awaited<ReturnType<typeof getDatabase>>,
  workload: WorkloadRow,
  policy: Policy,
  models: readonly string[],
  opened: OpenStack,
): CellTable {
  const clocksOf = (names: readonly string[]) =>
    new Set(
      names.flatMap((name) => {
        const offerId = opened.resolve(name)?.offerId;
        return offerId === undefined
          ? []
          : opened.stack.rowsOf(offerId).flatMap(({ clock }) => (clock === null ? [] : JSON.stringify(clock)));
      }),
    );
  const isRoomy = clocksOf([...modelsOfPolicy(policy), ...models]).size <= MAX_CLOCKS / 2;
  const served = isRoomy ? models : models.filter((model) => clocksOf([model]).size === 0);
  const { resolve, stack } = opened;
  const { model: names } = loadLabels(database, workload.id);
  const sources = [...new Set(names.flatMap((name) => resolve(name)?.offerId ?? []))];
  const cuts = [
    cutsForPlan(sources, policy, resolve, stack),
    cutsForCandidates(sources, policy, served, resolve, stack),
  ].reduce(mergeCuts);
  return loadCutCells(database, workload, cuts);
}

export type LiveRequest = {
  readonly workload: WorkloadRow;
  readonly policy: Policy;
  readonly asOf: 'logged' | number;
  readonly opened: OpenStack;
  readonly evidence: EvidenceIndex;
  /** Offer ids or names beside those of the log and of the policy. */
  readonly models: readonly string[];
  readonly weights: LiveInputs['weights'];
  readonly names: LiveInputs['names'];
  readonly statedNameOf: (offerId: string) => string | undefined;
  readonly hashSeed: readonly unknown[];
};

/** A workload's cells for a scenario, and all that the browser needs to replay them under policies of its own. */
export async function openLive(request: LiveRequest): Promise<{
  readonly inputs: LiveInputs;
  readonly cube: CellTable;
  /** The cube's cells by day. */
  readonly table: CellTable;
}> {
  const { policy, asOf, opened, models } = request;
  const database = await getDatabase();
  const table = cellsInPlay(database, request.workload, policy, models, opened);
  const workload = findWorkload(database, request.workload.name) ?? request.workload;
  const outliers = await orPending(findCostOutliers(database, workload, opened, asOf), spanOf(table)?.requests ?? 0);
  const cube = liveCube(table, asOf);

  return {
    cube,
    table,
    inputs: {
      cubeKey: cubeFile(cube).key,
      asOf,
      span: spanOf(table),
      ...buildInputs(cube, { ...opened, ...request, benchmarkTitleOf }),
      names: request.names,
      outliers,
      aggregateRequests: countAggregateRequests(table),
      weights: request.weights,
      hashSeed: request.hashSeed,
    },
  };
}
