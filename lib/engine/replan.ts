import type { CellTable } from '@/lib/domain/cube';
import type { Evidence, Interval } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { Policy, Route } from '@/lib/domain/policy';
import type { Suggestion } from '@/lib/domain/suggestion';
import { certaintyOfGain } from './certainty';
import { type Evaluation, evaluateCells, isCacheHit } from './evaluate';
import { groupBy } from './group-by';
import { intervalOfSum } from './intervals';
import type { Judgement } from './judge';
import { percent } from './mean-quality';
import { modelsOfRoute } from './plan-cuts';
import { canonical } from './policy-differences';
import type { ReplayContext } from './replay-context';
import { simulate } from './summarise';

/** The rule id of a policy's last resort. */
export const OTHERWISE = 'otherwise';

export type ReplanRequest = {
  readonly candidates: readonly OfferId[];
  /** The share of a route's present score that another one must keep, 0 to 1. */
  readonly floor: number;
  /** What a total over the log's span is multiplied by to be a month's. */
  readonly monthFactor: number;
};

/** A suggestion without its reasons, and what they are found with. */
export type FoundSuggestion = Omit<Suggestion, 'because'> & {
  readonly cells: readonly number[];
  /** Evidence that the change of quality rests on, the weightiest first. */
  readonly evidence: readonly Evidence[];
};

/** `not judged`: on both routes, under half of its calls with any candidate. `no candidate`: none prices all of its calls. */
export type SilentRule = {
  readonly rule: string;
  readonly why: 'not judged' | 'no candidate';
  readonly requests: number;
};

export type Replan = {
  readonly suggestions: readonly FoundSuggestion[];
  /** Rules that nothing can be said of, and why; requests over the log's span. */
  readonly silent: readonly SilentRule[];
};

/** A saving below this share of a route's bill, or a gain below this share of its score, is not worth a change. */
const WORTH = 0.01;
/** Two bills within this share of each other are the same money. */
const SAME_MONEY = 0.005;
/** From here on a candidate counts as sure. */
const SURE = 0.95;
const MAX_CHECKED = 6;
/** A coefficient that is float dust. */
const NO_WEIGHT = 1e-12;
/** Where a smaller share of a route's calls is judged on both routes, nothing is said of the rest by it. */
const JUDGED_AT_LEAST = 0.5;

type Tally = {
  requests: number;
  before: number;
  after: number;
  judged: number;
  beforeScore: number;
  afterScore: number;
};
type Weights = Map<Judgement, number>;
type Candidate = {
  readonly to: Route;
  readonly tally: Tally;
  readonly cells: readonly number[];
  readonly change: ReadonlyMap<Evidence, number>;
  readonly certainty: number | null;
};

function addTerms(into: Map<Evidence, number>, weights: Weights, by: number): void {
  for (const [{ terms }, requests] of weights)
    for (const { evidence, coefficient } of terms)
      into.set(evidence, (into.get(evidence) ?? 0) + coefficient * requests * by);
}

/** The policy with the route of one rule replaced; it throws an Error for a rule that it does not have. */
export function withRoute(policy: Policy, rule: string, route: Route): Policy {
  if (rule === OTHERWISE) return { ...policy, otherwise: route };
  if (!policy.rules.some(({ id }) => id === rule)) throw new Error(`the policy has no rule "${rule}"`);
  return { ...policy, rules: policy.rules.map((each) => (each.id === rule ? { ...each, route } : each)) };
}

/** Where a route goes to one model in place of the present; its fallbacks stay. */
function routeTo(model: OfferId, { fallback }: Route): Route {
  const left = fallback?.filter((name) => name !== model) ?? [];
  return left.length === 0 ? { model } : { model, fallback: left };
}

