import type { CellTable } from '@/lib/domain/cube';
import type { Policy } from '@/lib/domain/policy';
import {
  type Cause,
  REPLAYED_CAUSES,
  type ReplayedCause,
  type Waterfall,
  type WaterfallStep,
} from '@/lib/domain/waterfall';
import { evaluateCells } from './evaluate';
import { getOrCreate } from './get-or-create';
import type { ReplayContext } from './replay-context';
import { compilerOfPart, type RoutePart } from './route-parts';
import { keepAll } from './templates';

/** Which of the two policies each cause is taken from. */
type Mix = { readonly [cause in ReplayedCause]: Policy };

const PARTS: readonly { readonly part: RoutePart; readonly cause: ReplayedCause; readonly sign: 1 | -1 }[] = [
  { part: 'answer', cause: 'price', sign: 1 },
  { part: 'attempts', cause: 'attempts', sign: 1 },
  { part: 'chain', cause: 'steps', sign: 1 },
  { part: 'chainAnswer', cause: 'steps', sign: -1 },
  { part: 'judges', cause: 'judges', sign: 1 },
];

/** Today as a policy: every call stays, with its logged cache split, also where other causes move it. */
export function todayPolicy(): Policy {
  return { ...keepAll(), assumptions: { promptCacheKept: 1 } };
}

/** The policy whose cuts (`cutsForPlan`) fit every mixture of the two: the routes of both at the factors of both. */
export function cutsPolicyOf(from: Policy, to: Policy): Policy {
  const rules = [from, to].flatMap((policy) => [...policy.rules, { id: 'otherwise', route: policy.otherwise }]);
  const factors = [from, to].flatMap((policy) => policy.assumptions?.factors ?? []);
  return {
    ...to,
    rules,
    cache: [...(from.cache ?? []), ...(to.cache ?? [])],
    serviceTier: [...(from.serviceTier ?? []), ...(to.serviceTier ?? [])],
    assumptions: { ...to.assumptions, factors },
  };
}

function hasPart({ rules, otherwise }: Policy, part: RoutePart): boolean {
  if (part === 'answer') return true;
  const kind = part === 'attempts' || part === 'judges' ? 'cascade' : 'chain';
  return [...rules.map(({ route }) => route), otherwise].some((route) => kind in route);
}

function policyOf(mix: Mix, part: RoutePart, cause: ReplayedCause): Policy {
  const { rules, otherwise } = mix[cause];
  return {
    waybill: 1,
    name: '',
    rules,
    otherwise,
    cache: mix.responseCache.cache,
    serviceTier: mix.tier.serviceTier,
    errors: mix.failures.errors,
    assumptions: {
      ...mix.failures.assumptions,
      promptCacheKept: mix.promptCache.assumptions?.promptCacheKept ?? 0,
      overheadUsdPerRequest: part === 'answer' ? (mix.overhead.assumptions?.overheadUsdPerRequest ?? 0) : 0,
      factors: mix.tokenizer.assumptions?.factors,
    },
  };
}

function createBiller(table: CellTable, context: Omit<ReplayContext, 'policy'>) {
  const known = new Map<string, Float64Array>();
  const billPart = (policy: Policy, part: RoutePart, outputFactors: NonNullable<Policy['assumptions']>['factors']) =>
    getOrCreate(
      known,
      JSON.stringify([part, policy, outputFactors]),
      () => evaluateCells(table, { ...context, policy, compile: compilerOfPart(part, outputFactors) }).planUsd,
    );
  return (mix: Mix): Float64Array => {
    const bill = new Float64Array(table.length);
    for (const { part, cause, sign } of PARTS) {
      if (!hasPart(mix[cause], part)) continue;
      const ofPart = billPart(policyOf(mix, part, cause), part, mix.verbosity.assumptions?.factors);
      for (let cell = 0; cell < table.length; cell++)
        bill[cell] = (bill[cell] as number) + sign * (ofPart[cell] as number);
    }
    return bill;
  };
}

