import type { EvalItem } from '@/lib/domain/evidence';
import { getOrCreate } from './get-or-create';

/** What a model's answer to an item was worth (0 to 1), and its cost in USD. */
export type Answer = { readonly score: number; readonly usd: number | null };

/** Items, each with the answers of the models that gave one; an item of another task is another item. */
export type PairedItems = {
  readonly models: readonly string[];
  readonly items: readonly ReadonlyMap<string, Answer>[];
};

/** A model, or a way to route, on items: mean score (0 to 1) and sum of costs, null where one of them is not known. */
export type OnItems = { readonly n: number; readonly score: number; readonly usd: number | null };
export type ModelOnItems = OnItems & { readonly model: string };

/** The answers of an eval side by side; models in order of appearance. */
export function toPairedItems(answers: Iterable<EvalItem>): PairedItems {
  const items = new Map<string, Map<string, Answer>>();
  const models = new Set<string>();
  for (const { task, item, model, score, usd } of answers) {
    models.add(model);
    getOrCreate(items, JSON.stringify([task, item]), () => new Map<string, Answer>()).set(model, { score, usd });
  }
  return { models: [...models], items: [...items.values()] };
}

/** Sums up the answers to items; there is at least one. */
export function sumUp(answers: readonly Answer[]): OnItems {
  let score = 0;
  let usd: number | null = 0;
  for (const answer of answers) {
    score += answer.score;
    usd = usd === null || answer.usd === null ? null : usd + answer.usd;
  }
  return { n: answers.length, score: score / answers.length, usd };
}

/** Each model on the items it answered. */
export function scoreModels({ models, items }: PairedItems): ModelOnItems[] {
  return models.map((model) => ({ model, ...sumUp(items.flatMap((item) => item.get(model) ?? [])) }));
}

/** Whether an answer costs less than another; a known cost is less than an unknown one. */
function isCheaper(a: number | null, b: number | null): boolean {
  return a !== null && (b === null || a < b);
}

/** Per item the cheapest of the best-scoring answers: what perfect hindsight would route. null without items. */
export function oracleOf({ items }: PairedItems): OnItems | null {
  const best = items.flatMap((item) => {
    let found: Answer | null = null;
    for (const answer of item.values())
      if (
        found === null ||
        answer.score > found.score ||
        (answer.score === found.score && isCheaper(answer.usd, found.usd))
      )
        found = answer;
    return found ?? [];
  });
  return best.length === 0 ? null : sumUp(best);
}

/** Of the items of the model that answered most: models that answered fewer are not compared with it. */
const MIN_SHARE_OF_ITEMS = 0.9;

/**
 * The model of the highest mean score, among equals the cheapest. Only models that answered at least 90 % of the
 * items of the one that answered most are compared: a few easy items say nothing, and an answer lost is no reason
 * to leave a model out.
 */
export function bestSingleOf(paired: PairedItems): ModelOnItems | null {
  const models = scoreModels(paired);
  const most = Math.max(...models.map(({ n }) => n));
  return models
    .filter(({ n }) => n >= MIN_SHARE_OF_ITEMS * most)
    .reduce<ModelOnItems | null>(
      (best, model) =>
        best === null || model.score > best.score || (model.score === best.score && isCheaper(model.usd, best.usd))
          ? model
          : best,
      null,
    );
}

/** Items that all of these models answered, with no other answers. */
export function commonItems({ items }: PairedItems, models: readonly string[]): PairedItems {
  return {
    models,
    items: items.flatMap((item) => {
      const own = models.flatMap((model) => {
        const answer = item.get(model);
        return answer === undefined ? [] : [[model, answer] as const];
      });
      return own.length === models.length ? [new Map(own)] : [];
    }),
  };
}
