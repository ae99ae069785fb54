import { listEvalSets, loadEvalItems } from '@/db/queries/evals';
import { WaybillError } from '@/lib/domain/errors';
import type { EvalItem } from '@/lib/domain/evidence';
import type { FixedSplit, PairedDifference, PairedModel, PairedView } from '@/lib/domain/evidence-view';
import { intervalOf } from '@/lib/engine/intervals';
import {
  bestSingleOf,
  commonItems,
  type ModelOnItems,
  oracleOf,
  type PairedItems,
  scoreModels,
  toPairedItems,
} from '@/lib/engine/paired';
import { compareOnItems, itemsToSettle } from '@/lib/engine/paired-compare';
import { bestSplitOfTwo } from '@/lib/engine/paired-routes';
import { getDatabase } from './database';

/** The items of a stored eval, of one task or all. Throws 'not-found' with the names there are. */
export async function loadEval(name: string, task: string | null): Promise<EvalItem[]> {
  const database = await getDatabase();
  const sets = listEvalSets(database);
  const set = sets.find((each) => each.name === name);
  if (set === undefined) {
    const names = sets.map((each) => `"${each.name}"`).join(', ');
    throw new WaybillError(
      'not-found',
      `no eval is named "${name}"; there ${names === '' ? 'is none yet' : `are ${names}`}`,
    );
  }
  const items = loadEvalItems(database, set.id);
  const own = task === null ? items : items.filter((item) => item.task === task);
  if (own.length === 0) throw new WaybillError('not-found', `the eval "${name}" has no task "${task}"`);
  return own;
}

function toModel(model: ModelOnItems, paired: PairedItems): PairedModel {
  const scores = paired.items.flatMap((item) => item.get(model.model)?.score ?? []);
  const isRightOrWrong = scores.every((score) => score === 0 || score === 1);
  const square = scores.reduce((sum, score) => sum + (score - model.score) ** 2, 0);
  const deviation = isRightOrWrong || scores.length < 2 ? {} : { deviation: Math.sqrt(square / (scores.length - 1)) };
  return { ...model, interval: intervalOf({ score: model.score, sampleSize: model.n, ...deviation }) };
}

export function compareModels(paired: PairedItems): PairedDifference[] {
  return paired.models.flatMap((a, i) =>
    paired.models.slice(i + 1).flatMap((b) => {
      const comparison = compareOnItems(paired, a, b);
      if (comparison.n === 0) return [];
      const { n, difference, interval } = comparison;
      return { a, b, n, difference, interval, itemsToSettle: itemsToSettle(comparison) || null };
    }),
  );
}

function findSplit(paired: PairedItems): FixedSplit | null {
  const found = bestSplitOfTwo(paired);
  if (found === null) return null;
  const common = commonItems(paired, [found.from.model, found.to.model]);
  return { from: toModel(found.from, common), to: toModel(found.to, common) };
}

/** The models of an eval, item by item. Throws 'not-found'. */
export async function pairedEvals(request: {
  readonly name: string;
  readonly task: string | null;
}): Promise<PairedView> {
  const paired = toPairedItems(await loadEval(request.name, request.task));
  const best = bestSingleOf(paired);
  return {
    name: request.name,
    task: request.task,
    items: paired.items.length,
    models: scoreModels(paired)
      .map((model) => toModel(model, paired))
      .sort((a, b) => b.score - a.score),
    differences: compareModels(paired),
    oracle: oracleOf(paired),
    bestSingle: best === null ? null : toModel(best, paired),
    split: findSplit(paired),
  };
}
