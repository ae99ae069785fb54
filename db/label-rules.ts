import { and, eq } from 'drizzle-orm';
import type { CellTable } from '@/lib/domain/cube';
import { WaybillError } from '@/lib/domain/errors';
import { type LabelRule, RULE_TARGETS } from '@/lib/domain/label-rule';
import { aggregateSegments, replaceCells } from './cells';
import type { Database } from './client';
import { insertLabels, loadLabels } from './labels';
import { relabelBy } from './relabel';
import { labelRules, workloads } from './schema';
import { runningImports } from './uploads';

/** Labels with the values that rules set, as they will be once the rules are saved. */
function withRuleValues(labels: CellTable['labels'], rules: readonly LabelRule[]): CellTable['labels'] {
  const added = RULE_TARGETS.map((target) => {
    const values = rules.filter((rule) => rule.target === target).map(({ value }) => value);
    return [target, [...new Set([...labels[target], ...values])]] as const;
  });
  return { ...labels, ...Object.fromEntries(added) };
}

/** The cells of a workload as these rules would label them. Stores nothing. */
export function cellsUnderRules(database: Database, workloadId: number, rules: readonly LabelRule[]): CellTable {
  const workload = database.db.select().from(workloads).where(eq(workloads.id, workloadId)).get();
  if (!workload) throw new WaybillError('not-found', `no workload ${workloadId}`);
  const labels = withRuleValues(loadLabels(database, workloadId), rules);
  const cells = aggregateSegments(database, { workloadId }, workload.cuts, relabelBy(rules, labels));
  return { ...cells, labels };
}

/**
 * Replaces a workload's rules and labels its stored requests by them. What was logged stays in the segments, so that
 * taking a rule away brings it back. Throws 'conflict' while an import into the workload runs.
 */
export function saveLabelRules(database: Database, workloadId: number, rules: readonly LabelRule[]): void {
  const { db, sqlite } = database;
  for (;;) {
    const workload = db.select().from(workloads).where(eq(workloads.id, workloadId)).get();
    if (!workload) throw new WaybillError('not-found', `no workload ${workloadId}`);
    // Seconds of work before the write lock; a change meanwhile makes it start again.
    const cells = cellsUnderRules(database, workloadId, rules);
    const apply = sqlite.transaction(() => {
      const where = and(eq(workloads.id, workloadId), eq(workloads.revision, workload.revision));
      if (db.select().from(workloads).where(where).get() === undefined) return false;
      if (runningImports(database, workloadId).length > 0)
        throw new WaybillError('conflict', 'an import into this workload is running: wait for it, or cancel it first');
      const stored = loadLabels(database, workloadId);
      for (const target of RULE_TARGETS)
        insertLabels(
          database,
          workloadId,
          target,
          stored[target].length,
          cells.labels[target].slice(stored[target].length),
        );
      db.delete(labelRules).where(eq(labelRules.workloadId, workloadId)).run();
      rules.forEach((rule, position) => {
        db.insert(labelRules).values({ workloadId, position, rule }).run();
      });
      replaceCells(database, workloadId, cells);
      return true;
    });
    if (apply.immediate()) return;
  }
}
