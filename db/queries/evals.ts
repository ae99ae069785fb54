import { asc, eq, sql } from 'drizzle-orm';
import type { EvalItem } from '@/lib/domain/evidence';
import type { Database } from '../client';
import { evalItems, evalSets } from '../schema';

export type EvalSet = {
  readonly id: number;
  readonly name: string;
  readonly fileName: string;
  readonly measuredOn: string | null;
  readonly createdAtMs: number;
};

/** Puts an eval in the place of the one of that name. */
export function replaceEvals(database: Database, set: Omit<EvalSet, 'id'>, items: readonly EvalItem[]): void {
  database.sqlite
    .transaction(() => {
      database.db.delete(evalSets).where(eq(evalSets.name, set.name)).run();
      const { id: evalId } = database.db.insert(evalSets).values(set).returning({ id: evalSets.id }).get();
      const insert = database.sqlite.prepare(
        `insert into eval_items (eval_id, task, item, model, score, usd, input_tokens, output_tokens)
         values (?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      for (const { task, item, model, score, usd, inputTokens, outputTokens } of items)
        insert.run(evalId, task, item, model, score, usd, inputTokens, outputTokens);
    })
    .immediate();
}

/** Oldest first. */
export function listEvalSets(database: Database): EvalSet[] {
  return database.db.select().from(evalSets).orderBy(asc(evalSets.id)).all();
}

export type EvalCounts = {
  /** Task × item. */
  readonly items: number;
  /** In the order of the file. */
  readonly models: readonly string[];
  readonly tasks: readonly string[];
};

/** What an eval holds, without reading its items. */
export function countEval({ sqlite }: Database, evalId: number): EvalCounts {
  const named = (column: 'model' | 'task') =>
    sqlite
      .prepare(`SELECT ${column} FROM eval_items WHERE eval_id = ? GROUP BY ${column} ORDER BY min(rowid)`)
      .pluck()
      .all(evalId) as string[];
  const items = sqlite
    .prepare('SELECT count(*) FROM (SELECT DISTINCT task, item FROM eval_items WHERE eval_id = ?)')
    .pluck()
    .get(evalId) as number;
  return { items, models: named('model'), tasks: named('task') };
}

/** In the order of the file. */
export function loadEvalItems(database: Database, evalId: number): EvalItem[] {
  return database.db
    .select({
      task: evalItems.task,
      item: evalItems.item,
      model: evalItems.model,
      score: evalItems.score,
      usd: evalItems.usd,
      inputTokens: evalItems.inputTokens,
      outputTokens: evalItems.outputTokens,
    })
    .from(evalItems)
    .where(eq(evalItems.evalId, evalId))
    .orderBy(sql`rowid`)
    .all();
}

/** False where there is none of that name. */
export function deleteEvals(database: Database, name: string): boolean {
  return database.db.delete(evalSets).where(eq(evalSets.name, name)).run().changes > 0;
}
