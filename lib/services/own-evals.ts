import type { Database } from '@/db/client';
import { listEvalSets, loadEvalItems } from '@/db/queries/evals';
import type { Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import { createPairLookup, evalBenchmark, type ResolvedEval, readEvalEvidence } from '@/lib/engine/eval-evidence';
import type { PairLookup } from '@/lib/engine/quality';
import type { OpenStack } from './books';

export type Resolving = Pick<OpenStack, 'resolve' | 'makerOf'>;

/** The maker's own offer of the model of this name; null where no price book knows it. */
export function toMaker(name: string, { resolve, makerOf }: Resolving): OfferId | null {
  const offerId = resolve(name)?.offerId;
  return offerId === undefined ? null : makerOf(offerId);
}

/** A task of an eval ('' where it names none), and what its evidence is filed under. */
export type EvalTask = { readonly task: string; readonly benchmark: string };

export type OwnEvals = {
  /** Oldest first. */
  readonly evals: readonly ResolvedEval[];
  readonly tasks: readonly EvalTask[];
  readonly evidence: readonly Evidence[];
  readonly pairs: PairLookup;
};

type Remembered = { readonly key: string; readonly resolve: Resolving['resolve']; readonly own: OwnEvals };
const MAX_REMEMBERED = 8;
const remembered: Remembered[] = [];

/** The uploaded evals, as these books name their models; read again when an eval comes, goes or is replaced. */
export function openOwnEvals(database: Database, stack: Resolving): OwnEvals {
  const sets = listEvalSets(database);
  const key = JSON.stringify([database.sqlite.name, sets]);
  const known = remembered.find((entry) => entry.key === key && entry.resolve === stack.resolve);
  if (known !== undefined && database.sqlite.name !== ':memory:') return known.own;
  const evals = sets.map(({ id, name, fileName, measuredOn }): ResolvedEval => {
    const items = loadEvalItems(database, id);
    const makers = new Map(
      [...new Set(items.map(({ model }) => model))].map((model) => [model, toMaker(model, stack)]),
    );
    return { name, fileName, measuredOn, items, makerOf: (model) => makers.get(model) ?? null };
  });
  const tasks = evals.flatMap(({ name, items }) =>
    [...new Set(items.map(({ task }) => task))].map((task) => ({ task, benchmark: evalBenchmark(name, task) })),
  );
  const own = { evals, tasks, evidence: readEvalEvidence(evals), pairs: createPairLookup(evals) };
  remembered.unshift({ key, resolve: stack.resolve, own });
  remembered.length = Math.min(remembered.length, MAX_REMEMBERED);
  return own;
}
