import { createHash } from 'node:crypto';
import type { Database } from '@/db/client';
import { listEvalSets, loadEvalItems } from '@/db/queries/evals';
import type { EvalItem, Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import { createPairLookup, evalBenchmark, type ResolvedEval, readEvalEvidence } from '@/lib/engine/eval-evidence';
import { getOrCreate } from '@/lib/engine/get-or-create';
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
  /** A hash of a benchmark's items and scores; null where it is no own eval. */
  readonly itemsHashOf: (benchmark: string) => string | null;
};

type Remembered = { readonly key: string; readonly resolve: Resolving['resolve']; readonly own: OwnEvals };
const MAX_REMEMBERED = 8;
const remembered: Remembered[] = [];

function hashItems(items: readonly EvalItem[], task: string): string {
  const own = items.flatMap((each) => (each.task === task ? JSON.stringify([each.item, each.model, each.score]) : []));
  return createHash('sha256').update(own.sort().join('\n')).digest('base64url');
}

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
  const filed = evals.flatMap(({ name, items }) =>
    [...new Set(items.map(({ task }) => task))].map((task) => ({ task, benchmark: evalBenchmark(name, task), items })),
  );
  const hashes = new Map<string, string>();
  const itemsHashOf = (benchmark: string) => {
    const found = filed.find((each) => each.benchmark === benchmark);
    return found === undefined ? null : getOrCreate(hashes, benchmark, () => hashItems(found.items, found.task));
  };
  const tasks = filed.map(({ task, benchmark }) => ({ task, benchmark }));
  const own = { evals, tasks, evidence: readEvalEvidence(evals), pairs: createPairLookup(evals), itemsHashOf };
  remembered.unshift({ key, resolve: stack.resolve, own });
  remembered.length = Math.min(remembered.length, MAX_REMEMBERED);
  return own;
}
