import { deservesAcceptance } from './joint';
import {
  type Answer,
  bestSingleOf,
  commonItems,
  type ModelOnItems,
  type OnItems,
  type PairedItems,
  scoreModels,
  sumUp,
} from './paired';
import { SAMPLE_GATE } from './quality';

/** A part of the items at random to one model, the rest to another: on the line between the two. `weight` is the second's. */
export function mix(first: OnItems, second: OnItems, weight: number): OnItems {
  return {
    n: first.n,
    score: first.score + weight * (second.score - first.score),
    usd: first.usd === null || second.usd === null ? null : first.usd + weight * (second.usd - first.usd),
  };
}

/**
 * The models on the same items that some fixed split of two needs: the upper hull of score over cost, cheapest first.
 * Between two neighbours lies the best split of any budget. Models without a known cost are left out.
 */
export function bestSplits(models: readonly ModelOnItems[]): ModelOnItems[] {
  const priced = models
    .flatMap((model) => (model.usd === null ? [] : [{ ...model, usd: model.usd }]))
    .sort((a, b) => a.usd - b.usd || b.score - a.score);
  const hull: typeof priced = [];
  for (const model of priced) {
    if (hull.length > 0 && model.score <= (hull.at(-1) as (typeof hull)[number]).score) continue;
    for (;;) {
      const [a, b] = hull.slice(-2);
      if (a === undefined || b === undefined) break;
      if ((b.score - a.score) * (model.usd - a.usd) > (model.score - a.score) * (b.usd - a.usd)) break;
      hull.pop();
    }
    hull.push(model);
  }
  return hull;
}

/** The score that the best fixed split reaches for a budget in USD; null where it pays for none. `hull`: `bestSplits`. */
export function bestSplitScore(hull: readonly ModelOnItems[], budgetUsd: number): number | null {
  let best: number | null = null;
  for (const [i, model] of hull.entries()) {
    const usd = model.usd ?? Number.POSITIVE_INFINITY;
    if (usd <= budgetUsd) best = model.score;
    else {
      const before = hull[i - 1];
      if (before !== undefined && best !== null)
        best = mix(before, model, (budgetUsd - (before.usd ?? 0)) / (usd - (before.usd ?? 0))).score;
      break;
    }
  }
  return best;
}

export type SplitOfTwo = { readonly from: ModelOnItems; readonly to: ModelOnItems };

/**
 * The best model and the one to share its calls with, each on the items that both answered (30 at least, or all of the
 * best one's): the cheaper model that gives up the least score for each USD saved, which on one set of items is the
 * last edge of `bestSplits`. Where fewer than two costs are known (`usd` null then), the one that gives up the least
 * score. null: no other model will do, or none is cheaper.
 */
export function bestSplitOfTwo(paired: PairedItems): SplitOfTwo | null {
  const priced = scoreModels(paired).flatMap(({ model, usd }) => (usd === null ? [] : model));
  const isPriced = priced.length >= 2;
  const models = isPriced ? priced : paired.models;
  const best = bestSingleOf({ models, items: paired.items });
  if (best === null) return null;
  const splits = models.flatMap((model) => {
    if (model === best.model) return [];
    const common = commonItems(paired, [model, best.model]);
    if (common.items.length < Math.min(SAMPLE_GATE, best.n)) return [];
    const [from, to] = scoreModels(common) as [ModelOnItems, ModelOnItems];
    const lost = to.score - from.score;
    if (lost <= 0) return [];
    if (!isPriced) return [{ from: { ...from, usd: null }, to: { ...to, usd: null }, price: lost }];
    const savedUsd = ((to.usd ?? 0) - (from.usd ?? 0)) / to.n;
    return savedUsd <= 0 ? [] : [{ from, to, price: lost / savedUsd }];
  });
  const [first] = splits.sort((a, b) => a.price - b.price || a.from.score - b.from.score);
  return first === undefined ? null : { from: first.from, to: first.to };
}

/**
 * A cascade of two models replayed on the items that both answered: the judge takes an answer that deserves it with
 * 1 − its error rate, another with its error rate; what it does not take, the next model answers. Every attempt is
 * billed, and the judge `judgeUsd` an item. A judge that never errs reaches the better score of each item.
 */
export function cascadeOnItems(
  paired: PairedItems,
  first: string,
  next: string,
  errorRate: number,
  judgeUsd = 0,
): (OnItems & { readonly acceptShare: number }) | null {
  const both = commonItems(paired, [first, next]).items;
  if (both.length === 0) return null;
  let accepted = 0;
  const answers = both.map((item): Answer => {
    const [a, b] = [item.get(first) as Answer, item.get(next) as Answer];
    const accept = deservesAcceptance(a.score, b.score) ? 1 - errorRate : errorRate;
    accepted += accept;
    return {
      score: accept * a.score + (1 - accept) * b.score,
      usd: a.usd === null || b.usd === null ? null : a.usd + judgeUsd + (1 - accept) * b.usd,
    };
  });
  return { ...sumUp(answers), acceptShare: accepted / both.length };
}
