import type { CellTable, LabelKind } from '@/lib/domain/cube';
import { LABEL_KINDS } from '@/lib/usage/request-batch';
import type { Database } from './client';

/** A workload's dictionaries: the value of every label id; index 0 is ''. */
export function loadLabels({ sqlite }: Database, workloadId: number): CellTable['labels'] {
  const labels = Object.fromEntries(LABEL_KINDS.map((kind) => [kind, ['']])) as Record<LabelKind, string[]>;
  const rows = sqlite
    .prepare('SELECT kind, label_id AS labelId, value FROM labels WHERE workload_id = ?')
    .all(workloadId) as { kind: LabelKind; labelId: number; value: string }[];
  for (const { kind, labelId, value } of rows) labels[kind][labelId] = value;
  return labels;
}

/** Adds values whose ids follow those stored. */
export function insertLabels(
  { sqlite }: Database,
  workloadId: number,
  kind: LabelKind,
  firstId: number,
  values: readonly string[],
): void {
  const insert = sqlite.prepare('INSERT INTO labels (workload_id, kind, label_id, value) VALUES (?, ?, ?, ?)');
  values.forEach((value, index) => {
    insert.run(workloadId, kind, firstId + index, value);
  });
}