/** A bill that is summed part by part differs from the whole one by float dust. */
const DUST = 1e-9;

function isAlike(a: number, b: number): boolean {
  return Math.abs(a - b) <= DUST * Math.max(Math.abs(a), Math.abs(b));
}

/**
 * Takes the difference of two bills (USD over the log's span) apart by cause: from today's, or from the plan of
 * `from`, to that of `context.policy`. One cause after the other, in the order of `CAUSES`, is taken from the second
 * policy and the calls are replayed; what that changes is the cause's step. A later cause therefore acts on what the
 * earlier ones left: in another order the steps would differ, their sum would not. All bills are of one set of calls, those with a
 * price today and under each plan; of them, calls without a price on the way are left whole, as the step `apart`.
 * Causes that change no call are not listed. The table must be cut for `cutsPolicyOf` the two.
 */
export function explainDifference(table: CellTable, context: ReplayContext, from?: Policy): Waterfall {
  const { compile: _, onCharge: __, ...plain } = context;
  const to = context.policy;
  const whole = evaluateCells(table, { ...plain, policy: to });
  const start = from === undefined ? whole.repricedUsd : evaluateCells(table, { ...plain, policy: from }).planUsd;
  const bill = createBiller(table, plain);
  const first = from ?? todayPolicy();
  let mix = Object.fromEntries(REPLAYED_CAUSES.map((cause) => [cause, first])) as Mix;
  const bills = [bill(mix)];
  for (const cause of REPLAYED_CAUSES) {
    mix = { ...mix, [cause]: to };
    bills.push(bill(mix));
  }

  const added = new Float64Array(REPLAYED_CAUSES.length);
  const isAtWork = REPLAYED_CAUSES.map(() => false);
  const sums = { from: 0, to: 0, requests: 0, apart: 0, apartRequests: 0 };
  for (let cell = 0; cell < table.length; cell++) {
    const before = start[cell] as number;
    const after = whole.planUsd[cell] as number;
    if (Number.isNaN(before) || Number.isNaN(after) || Number.isNaN(whole.repricedUsd[cell])) continue;
    const requests = table.measures.requests[cell] as number;
    sums.from += before;
    sums.to += after;
    sums.requests += requests;
    const path = bills.map((each) => each[cell] as number);
    if (path.some(Number.isNaN) || !isAlike(path[0] as number, before) || !isAlike(path.at(-1) as number, after)) {
      sums.apart += after - before;
      sums.apartRequests += requests;
      continue;
    }
    path[0] = before;
    path[REPLAYED_CAUSES.length] = after;
    for (let i = 0; i < REPLAYED_CAUSES.length; i++) {
      const change = (path[i + 1] as number) - (path[i] as number);
      added[i] = (added[i] as number) + change;
      if (!isAlike(path[i + 1] as number, path[i] as number)) isAtWork[i] = true;
    }
  }
  return {
    fromUsd: sums.from,
    toUsd: sums.to,
    steps: toSteps(added, isAtWork, sums.apartRequests === 0 ? null : sums.apart),
    requests: sums.requests,
    apartRequests: sums.apartRequests,
  };
}

/** Dust of causes that change nothing goes to the largest step, so that the steps still add up. */
function toSteps(added: Float64Array, isAtWork: readonly boolean[], apart: number | null): WaterfallStep[] {
  let dust = 0;
  const steps: { cause: Cause; usd: number }[] = [];
  for (const [i, cause] of REPLAYED_CAUSES.entries()) {
    const usd = added[i] as number;
    if (isAtWork[i]) steps.push({ cause, usd });
    else dust += usd;
  }
  if (apart !== null) steps.push({ cause: 'apart', usd: apart });
  const largest = steps.reduce<(typeof steps)[number] | null>(
    (most, step) => (most === null || Math.abs(step.usd) > Math.abs(most.usd) ? step : most),
    null,
  );
  if (largest !== null) largest.usd += dust;
  return steps;
}