/** Money and quality of a rule's calls on its present route and on another, over those that both price. null: some call would lose its price. */
function weigh(
  table: CellTable,
  cells: readonly number[],
  now: Evaluation,
  then: Evaluation,
  to: Route,
  floor: number,
): Candidate | null {
  const tally: Tally = { requests: 0, before: 0, after: 0, judged: 0, beforeScore: 0, afterScore: 0 };
  const [weightsBefore, weightsAfter]: [Weights, Weights] = [new Map(), new Map()];
  const used: number[] = [];
  for (const cell of cells) {
    const before = now.planUsd[cell] as number;
    const after = then.planUsd[cell] as number;
    if (Number.isNaN(before)) continue;
    if (Number.isNaN(after)) return null;
    const requests = table.measures.requests[cell] as number;
    used.push(cell);
    tally.requests += requests;
    tally.before += before;
    tally.after += after;
    const [scoreBefore, scoreAfter] = [now.planJudgement[cell] ?? null, then.planJudgement[cell] ?? null];
    if (scoreBefore === null || scoreAfter === null) continue;
    tally.judged += requests;
    tally.beforeScore += scoreBefore.score * requests;
    tally.afterScore += scoreAfter.score * requests;
    weightsBefore.set(scoreBefore, (weightsBefore.get(scoreBefore) ?? 0) + requests);
    weightsAfter.set(scoreAfter, (weightsAfter.get(scoreAfter) ?? 0) + requests);
  }
  const change = new Map<Evidence, number>();
  addTerms(change, weightsAfter, 1 / tally.judged);
  addTerms(change, weightsBefore, -1 / tally.judged);
  const margin = new Map<Evidence, number>();
  addTerms(margin, weightsAfter, 1 / tally.judged);
  addTerms(margin, weightsBefore, -floor / tally.judged);
  const kept = (tally.afterScore - floor * tally.beforeScore) / tally.judged;
  // The same evidence on both routes: nothing that it leaves open can make a difference.
  const isSame = [...change.values()].every((coefficient) => Math.abs(coefficient) < NO_WEIGHT);
  const certainty = tally.judged === 0 ? null : isSame ? 1 : certaintyOfGain(kept, margin);
  return { to, tally, cells: used, change, certainty };
}

const isCheaper = ({ tally }: Candidate) => tally.before - tally.after > WORTH * tally.before;
const isBetter = ({ tally }: Candidate) =>
  tally.after <= tally.before * (1 + SAME_MONEY) && tally.afterScore - tally.beforeScore > WORTH * tally.beforeScore;
const keeps =
  (floor: number) =>
  ({ tally }: Candidate) =>
    tally.afterScore >= floor * tally.beforeScore - 1e-12;

/** The cheapest that keeps the floor, the best for the same money, and the cheapest that keeps it for sure. */
function choose(candidates: readonly Candidate[], floor: number, isAllowed: (candidate: Candidate) => boolean) {
  const allowed = new Map<Candidate, boolean>();
  const first = (sorted: readonly Candidate[]) =>
    sorted.slice(0, MAX_CHECKED).find((candidate) => {
      const known = allowed.get(candidate) ?? isAllowed(candidate);
      allowed.set(candidate, known);
      return known;
    });
  const byMoney = candidates
    .filter(keeps(floor))
    .filter(isCheaper)
    .sort((a, b) => a.tally.after - b.tally.after);
  const byScore = candidates.filter(isBetter).sort((a, b) => b.tally.afterScore - a.tally.afterScore);
  const sure = byMoney.filter(({ certainty }) => certainty !== null && certainty >= SURE);
  return [...new Set([first(byMoney), first(byScore), first(sure)])].flatMap((candidate) => candidate ?? []);
}

function changeInterval({ tally, change }: Candidate): Interval | null {
  return intervalOfSum(
    (tally.afterScore - tally.beforeScore) / tally.judged,
    [...change].map(([evidence, coefficient]) => ({ evidence, coefficient })),
  );
}

/**
 * Which routes of a policy should change. Each rule's calls, and those of the last resort, are replayed on every
 * candidate; suggested are the cheapest that keeps `floor` × the present score (0 to 1) by the estimates, the best for the
 * same money, and the cheapest that keeps it with 95 % certainty, where they differ. Never one that leaves a call without
 * a price, or breaks a constraint that the present policy keeps. Money in USD a month, scores by requests over the calls
 * judged on both routes, half of them at least. `certainty`: see `certaintyOfGain`, of after − floor × before. The largest saving comes first.
 */
