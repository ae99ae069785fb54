import { asc, eq } from 'drizzle-orm';
import type { CellTable } from '@/lib/domain/cube';
import type { LabelRule } from '@/lib/domain/label-rule';
import { createRelabel, type Relabel } from '@/lib/usage/relabel';
import type { Database } from './client';
import { loadLabels } from './labels';
import { labelRules } from './schema';

/** The rules of a workload in the order they are tried. */
export function loadLabelRules({ db }: Database, workloadId: number): LabelRule[] {
  const rows = db.select().from(labelRules).where(eq(labelRules.workloadId, workloadId));
  return rows
    .orderBy(asc(labelRules.position))
    .all()
    .map(({ rule }) => rule);
}

/** What these rules make of requests, by dictionaries that hold every value the rules set. */
export function relabelBy(rules: readonly LabelRule[], labels: CellTable['labels']): Relabel | null {
  return createRelabel(
    rules,
    (kind, id) => labels[kind][id] ?? '',
    (kind, value) => Math.max(0, labels[kind].indexOf(value)),
  );
}

/** What the workload's rules make of its stored requests; null where there is none. */
export function loadRelabel(database: Database, workloadId: number): Relabel | null {
  const rules = loadLabelRules(database, workloadId);
  return rules.length === 0 ? null : relabelBy(rules, loadLabels(database, workloadId));
}
