import type { CellTable } from '@/lib/domain/cube';
import { type OfferId, parseOfferId, providerOf } from '@/lib/domain/ids';
import type { Constraints } from '@/lib/domain/policy';
import { ACCESS_FACTS, type OfferFacts } from '@/lib/domain/price';
import { isRegionIn } from '@/lib/domain/regions';
import type { BrokenConstraint, UnknownConstraint } from '@/lib/domain/simulation';
import type { Evaluation } from './evaluate';

/** Whether an offer is what a constraint asks; null where a fact is missing. */
export type Verdict = 'kept' | 'broken' | null;

/** A constraint that does not hold, or may not: for which model (of a share: vendor), and the cells it concerns. */
export type ConstraintRow = {
  readonly kind: BrokenConstraint | UnknownConstraint;
  readonly model: string;
  readonly cells: readonly number[];
};

const verdict = (isKept: boolean | undefined): Verdict => (isKept === undefined ? null : isKept ? 'kept' : 'broken');

/** One broken is broken; else one unknown is unknown. */
function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('broken')) return 'broken';
  return verdicts.includes(null) ? null : 'kept';
}

const sameText = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const isOneOf = (list: readonly string[], value: string) => list.some((item) => sameText(item, value));

/** An offer whose end is announced ends on that day; one marked as deprecated without a day has ended. */
function notDeprecated({ deprecatedOn, deprecated }: OfferFacts, day: string): Verdict {
  if (deprecatedOn !== undefined) return verdict(deprecatedOn >= day);
  return deprecated === true ? 'broken' : null;
}

/** Constraints that the facts of an offer decide. */
export type FactConstraint = Exclude<keyof Constraints, 'vendorShareAtMost' | 'latencyMsAtMost'>;
type FactTests = {
  readonly [name in FactConstraint]-?: (facts: OfferFacts, wanted: NonNullable<Constraints[name]>) => Verdict;
};

/** Residency: every region that may process a call lies in a place allowed; `global` lies in none. */
const FACT_TESTS: FactTests = {
  residency: ({ regions }, places) =>
    verdict(regions?.every((region) => places.some((place) => isRegionIn(region, place)))),
  originIn: ({ origin }, list) => verdict(origin === undefined ? undefined : isOneOf(list, origin)),
  originNotIn: ({ origin }, list) => verdict(origin === undefined ? undefined : !isOneOf(list, origin)),
  openWeights: ({ openWeights }) => verdict(openWeights),
  contextTokensAtLeast: ({ contextWindowTokens: size }, least) =>
    verdict(size === undefined ? undefined : size >= least),
  needs: ({ capabilities }, needs) => allOf(needs.map((need) => verdict(capabilities?.[need]))),
  notDeprecatedBefore: notDeprecated,
  access: ({ access }, wanted) =>
    allOf(
      ACCESS_FACTS.map((fact): Verdict => {
        const list = wanted[fact];
        const value = access?.[fact];
        if (list === undefined) return 'kept';
        return verdict(value === undefined ? undefined : isOneOf(list, value));
      }),
    ),
  firstTokenMsAtMost: ({ firstTokenMs: ms }, most) => verdict(ms === undefined ? undefined : ms <= most),
  outputTokensPerSecondAtLeast: ({ outputTokensPerSecond: speed }, least) =>
    verdict(speed === undefined ? undefined : speed >= least),
};

/** Whether the facts of an offer are what one constraint asks. Throws nothing: a missing fact is null. */
export function judgeFacts<Name extends FactConstraint>(
  name: Name,
  facts: OfferFacts,
  wanted: NonNullable<Constraints[Name]>,
): Verdict {
  const test = FACT_TESTS[name] as (facts: OfferFacts, wanted: NonNullable<Constraints[Name]>) => Verdict;
  return test(facts, wanted);
}

/** Mean latency in ms that the log saw of each logged model, by its label; NaN where it says none. */
export function loggedLatencies(
  table: CellTable,
  evaluation: Pick<Evaluation, 'sourceModel'>,
): ReadonlyMap<string, number> {
  const sums = new Map<string, { ms: number; calls: number }>();
  for (let cell = 0; cell < table.length; cell++) {
    const model = evaluation.sourceModel[table.dimensions.model[cell] as number] ?? '';
    const sum = sums.get(model) ?? { ms: 0, calls: 0 };
    sum.ms += table.measures.latencyMs[cell] as number;
    sum.calls += table.measures.latencyRequests[cell] as number;
    sums.set(model, sum);
  }
  return new Map([...sums].map(([model, { ms, calls }]) => [model, calls === 0 ? Number.NaN : ms / calls]));
}

