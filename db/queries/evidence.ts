import { eq } from 'drizzle-orm';
import type { Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { Database } from '../client';
import { evidence, taskBenchmarks } from '../schema';

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

export function saveTaskBenchmark(database: Database, workloadId: number, task: string, benchmark: string): void {
  database.db
    .insert(taskBenchmarks)
    .values({ workloadId, task, benchmark })
    .onConflictDoUpdate({ target: [taskBenchmarks.workloadId, taskBenchmarks.task], set: { benchmark } })
    .run();
}