export function findSuggestions(table: CellTable, context: ReplayContext, request: ReplanRequest): Replan {
  const { policy } = context;
  const { floor, monthFactor } = request;
  const now = evaluateCells(table, context);
  const cells = Array.from({ length: table.length }, (_, cell) => cell).filter((cell) => !isCacheHit(table, cell));
  const cellsOf = groupBy(cells, (cell) => now.rule[cell] as number);
  const routeOf = (rule: number) => policy.rules[rule]?.route ?? policy.otherwise;
  const evaluations = request.candidates.map((model) => {
    const rules = policy.rules.map((rule) => ({ ...rule, route: routeTo(model, rule.route) }));
    const otherwise = routeTo(model, policy.otherwise);
    return evaluateCells(table, { ...context, policy: { ...policy, rules, otherwise } });
  });
  const brokenBy = (changed: Policy) => {
    const rows = simulate(table, { ...context, policy: changed }).violations;
    return new Map(
      rows.flatMap(({ kind, model, requests }) =>
        kind.startsWith('constraint broken') ? [[`${kind} ${model}`, requests] as const] : [],
      ),
    );
  };
  const brokenNow = policy.constraints === undefined ? null : brokenBy(policy);
  const suggestions: FoundSuggestion[] = [];
  const silent: SilentRule[] = [];
  for (const [rule, own] of [...cellsOf].sort(([a], [b]) => a - b)) {
    const from = routeOf(rule);
    const id = policy.rules[rule]?.id ?? OTHERWISE;
    const weighed = request.candidates.flatMap((model, i) => {
      const to = routeTo(model, from);
      if (canonical(to) === canonical(from)) return [];
      return weigh(table, own, now, evaluations[i] as Evaluation, to, floor) ?? [];
    });
    const judged = weighed.filter(({ tally }) => tally.judged > 0 && tally.judged >= JUDGED_AT_LEAST * tally.requests);
    const priced = own.filter((cell) => !Number.isNaN(now.planUsd[cell] as number));
    if (judged.length === 0 && priced.length > 0) {
      const requests = priced.reduce((sum, cell) => sum + (table.measures.requests[cell] as number), 0);
      silent.push({ rule: id, why: weighed.length === 0 ? 'no candidate' : 'not judged', requests });
    }
    const isAllowed = ({ to }: Candidate) => {
      if (brokenNow === null) return true;
      return [...brokenBy(withRoute(policy, id, to))].every(([key, requests]) => requests <= (brokenNow.get(key) ?? 0));
    };
    for (const candidate of choose(judged, floor, isAllowed)) {
      const { tally, to } = candidate;
      suggestions.push({
        policyName: policy.name,
        rule: id,
        when: policy.rules[rule]?.when ?? null,
        from,
        to,
        requests: tally.requests * monthFactor,
        usdPerMonth: { before: tally.before * monthFactor, after: tally.after * monthFactor },
        quality: {
          before: tally.beforeScore / tally.judged,
          after: tally.afterScore / tally.judged,
          change: changeInterval(candidate),
          judgedPct: percent(tally.judged, tally.requests),
        },
        certainty: candidate.certainty,
        cells: candidate.cells,
        evidence: [...candidate.change]
          .filter(([, coefficient]) => Math.abs(coefficient) > NO_WEIGHT)
          .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
          .map(([evidence]) => evidence),
      });
    }
  }
  const savingOf = ({ usdPerMonth }: FoundSuggestion) => usdPerMonth.before - usdPerMonth.after;
  return { suggestions: suggestions.sort((a, b) => savingOf(b) - savingOf(a)), silent };
}

/** What tells two suggestions apart: the policy's rule, its present route and the one proposed. */
export function suggestionKey({ policyName, rule, from, to }: Omit<Suggestion, 'because'>): string {
  return canonical([policyName, rule, from, to]);
}

/** From here on figures count as changed. */
export const CHANGED = 0.2;

function isChanged(was: number, is: number, scale: number): boolean {
  return Math.abs(is - was) > CHANGED * scale;
}

/**
 * Whether the figures of a suggestion that was declined have changed by more than a fifth: its saving, the change of
 * quality (against a hundredth of the score at least), or by more than 0.2 its certainty.
 */
export function hasNewFigures(declined: Suggestion, now: Suggestion): boolean {
  const saving = ({ usdPerMonth }: Suggestion) => usdPerMonth.before - usdPerMonth.after;
  const change = ({ quality }: Suggestion) => (quality.after ?? 0) - (quality.before ?? 0);
  if (isChanged(saving(declined), saving(now), Math.abs(saving(declined)))) return true;
  if (isChanged(change(declined), change(now), Math.max(0.01, Math.abs(change(declined))))) return true;
  if ((declined.certainty === null) !== (now.certainty === null)) return true;
  return isChanged(declined.certainty ?? 0, now.certainty ?? 0, 1);
}

/** Every model that the suggestion's two routes name. */
export function modelsOfSuggestion({ from, to }: Omit<Suggestion, 'because'>): string[] {
  return [...new Set([...modelsOfRoute(from), ...modelsOfRoute(to)])];
}
