import { and, eq } from 'drizzle-orm';
import type { Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { Database } from '../client';
import { evidence, taskBenchmarks, taskBlastRadius, workloads } from '../schema';

/** Puts the evidence that ships with Waybill in place of what an earlier release brought. */
export function seedEvidence(database: Database, items: readonly Evidence[]): void {
  const stored = loadEvidence(database, true);
  if (JSON.stringify(stored) === JSON.stringify(items)) return;
  database.sqlite
    .transaction(() => {
      database.db.delete(evidence).where(eq(evidence.builtIn, true)).run();
      for (const item of items)
        database.db
          .insert(evidence)
          .values({ ...item, builtIn: true })
          .run();
    })
    .immediate();
}

export function loadEvidence(database: Database, builtInOnly = false): Evidence[] {
  const rows = database.db
    .select()
    .from(evidence)
    .where(builtInOnly ? eq(evidence.builtIn, true) : undefined)
    .orderBy(evidence.id)
    .all();
  return rows.map(({ id: _id, builtIn: _builtIn, ...row }) => ({
    dataset: row.dataset,
    offerId: row.offerId as OfferId,
    benchmark: row.benchmark,
    score: row.score,
    sampleSize: row.sampleSize,
    kind: row.kind,
    source: row.source,
    measuredOn: row.measuredOn,
  }));
}

/** A person's choice of benchmark per task of a workload; '' says judged by none. */
export function loadTaskBenchmarks(database: Database, workloadId: number): Map<string, string> {
  const rows = database.db.select().from(taskBenchmarks).where(eq(taskBenchmarks.workloadId, workloadId)).all();
  return new Map(rows.map((row) => [row.task, row.benchmark]));
}

/** '' says judged by none; null goes back to the default. */
export function saveTaskBenchmark(
  database: Database,
  workloadId: number,
  task: string,
  benchmark: string | null,
): void {
  if (benchmark === null) {
    const isIt = and(eq(taskBenchmarks.workloadId, workloadId), eq(taskBenchmarks.task, task));
    database.db.delete(taskBenchmarks).where(isIt).run();
    return;
  }
  database.db
    .insert(taskBenchmarks)
    .values({ workloadId, task, benchmark })
    .onConflictDoUpdate({ target: [taskBenchmarks.workloadId, taskBenchmarks.task], set: { benchmark } })
    .run();
}

/** How much an error in a task weighs, by task; 1 where a task is missing. */
export function loadBlastRadius(database: Database, workloadId: number): Map<string, number> {
  const rows = database.db.select().from(taskBlastRadius).where(eq(taskBlastRadius.workloadId, workloadId)).all();
  return new Map(rows.map((row) => [row.task, row.weight]));
}

/** null goes back to 1. */
export function saveBlastRadius(database: Database, workloadId: number, task: string, weight: number | null): void {
  if (weight === null) {
    const isIt = and(eq(taskBlastRadius.workloadId, workloadId), eq(taskBlastRadius.task, task));
    database.db.delete(taskBlastRadius).where(isIt).run();
    return;
  }
  database.db
    .insert(taskBlastRadius)
    .values({ workloadId, task, weight })
    .onConflictDoUpdate({ target: [taskBlastRadius.workloadId, taskBlastRadius.task], set: { weight } })
    .run();
}

/** The fewest items that count for a workload; null: nobody set them. */
export function loadSampleGate(database: Database, workloadId: number): number | null {
  const row = database.db
    .select({ gate: workloads.sampleGate })
    .from(workloads)
    .where(eq(workloads.id, workloadId))
    .get();
  return row?.gate ?? null;
}

export function saveSampleGate(database: Database, workloadId: number, gate: number | null): void {
  database.db.update(workloads).set({ sampleGate: gate }).where(eq(workloads.id, workloadId)).run();
}

export type FeedbackCount = {
  readonly model: string;
  readonly task: string;
  readonly up: number;
  readonly down: number;
};

/** Thumbs by logged model and task, from the stored cells; only where some were given. */
export function loadFeedback({ sqlite }: Database, workloadId: number): FeedbackCount[] {
  return sqlite
    .prepare(
      `SELECT coalesce(m.value, '') AS model, coalesce(t.value, '') AS task, c.up, c.down
       FROM (SELECT model, task, sum(thumbs_up) AS up, sum(thumbs_down) AS down FROM cells
             WHERE workload_id = @workloadId AND (thumbs_up > 0 OR thumbs_down > 0) GROUP BY model, task) c
       LEFT JOIN labels m ON m.workload_id = @workloadId AND m.kind = 'model' AND m.label_id = c.model
       LEFT JOIN labels t ON t.workload_id = @workloadId AND t.kind = 'task' AND t.label_id = c.task
       ORDER BY task, model`,
    )
    .all({ workloadId }) as FeedbackCount[];
}
