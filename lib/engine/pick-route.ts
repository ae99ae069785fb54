import { type CellTable, UNIT_MASK_AGGREGATE } from '@/lib/domain/cube';
import type { OfferId } from '@/lib/domain/ids';
import type { ViolationKind } from '@/lib/domain/simulation';
import { type CompiledRoute, compileRoute, type UnpricedRoute } from './compile-route';
import { getOrCreate } from './get-or-create';
import type { Judge } from './judge';
import { compileCondition, compileWithoutSize } from './match';
import type { ReplayContext } from './replay-context';
import type { Tally } from './tally';

/** A logged name and the offer it resolves to. */
export type Source = { readonly name: string; readonly offerId: OfferId | null };

/** Which rule takes a cell; an aggregate row that only its size kept from a rule is named. */
export function createRulePicker(
  table: CellTable,
  { policy, resolve }: ReplayContext,
  violations: Tally<ViolationKind>,
  nameOf: (cell: number) => string,
): (cell: number) => number {
  const tests = policy.rules.map((rule) => ({
    matches: compileCondition(rule.when, table, resolve),
    matchesButForSize: compileWithoutSize(rule.when, table, resolve),
  }));
  const { unitMask } = table.dimensions;
  return (cell) => {
    for (let rule = 0; rule < tests.length; rule++) {
      const test = tests[rule] as (typeof tests)[number];
      if (test.matches(cell)) return rule;
      if (((unitMask[cell] as number) & UNIT_MASK_AGGREGATE) !== 0 && test.matchesButForSize?.(cell))
        violations.add('size unknown (aggregate rows)', nameOf(cell), cell);
    }
    return tests.length;
  };
}

/** Compiled routes, one for each rule, source model and benchmark. */
export function createRouter(context: ReplayContext, judge: Judge, sources: readonly Source[]) {
  const { policy, resolve, evidence, makerOf, compile = compileRoute } = context;
  const routes = new Map<string | null, Map<number, CompiledRoute | UnpricedRoute>>();
  return (rule: number, model: number, benchmark: string | null): CompiledRoute | UnpricedRoute => {
    const compiled = routes.get(benchmark)?.get(rule * sources.length + model);
    if (compiled !== undefined) return compiled;
    const ofBenchmark = getOrCreate(routes, benchmark, () => new Map<number, CompiledRoute | UnpricedRoute>());
    return getOrCreate(ofBenchmark, rule * sources.length + model, () =>
      compile(policy.rules[rule]?.route ?? policy.otherwise, {
        source: sources[model] as Source,
        resolve,
        assumptions: policy.assumptions ?? {},
        judgementOf: (offerId) => judge(offerId, benchmark),
        pairOf: (first, next) =>
          benchmark === null ? null : evidence.pairOf(makerOf(first), makerOf(next), benchmark),
      }),
    );
  };
}

/** The benchmark that judges a cell's task in its language. */
export function createBenchmarkLookup(
  { dimensions, labels }: CellTable,
  { evidence }: ReplayContext,
): (cell: number) => string | null {
  const known: (string | null)[] = [];
  return (cell) => {
    const task = dimensions.task[cell] as number;
    const language = dimensions.language[cell] as number;
    const at = task * labels.language.length + language;
    const benchmark = known[at];
    if (benchmark !== undefined) return benchmark;
    const found = evidence.benchmarkOf(labels.task[task] ?? '', labels.language[language] ?? '');
    known[at] = found;
    return found;
  };
}
