import { bestSingleOf, type ModelOnItems, oracleOf, scoreModels, toPairedItems } from '@/lib/engine/paired';
import { compareModels, loadEval } from './paired-evals';

/** `score` is a mean, `usd` a sum, null where one of its costs is not known. */
export type EvalSummary = {
  readonly models: readonly ModelOnItems[];
  /** Per item the cheapest of the best-scoring models. */
  readonly oracle: { readonly score: number; readonly usd: number | null };
  readonly bestSingle: { readonly model: string; readonly score: number; readonly usd: number | null };
  readonly pairs: ReturnType<typeof compareModels>;
};

/** A stored eval over all of its tasks. Throws 'not-found'. */
export async function summariseEvals(name: string): Promise<EvalSummary> {
  const paired = toPairedItems(await loadEval(name, null));
  const oracle = oracleOf(paired);
  const best = bestSingleOf(paired);
  if (oracle === null || best === null) throw new Error(`the eval "${name}" is empty`);
  return {
    models: scoreModels(paired),
    oracle: { score: oracle.score, usd: oracle.usd },
    bestSingle: { model: best.model, score: best.score, usd: best.usd },
    pairs: compareModels(paired),
  };
}
