import { deleteEvals, listEvalSets, loadEvalItems } from '@/db/queries/evals';
import { WaybillError } from '@/lib/domain/errors';
import type { EvalSetLine } from '@/lib/domain/evidence-view';
import { DEFAULT_BOOKS } from './books';
import { getDatabase } from './database';
import { countItems, describeItems } from './import-evals';

/** The uploaded evals, oldest first, and which offer each of their models is. */
export async function listEvals(books: readonly string[] = DEFAULT_BOOKS): Promise<EvalSetLine[]> {
  const database = await getDatabase();
  return Promise.all(
    listEvalSets(database).map(async ({ id, name, fileName, measuredOn, createdAtMs }) => {
      const items = loadEvalItems(database, id);
      return {
        name,
        fileName,
        measuredOn,
        createdAtMs,
        items: countItems(items),
        ...(await describeItems(items, books)),
      };
    }),
  );
}

/** Throws 'not-found'. */
export async function removeEvals(name: string): Promise<void> {
  if (!deleteEvals(await getDatabase(), name)) throw new WaybillError('not-found', `no eval is named "${name}"`);
}
