import type { EvalItem, Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import { getOrCreate } from './get-or-create';
import { groupBy } from './group-by';
import { jointOf } from './joint';
import type { PairLookup } from './quality';

/** An uploaded eval, and which maker's own offer each of its models is (null: no price book knows it). */
export type ResolvedEval = {
  readonly name: string;
  readonly fileName: string;
  readonly measuredOn: string | null;
  readonly items: readonly EvalItem[];
  readonly makerOf: (model: string) => OfferId | null;
};

/** What the evidence of an eval's task is filed under. */
export function evalBenchmark(name: string, task: string): string {
  return task === '' ? `eval:${name}` : `eval:${name}/${task}`;
}

type Scored = { readonly offerId: OfferId; readonly score: number };
/** By benchmark, item and model; names of one model (two sellers, two spellings) are averaged on an item. */
type ByBenchmark = Map<string, Map<string, readonly Scored[]>>;

function scoresOf({ name, items, makerOf }: ResolvedEval): ByBenchmark {
  const result: ByBenchmark = new Map();
  for (const [task, ofTask] of groupBy(items, ({ task }) => task)) {
    const byItem = getOrCreate(result, evalBenchmark(name, task), () => new Map<string, readonly Scored[]>());
    for (const [item, answers] of groupBy(ofTask, ({ item }) => item)) {
      const known = answers.flatMap(({ model, score }) => {
        const offerId = makerOf(model);
        return offerId === null ? [] : [{ offerId, score }];
      });
      const byOffer = groupBy(known, ({ offerId }) => offerId);
      byItem.set(
        item,
        [...byOffer].map(([offerId, own]) => ({
          offerId,
          score: own.reduce((sum, { score }) => sum + score, 0) / own.length,
        })),
      );
    }
  }
  return result;
}

/** The standard deviation of one item's score (n − 1); undefined where every score is right or wrong. */
function deviationOf(scores: readonly number[], mean: number): number | undefined {
  if (scores.length < 2 || scores.every((score) => score === 0 || score === 1)) return undefined;
  return Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1));
}

/**
 * The evidence in uploaded evals: for each model and task the mean score of its items, their number, and the standard
 * deviation of an item where scores are not right or wrong. Models that no book knows are left out.
 */
export function readEvalEvidence(evals: readonly ResolvedEval[]): Evidence[] {
  return evals.flatMap((set) =>
    [...scoresOf(set)].flatMap(([benchmark, byItem]) =>
      [...groupBy([...byItem.values()].flat(), ({ offerId }) => offerId)].map(([offerId, own]): Evidence => {
        const scores = own.map(({ score }) => score);
        const score = scores.reduce((sum, each) => sum + each, 0) / scores.length;
        const deviation = deviationOf(scores, score);
        return {
          dataset: set.name,
          offerId,
          benchmark,
          score,
          sampleSize: scores.length,
          ...(deviation === undefined ? {} : { deviation }),
          kind: 'eval',
          source: `own eval “${set.name}”, ${set.fileName}`,
          measuredOn: set.measuredOn,
        };
      }),
    ),
  );
}

/** How any two models did on the items of these evals that both answered; each pair is made on first use. */
export function createPairLookup(evals: readonly ResolvedEval[]): PairLookup {
  const byBenchmark: Map<string, Map<string, readonly Scored[]>> = new Map(evals.flatMap((set) => [...scoresOf(set)]));
  const known = new Map<string, ReturnType<typeof jointOf>>();
  return (first, next, benchmark) => {
    const byItem = byBenchmark.get(benchmark);
    if (byItem === undefined || first === next) return null;
    return getOrCreate(known, `${benchmark}\n${first}\n${next}`, () =>
      jointOf(
        [...byItem.values()].flatMap((answers) => {
          const ofFirst = answers.find(({ offerId }) => offerId === first);
          const ofNext = answers.find(({ offerId }) => offerId === next);
          return ofFirst === undefined || ofNext === undefined ? [] : [[ofFirst.score, ofNext.score] as const];
        }),
      ),
    );
  };
}
