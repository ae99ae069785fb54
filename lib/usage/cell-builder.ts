import {
  CELL_DIMENSIONS,
  CELL_MEASURES,
  type CellMeasure,
  type CellTable,
  type Cuts,
  NO_SIZE_BAND,
  UNIT_MASK_AGGREGATE,
  UNIT_MASK_USAGE_MISSING,
} from '@/lib/domain/cube';
import { TOKEN_COUNT_KEYS } from '@/lib/domain/usage';
import { createCellIndex } from './cell-index';
import { createCutter } from './cutter';
import type { Relabel } from './relabel';
import { type RequestBatch, SEGMENT_ROWS } from './request-batch';

export type CellBuilder = {
  readonly add: (batch: RequestBatch) => void;
  /** `labels` are the workload's dictionaries; cells on their way to the database need none. */
  readonly toCellTable: (labels?: CellTable['labels']) => CellTable;
};

/** Sums requests into cells: first the cell of each row, then one pass over each column that is not all zero. */
export function createCellBuilder(cuts: Cuts, relabel: Relabel | null = null): CellBuilder {
  const cutter = createCutter(cuts);
  const index = createCellIndex();
  const sums = new Map<CellMeasure, Float64Array>();
  const cellOfRow = new Int32Array(SEGMENT_ROWS);
  const maskOfRow = new Int32Array(SEGMENT_ROWS);

  /** The measure's sums with room for every cell so far. */
  function sumsOf(measure: CellMeasure): Float64Array {
    const known = sums.get(measure);
    if (known && known.length >= index.size()) return known;
    const larger = new Float64Array(index.capacity());
    if (known) larger.set(known);
    sums.set(measure, larger);
    return larger;
  }

  function findCells(batch: RequestBatch): void {
    const { key } = index;
    const { timeMs, model, task, team, language, region, needs, tags, serviceTier, status, inputTokens } = batch;
    const noSize = UNIT_MASK_USAGE_MISSING | UNIT_MASK_AGGREGATE;
    for (let row = 0; row < batch.length; row++) {
      const time = timeMs[row] as number;
      const mask = maskOfRow[row] as number;
      key[0] = Math.floor(time / 86_400_000);
      key[1] = model[row] as number;
      key[2] = task[row] as number;
      key[3] = team[row] as number;
      key[4] = language[row] as number;
      key[5] = region[row] as number;
      key[6] = needs[row] as number;
      key[7] = tags[row] as number;
      key[8] = serviceTier[row] as number;
      key[9] = cutter.dateInterval(time);
      key[10] = cutter.clockMask(time);
      key[11] = (mask & noSize) === 0 ? cutter.sizeBand(inputTokens[row] as number) : NO_SIZE_BAND;
      key[12] = mask;
      key[13] = status[row] as number;
      cellOfRow[row] = index.find();
    }
  }

  function fillMasks(batch: RequestBatch): void {
    const { aggregate, usageMissing, length } = batch;
    for (let row = 0; row < length; row++) {
      maskOfRow[row] = (aggregate[row] ? UNIT_MASK_AGGREGATE : 0) | (usageMissing[row] ? UNIT_MASK_USAGE_MISSING : 0);
    }
    TOKEN_COUNT_KEYS.forEach((name, i) => {
      const bit = 1 << i;
      const values = batch[name];
      if (isZero(values, length)) return;
      for (let row = 0; row < length; row++) {
        if ((values[row] as number) > 0) maskOfRow[row] = (maskOfRow[row] as number) | bit;
      }
    });
  }

  return {
    add(logged) {
      const batch = relabel === null ? logged : relabel(logged);
      const { length } = batch;
      fillMasks(batch);
      findCells(batch);
      addColumn(sumsOf('requests'), cellOfRow, batch.requests, length);
      for (const name of TOKEN_COUNT_KEYS) {
        if (!isZero(batch[name], length)) addColumn(sumsOf(name), cellOfRow, batch[name], length);
      }
      addExtras(batch, cellOfRow, sumsOf);
    },
    toCellTable(labels = NO_LABELS) {
      const length = index.size();
      const dimensions = CELL_DIMENSIONS.map((name, d) => [name, index.dimension(d)]);
      const measures = CELL_MEASURES.map((name) => [
        name,
        sums.has(name) ? sumsOf(name).slice(0, length) : new Float64Array(length),
      ]);
      const columns = { dimensions: Object.fromEntries(dimensions), measures: Object.fromEntries(measures) };
      return { length, cuts, labels, ...columns };
    },
  };
}

const NO_LABELS: CellTable['labels'] = {
  model: [''],
  task: [''],
  team: [''],
  language: [''],
  region: [''],
  needs: [''],
  tags: [''],
};

function isZero(values: Float64Array, length: number): boolean {
  for (let row = 0; row < length; row++) if (values[row] !== 0) return false;
  return true;
}

function addColumn(sums: Float64Array, cellOfRow: Int32Array, values: Float64Array, length: number): void {
  for (let row = 0; row < length; row++) {
    const cell = cellOfRow[row] as number;
    sums[cell] = (sums[cell] as number) + (values[row] as number);
  }
}

/** Columns that a log seldom has are given no sums until a batch fills them. */
function addExtras(batch: RequestBatch, cellOfRow: Int32Array, sumsOf: (measure: CellMeasure) => Float64Array): void {
  const { length, requests, loggedCostNanoUsd, latencyMs, aggregate, feedback } = batch;
  if (hasNumber(loggedCostNanoUsd, length)) {
    addWhereSaid(sumsOf('loggedCostNanoUsd'), cellOfRow, loggedCostNanoUsd, loggedCostNanoUsd, length);
    addWhereSaid(sumsOf('loggedRequests'), cellOfRow, loggedCostNanoUsd, requests, length);
  }
  if (hasNumber(latencyMs, length)) {
    // The latency of a row that sums many calls is nobody's.
    const ofOneCall = latencyMs.slice(0, length).map((value, row) => (aggregate[row] ? Number.NaN : value));
    addWhereSaid(sumsOf('latencyMs'), cellOfRow, ofOneCall, ofOneCall, length);
    addWhereSaid(sumsOf('latencyRequests'), cellOfRow, ofOneCall, new Float64Array(length).fill(1), length);
  }
  if (feedback.subarray(0, length).some((value) => value !== 0)) {
    addColumn(
      sumsOf('thumbsUp'),
      cellOfRow,
      Float64Array.from(feedback, (value) => (value > 0 ? 1 : 0)),
      length,
    );
    addColumn(
      sumsOf('thumbsDown'),
      cellOfRow,
      Float64Array.from(feedback, (value) => (value < 0 ? 1 : 0)),
      length,
    );
  }
}

function hasNumber(values: Float64Array, length: number): boolean {
  for (let row = 0; row < length; row++) if (!Number.isNaN(values[row] as number)) return true;
  return false;
}

function addWhereSaid(
  sums: Float64Array,
  cellOfRow: Int32Array,
  said: Float64Array,
  values: Float64Array,
  length: number,
): void {
  for (let row = 0; row < length; row++) {
    if (Number.isNaN(said[row] as number)) continue;
    const cell = cellOfRow[row] as number;
    sums[cell] = (sums[cell] as number) + (values[row] as number);
  }
}
