import { listWorkloads } from '@/db/queries/workloads';
import type { SketchView } from '@/lib/domain/sketch-view';
import type { ScenarioParams } from '@/lib/schema/scenario-params';
import { DEFAULT_BOOKS } from './books';
import { getDatabase } from './database';
import { totalSketch } from './sketch-totals';
import { readSketch } from './sketch-workload';

/** The sketch that `edit` names, or an empty one. */
export async function viewSketch(edit: string | null, params: Pick<ScenarioParams, 'books'>): Promise<SketchView> {
  const books = params.books ?? DEFAULT_BOOKS;
  const workloads = listWorkloads(await getDatabase());
  const sketches = await Promise.all(workloads.map(({ name }) => readSketch(name)));
  const place = workloads.findIndex(({ name }) => name === edit);
  const rows = sketches[place]?.rows ?? [];
  const problemOf = () => {
    if (edit === null || rows.length > 0) return null;
    return place < 0
      ? `There is no workload called “${edit}”. It may have been deleted.`
      : `“${edit}” was read from a log: there is no sketch of it to change.`;
  };
  return {
    workload: rows.length > 0 ? edit : null,
    rows,
    totals: rows.length > 0 ? await totalSketch(rows, books, Date.now()) : null,
    books,
    logs: workloads.filter((_, i) => sketches[i] === null).map(({ name }) => name),
    models: [...new Set(sketches.flatMap((sketch) => sketch?.rows.map(({ model }) => model) ?? []))],
    problem: problemOf(),
  };
}
