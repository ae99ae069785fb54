import { countEval, deleteEvals, listEvalSets } from '@/db/queries/evals';
import { WaybillError } from '@/lib/domain/errors';
import type { EvalSetLine } from '@/lib/domain/evidence-view';
import { DEFAULT_BOOKS, openStack } from './books';
import { getDatabase } from './database';
import { toMaker } from './own-evals';

/** The uploaded evals, oldest first, and which offer each of their models is. */
export async function listEvals(books: readonly string[] = DEFAULT_BOOKS): Promise<EvalSetLine[]> {
  const database = await getDatabase();
  const stack = await openStack(books);
  return listEvalSets(database).map(({ id, ...set }) => {
    const { items, models, tasks } = countEval(database, id);
    return {
      ...set,
      items,
      models: models.map((model) => ({ model, offerId: toMaker(model, stack) })),
      tasks: tasks.filter((task) => task !== ''),
    };
  });
}

/** Throws 'not-found'. */
export async function removeEvals(name: string): Promise<void> {
  if (!deleteEvals(await getDatabase(), name)) throw new WaybillError('not-found', `no eval is named "${name}"`);
}
