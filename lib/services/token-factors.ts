import { type PolyglotTokens, readPolyglotTokens } from '@/lib/catalog/sources/polyglot';
import type { EvalItem } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { FactorPair, FactorSuggestion } from '@/lib/domain/token-factor';
import type { ResolvedEval } from '@/lib/engine/eval-evidence';
import { getOrCreate } from '@/lib/engine/get-or-create';
import { addPair, emptySums, type RatioSums, ratioOfMeans, ratioOfSums, swapSums } from '@/lib/engine/measure-factors';
import { pairsOfPlan } from '@/lib/engine/plan-pairs';
import { openStack } from './books';
import { getDatabase } from './database';
import { measureLogPairs, outputsByTask, type PairSums, pairKey } from './log-factors';
import { openOwnEvals, toMaker } from './own-evals';
import { cellsForPolicies, requireWorkload } from './simulate-workload';

type Sums = { readonly input: RatioSums; readonly output: RatioSums };
/** A pair as the policy names it, and the models that its offers sell. */
type Pair = { readonly from: string; readonly to: string; readonly maker: OfferId; readonly other: OfferId };

const countOf = (n: number, one: string) => `${n.toLocaleString('en-US')} ${one}${n === 1 ? '' : 's'}`;

/** One suggestion over all tasks and, where there are several, one for each; none where nothing was counted. */
function fromSums(
  { from, to }: Pair,
  source: FactorSuggestion['source'],
  byTask: ReadonlyMap<string | null, Sums>,
  labelOf: (n: number) => string,
): FactorSuggestion[] {
  return [...byTask].flatMap(([task, sums]) => {
    if (task !== null && byTask.size < 3) return [];
    const input = ratioOfSums(sums.input);
    const output = ratioOfSums(sums.output);
    const n = Math.max(sums.input.n, sums.output.n);
    return input === null && output === null ? [] : [{ from, to, task, input, output, n, source, label: labelOf(n) }];
  });
}

type Both = { x?: EvalItem; y?: EvalItem };

/** Items that both models answered, with the tokens of both known. */
function fromEvals(pair: Pair, evals: readonly ResolvedEval[]): FactorSuggestion[] {
  const byTask = new Map<string | null, Sums>();
  const names = new Set<string>();
  for (const { name, items, makerOf } of evals) {
    const ofItem = new Map<string, Both>();
    for (const item of items) {
      const maker = makerOf(item.model);
      if (maker !== pair.maker && maker !== pair.other) continue;
      const both = getOrCreate(ofItem, JSON.stringify([item.task, item.item]), (): Both => ({}));
      if (maker === pair.maker) both.x ??= item;
      else both.y ??= item;
    }
    for (const { x, y } of ofItem.values()) {
      if (x === undefined || y === undefined) continue;
      for (const side of ['input', 'output'] as const) {
        const [before, after] = side === 'input' ? [x.inputTokens, y.inputTokens] : [x.outputTokens, y.outputTokens];
        if (before === null || after === null) continue;
        names.add(name);
        for (const task of [null, x.task]) {
          const sums = getOrCreate(byTask, task, () => ({ input: emptySums(), output: emptySums() }));
          addPair(sums[side], before, after);
        }
      }
    }
  }
  return fromSums(pair, 'evals', byTask, (n) => `the same ${countOf(n, 'item')} of ${[...names].join(', ')}`);
}

function fromLogPairs(pair: Pair, pairs: ReadonlyMap<string, PairSums>): FactorSuggestion[] {
  const own = pairs.get(pairKey(pair.maker, pair.other));
  const swapped = pairs.get(pairKey(pair.other, pair.maker));
  const byTask =
    own ??
    new Map(
      [...(swapped ?? [])].map(([task, { input, output }]) => [
        task,
        { input: swapSums(input), output: swapSums(output) },
      ]),
    );
  return fromSums(pair, 'log pairs', byTask, (n) => `the same ${countOf(n, 'prompt')} on both, in the log`);
}

function fromLogMeans({ from, to, maker, other }: Pair, outputs: ReturnType<typeof outputsByTask>): FactorSuggestion[] {
  const before = outputs.get(maker);
  const after = outputs.get(other);
  const found = before && after ? ratioOfMeans(before, after) : null;
  if (found === null) return [];
  const label = 'mean answers in the log, task by task: not the same prompts';
  return [{ from, to, task: null, input: null, output: found.factor, n: found.n, source: 'log means', label }];
}

/** The run in plain settings where there is one (`o3` before `o3 (high)`), of the same edit format where there is one. */
function pickRun(runs: readonly PolyglotTokens[], maker: OfferId, format: string | null): PolyglotTokens | undefined {
  const own = runs.filter(({ offerId }) => offerId === maker);
  const alike = own.filter(({ editFormat }) => editFormat === format);
  const choices = alike.length > 0 ? alike : own;
  return choices.find(({ run }) => !run.includes('(')) ?? choices[0];
}

function fromPolyglot({ from, to, maker, other }: Pair, runs: readonly PolyglotTokens[]): FactorSuggestion[] {
  const before = pickRun(runs, maker, null);
  const after = before && pickRun(runs, other, before.editFormat);
  if (!before || !after) return [];
  const scale = before.exercises / after.exercises;
  const n = Math.min(before.exercises, after.exercises);
  return [
    {
      from,
      to,
      task: null,
      input: { value: (scale * after.inputTokens) / before.inputTokens, range: null },
      output: { value: (scale * after.outputTokens) / before.outputTokens, range: null },
      n,
      source: 'polyglot',
      label: `${n} coding exercises, Aider polyglot leaderboard: run “${after.run}” against “${before.run}”`,
    },
  ];
}

function assumed({ from, to }: Pick<Pair, 'from' | 'to'>): FactorSuggestion {
  const one = { value: 1, range: null };
  return { from, to, task: null, input: one, output: one, n: 0, source: 'assumed', label: 'assumed' };
}

export type FactorRequest = {
  readonly workload: string;
  readonly policy: Policy;
  /** The price stack; empty is the default one. */
  readonly books: readonly string[];
};

/**
 * What is known of the token factors between the log's models and those that the policy moves their calls to; most
 * calls first, and of each pair the best source first. Offers of one model need none. Throws 'not-found' for an
 * unknown log or book.
 */
export async function suggestFactors({ workload: name, policy, books }: FactorRequest): Promise<FactorPair[]> {
  const database = await getDatabase();
  const workload = await requireWorkload(database, name);
  const opened = await openStack(books);
  const makerOf = (model: string) => toMaker(model, opened);
  const table = cellsForPolicies(database, workload, [policy], opened);
  const { evals } = openOwnEvals(database, opened);
  const logPairs = await measureLogPairs(database, workload.id, makerOf);
  const outputs = outputsByTask(table, makerOf);
  const runs = readPolyglotTokens(makerOf);
  return pairsOfPlan(table, policy, opened.resolve).flatMap(({ from, to, requests }) => {
    const [maker, other] = [makerOf(from), makerOf(to)];
    if (maker === null || other === null) return [{ from, to, requests, suggestions: [assumed({ from, to })] }];
    if (maker === other) return [];
    const pair = { from, to, maker, other };
    const suggestions = [
      ...fromEvals(pair, evals),
      ...fromLogPairs(pair, logPairs),
      ...fromLogMeans(pair, outputs),
      ...fromPolyglot(pair, runs),
      assumed(pair),
    ];
    return [{ from, to, requests, suggestions }];
  });
}
