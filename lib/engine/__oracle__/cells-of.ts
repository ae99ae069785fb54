import {
  CELL_DIMENSIONS,
  CELL_MEASURES,
  type CellMeasure,
  type CellTable,
  type Cuts,
  type LabelKind,
  UNIT_MASK_AGGREGATE,
  UNIT_MASK_USAGE_MISSING,
} from '@/lib/domain/cube';
import { BILLING_STATUSES, LABELS, SERVICE_TIERS, TOKEN_COUNT_KEYS, type UsageRecord } from '@/lib/domain/usage';
import { isWithin } from './price-one';

const KINDS = ['model', ...LABELS] as const satisfies readonly LabelKind[];

function measuresOf(record: UsageRecord): { readonly [measure in CellMeasure]: number } {
  const isLogged = record.loggedCostNanoUsd !== null;
  const isTimed = record.latencyMs !== null && !record.aggregate;
  return {
    ...record,
    loggedRequests: isLogged ? record.requests : 0,
    loggedCostNanoUsd: record.loggedCostNanoUsd ?? 0,
    latencyRequests: isTimed ? 1 : 0,
    latencyMs: isTimed ? (record.latencyMs ?? 0) : 0,
    thumbsUp: record.feedback === 1 ? 1 : 0,
    thumbsDown: record.feedback === -1 ? 1 : 0,
  };
}

/** Sums calls into cells from the definitions in lib/domain/cube.ts: a second opinion on the builder that stores them. */
export function cellsOf(records: readonly UsageRecord[], cuts: Cuts): CellTable {
  const labels = Object.fromEntries(KINDS.map((kind) => [kind, ['']])) as { [kind in LabelKind]: string[] };
  const idOf = (kind: LabelKind, value: string) => {
    if (!labels[kind].includes(value)) labels[kind].push(value);
    return labels[kind].indexOf(value);
  };
  const edgesUpTo = (edges: readonly number[], value: number) => edges.filter((edge) => edge <= value).length;
  const cells = new Map<string, { at: number[]; sums: number[] }>();
  for (const record of records) {
    const units = TOKEN_COUNT_KEYS.reduce((mask, key, bit) => (record[key] > 0 ? mask + 2 ** bit : mask), 0);
    const marks = (record.usageMissing ? UNIT_MASK_USAGE_MISSING : 0) + (record.aggregate ? UNIT_MASK_AGGREGATE : 0);
    const at = [
      Math.floor(record.timeMs / 86_400_000),
      ...KINDS.map((kind) => idOf(kind, record[kind])),
      SERVICE_TIERS.indexOf(record.serviceTier),
      edgesUpTo(cuts.dateEdgesMs, record.timeMs),
      cuts.clocks.reduce((mask, clock, bit) => (isWithin(clock, record.timeMs) ? mask + 2 ** bit : mask), 0),
      marks > 0 ? -1 : edgesUpTo(cuts.sizeEdges, record.inputTokens),
      units + marks,
      BILLING_STATUSES.indexOf(record.status),
    ];
    const key = at.join();
    const cell = cells.get(key) ?? { at, sums: CELL_MEASURES.map(() => 0) };
    cells.set(key, cell);
    const added = measuresOf(record);
    CELL_MEASURES.forEach((measure, m) => {
      cell.sums[m] = (cell.sums[m] as number) + added[measure];
    });
  }
  const all = [...cells.values()];
  return {
    length: all.length,
    cuts,
    labels,
    dimensions: Object.fromEntries(
      CELL_DIMENSIONS.map((name, d) => [name, Int32Array.from(all, ({ at }) => at[d] as number)]),
    ) as unknown as CellTable['dimensions'],
    measures: Object.fromEntries(
      CELL_MEASURES.map((name, m) => [name, Float64Array.from(all, ({ sums }) => sums[m] as number)]),
    ) as unknown as CellTable['measures'],
  };
}