/** What a call that moves to an offer takes, in ms: the first token and then its answer's tokens at its speed. */
export function factLatencyMs({ firstTokenMs, outputTokensPerSecond }: OfferFacts, tokensACall: number): number {
  if (firstTokenMs === undefined || !outputTokensPerSecond) return Number.NaN;
  return firstTokenMs + (1000 * tokensACall) / outputTokensPerSecond;
}

/** Sums of floats differ in their last digits: a limit that is met exactly is kept. */
const isOver = (value: number, limit: number) => value > limit * (1 + 1e-9);

/** Whether a latency in ms keeps its limit; NaN is unknown. */
export const latencyVerdict = (ms: number, limit: number): Verdict =>
  Number.isNaN(ms) ? null : isOver(ms, limit) ? 'broken' : 'kept';

function sortedUnion(lists: Iterable<readonly number[]>): number[] {
  const cells = new Set<number>();
  for (const list of lists) for (const cell of list) cells.add(cell);
  return [...cells].sort((a, b) => a - b);
}

function judgeLatency(
  limit: number,
  evaluation: Evaluation,
  table: CellTable,
  factsOf: (offerId: OfferId) => OfferFacts,
): ConstraintRow[] {
  const logged = loggedLatencies(table, evaluation);
  return [...evaluation.placed].flatMap(([model, { stay, moved, movedRequests, movedOutputTokens }]) => {
    const byFacts = factLatencyMs(factsOf(parseOfferId(model)), movedOutputTokens / movedRequests);
    const parts = [
      { cells: stay, verdict: latencyVerdict(logged.get(model) ?? Number.NaN, limit) },
      { cells: moved, verdict: latencyVerdict(byFacts, limit) },
    ];
    const of = (wanted: Verdict) =>
      sortedUnion(parts.filter((part) => part.verdict === wanted).map(({ cells }) => cells));
    return [
      { kind: 'constraint broken: latencyMsAtMost', model, cells: of('broken') } as const,
      { kind: 'constraint unknown: latencyMsAtMost', model, cells: of(null) } as const,
    ];
  });
}

/** A vendor's share of what the plan spends on models, the router's own overhead left out. Nothing spent is no share. */
function judgeShares(
  limits: NonNullable<Constraints['vendorShareAtMost']>,
  { sent, placed }: Evaluation,
): ConstraintRow[] {
  const usdOf = new Map<string, number>();
  let total = 0;
  for (const [model, { usd }] of sent) {
    const vendor = providerOf(parseOfferId(model));
    usdOf.set(vendor, (usdOf.get(vendor) ?? 0) + usd);
    total += usd;
  }
  return Object.entries(limits).flatMap(([vendor, limit]) => {
    if (total === 0 || !isOver((usdOf.get(vendor) ?? 0) / total, limit)) return [];
    const own = [...placed].filter(([model]) => providerOf(parseOfferId(model)) === vendor);
    const cells = sortedUnion(own.flatMap(([, { stay, moved }]) => [stay, moved]));
    return [{ kind: 'constraint broken: vendorShareAtMost', model: vendor, cells }];
  });
}

/**
 * Judges a policy's constraints over every offer that a replay sends calls to, moved or not: broken, or unknown for
 * want of a fact; what is kept is not named. Facts are those of the price books (`factsOf`). Latency of calls that stay
 * is the log's own mean of that model, of calls that move first token + mean output tokens / speed. Prices do not
 * change: a constraint names what breaks. Calls without a price under the plan are not judged; they are named as such.
 */
export function judgeConstraints(
  constraints: Constraints,
  evaluation: Evaluation,
  table: CellTable,
  factsOf: (offerId: OfferId) => OfferFacts,
): ConstraintRow[] {
  const rows: ConstraintRow[] = [];
  const judge = <Name extends FactConstraint>(name: Name) => {
    const wanted = constraints[name];
    if (wanted === undefined) return;
    for (const [model, { stay, moved }] of evaluation.placed) {
      const judged = judgeFacts(name, factsOf(parseOfferId(model)), wanted);
      if (judged === 'kept') continue;
      const kind = `constraint ${judged ?? 'unknown'}: ${name}` as BrokenConstraint | UnknownConstraint;
      rows.push({ kind, model, cells: sortedUnion([stay, moved]) });
    }
  };
  for (const name of Object.keys(FACT_TESTS) as FactConstraint[]) judge(name);
  const { latencyMsAtMost, vendorShareAtMost } = constraints;
  if (latencyMsAtMost !== undefined) rows.push(...judgeLatency(latencyMsAtMost, evaluation, table, factsOf));
  if (vendorShareAtMost !== undefined) rows.push(...judgeShares(vendorShareAtMost, evaluation));
  return rows.filter(({ cells }) => cells.length > 0);
}
