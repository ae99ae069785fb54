import type { CellTable, Cuts } from '@/lib/domain/cube';
import type { Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import type { Simulation } from '@/lib/domain/simulation';
import type { UsageRecord } from '@/lib/domain/usage';
import { createPairLookup, type ResolvedEval } from '../eval-evidence';
import { createMakerLookup, createResolver } from '../names';
import { cutsForPlan, modelsOfPolicy } from '../plan-cuts';
import { createPriceStack, type PriceStack } from '../price-stack';
import { indexEvidence } from '../quality';
import { simulate } from '../summarise';
import { replayByRequest } from './by-request';
import { cellsOf } from './cells-of';
import { compare } from './compare';
import type { Books } from './price-one';
import type { OracleItem } from './replay-request';
import { rollFrom } from './seeded';
import { criticalSizes, criticalTimes, drawRecords } from './workload';

/** Books and evidence, opened for the engine (`stack`, `resolve`) and for the oracle (`books`, `offerOf`). */
export type Opened = {
  readonly books: Books;
  readonly stack: PriceStack;
  readonly resolve: ReturnType<typeof createResolver>;
  readonly offerOf: (name: string) => OfferId | null;
  readonly makerOf: (offerId: OfferId) => OfferId;
  readonly evidence: readonly Evidence[];
  readonly benchmarkOf: (task: string, language: string) => string | null;
  readonly evals: readonly ResolvedEval[];
};

export function openBooks(
  books: Books,
  evidenceOf: (toMaker: (name: string) => OfferId | null) => readonly Evidence[],
  benchmarkOf: Opened['benchmarkOf'],
  evals: readonly ResolvedEval[] = [],
): Opened {
  const resolve = createResolver(books, new Map());
  const makerOf = createMakerLookup(books, resolve);
  const offerOf = (name: string) => resolve(name)?.offerId ?? null;
  const toMaker = (name: string) => {
    const offerId = offerOf(name);
    return offerId === null ? null : makerOf(offerId);
  };
  return {
    books,
    stack: createPriceStack(books),
    resolve,
    offerOf,
    makerOf,
    evidence: evidenceOf(toMaker),
    benchmarkOf,
    evals,
  };
}

export function cutsFor(records: readonly UsageRecord[], policy: Policy, on: Opened): Cuts {
  const sources = [...new Set(records.flatMap((record) => on.offerOf(record.model) ?? []))];
  return cutsForPlan(sources, policy, on.resolve, on.stack);
}

export function simulateCells(table: CellTable, policy: Policy, asOf: 'logged' | number, on: Opened): Simulation {
  const evidence = indexEvidence(on.evidence, on.benchmarkOf, { pairs: createPairLookup(on.evals) });
  return simulate(table, { ...on, policy, asOf, evidence });
}

/** Replays the same calls as cells by the engine and one by one by the oracle. */
export function replayBothWays(records: readonly UsageRecord[], policy: Policy, asOf: 'logged' | number, on: Opened) {
  const table = cellsOf(records, cutsFor(records, policy, on));
  const simulation = simulateCells(table, policy, asOf, on);
  const answers = on.evals.flatMap(({ name, items, makerOf }) =>
    items.flatMap(({ task, item, model, score }): OracleItem[] => {
      const offerId = makerOf(model);
      return offerId === null ? [] : [{ benchmark: `eval:${name}/${task}`, item, offerId, score }];
    }),
  );
  const answer = replayByRequest(records, { ...on, policy, asOf, answers });
  return { table, simulation, answer, ...compare(simulation, answer) };
}

/** A made-up log for a policy: its sizes and instants are those at which some price in play changes. */
export function drawLog(
  seed: number,
  count: number,
  policy: Policy,
  models: readonly string[],
  on: Opened,
  weekMs: number,
): UsageRecord[] {
  const offers = [...new Set([...models, ...modelsOfPolicy(policy)].flatMap((name) => on.offerOf(name) ?? []))];
  const sizes = criticalSizes(policy, offers, on.books);
  const times = criticalTimes(offers, on.books, weekMs);
  return drawRecords(rollFrom(seed), count, { models, sizes, times });
}
