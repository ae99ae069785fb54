import type { JointTable } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import type { Assumptions, Route } from '@/lib/domain/policy';
import { type Acceptance, judgeCascade, judgeOnItems } from './cascade-quality';
import { jointAcceptShare } from './joint';
import { combine, type Judgement, rememberLast } from './judge';
import type { Resolver } from './names';
import type { Unpriced } from './price-stack';

/** What a judge reads of a call, where the policy does not say: the answer's share beside the whole input. */
export const JUDGE_INPUT_FACTOR = 1.1;
/** What a judge writes, in tokens, where the policy does not say. */
export const JUDGE_OUTPUT_TOKENS = 16;

/** A model a call may go to. `offerId` null: the name is unknown. */
export type Target = {
  readonly name: string;
  readonly offerId: OfferId | null;
  /** False when the call stays on its own offer: its logged cache split stands and it is known to fit. */
  readonly moved: boolean;
  readonly inputFactor: number;
  readonly outputFactor: number;
};

/**
 * One billed call that a route makes per request: `share` is how often (0 to 1). The first candidate that fits
 * serves it; the ones after it are its fallbacks. A judge writes `outputTokens` whatever the call's own output is.
 */
export type Leg = {
  readonly role: 'answer' | 'step' | 'judge';
  readonly share: number;
  readonly candidates: readonly Target[];
  readonly outputTokens: number | null;
};

/** Legs, and the quality of the answer from the quality of each leg's model (null: not judged). */
export type CompiledRoute = {
  readonly legs: readonly Leg[];
  readonly quality: (ofLeg: readonly (Judgement | null)[]) => Judgement | null;
};

/** A route that cannot be followed for want of something about `model`. */
export type UnpricedRoute = { readonly unpriced: Unpriced; readonly model: string };

export type RouteContext = {
  readonly source: { readonly name: string; readonly offerId: OfferId | null };
  readonly resolve: Resolver;
  readonly assumptions: Assumptions;
  /** Evidence of an offer for the cell's task, for a cascade without an `accept`. */
  readonly judgementOf: (offerId: OfferId) => Judgement | null;
  /** How two offers did on the same items of the task's benchmark. */
  readonly pairOf: (first: OfferId, next: OfferId) => JointTable | null;
};

/** The measured or typed token factor of a model pair, 1 where none is given. */
function factorOf(context: RouteContext, target: OfferId | null, side: 'input' | 'output'): number {
  for (const factor of context.assumptions.factors ?? []) {
    const isFrom =
      factor.from === context.source.name || context.resolve(factor.from)?.offerId === context.source.offerId;
    if (isFrom && target !== null && context.resolve(factor.to)?.offerId === target) return factor[side] ?? 1;
  }
  return 1;
}

function toTarget(name: string, context: RouteContext, step: { input?: number; output?: number } = {}): Target {
  const offerId = context.resolve(name)?.offerId ?? null;
  const moved = offerId === null || offerId !== context.source.offerId;
  return {
    name: offerId ?? name,
    offerId,
    moved,
    inputFactor: (moved ? factorOf(context, offerId, 'input') : 1) * (step.input ?? 1),
    outputFactor: (moved ? factorOf(context, offerId, 'output') : 1) * (step.output ?? 1),
  };
}

/** The call's own model, as it was. */
export function keepTarget({ name, offerId }: RouteContext['source']): Target {
  return { name: offerId ?? name, offerId, moved: false, inputFactor: 1, outputFactor: 1 };
}

function weightedMean(shares: readonly number[], judgements: readonly (Judgement | null)[]): Judgement | null {
  const parts: [Judgement, number][] = [];
  for (const [i, share] of shares.entries()) {
    const judgement = judgements[i] ?? null;
    if (judgement === null) return null;
    parts.push([judgement, share]);
  }
  return combine(
    parts.reduce((sum, [{ score }, share]) => sum + share * score, 0),
    parts,
  );
}

/**
 * The share of answers a judge with error rate e takes from a model of quality q: q(1−e) + (1−q)e.
 */
export function acceptShare(quality: number, errorRate: number): number {
  return quality * (1 - errorRate) + (1 - quality) * errorRate;
}

/**
 * Compiles a route for one source model into the calls it bills. Split: the mean by weight. Chain: every step is
 * billed, the last one answers. Cascade: every attempt and the judge is billed; quality = min(accept, q(1−e)) +
 * (1 − accept) × that of the next, which assumes independence; accept defaults to `acceptShare`. Where two models have
 * answered the same items of an eval, share and quality are those of the items (`joint.ts`).
 * Returns a reason when a cascade has neither an accept share nor evidence to derive it from.
 */
export function compileRoute(route: Route, context: RouteContext): CompiledRoute | UnpricedRoute {
  const fallbacks = (route.fallback ?? []).map((name) => toTarget(name, context));
  const single = (target: Target): CompiledRoute => ({
    legs: [{ role: 'answer', share: 1, candidates: [target, ...fallbacks], outputTokens: null }],
    quality: (ofLeg) => ofLeg[0] ?? null,
  });
  if ('keep' in route) return single(keepTarget(context.source));
  if ('model' in route) return single(toTarget(route.model, context));
  if ('split' in route) {
    const total = route.split.reduce((sum, part) => sum + part.weight, 0);
    const shares = route.split.map((part) => part.weight / total);
    return {
      legs: route.split.map((part, i) => ({
        role: 'answer',
        share: shares[i] as number,
        candidates: [toTarget(part.model, context), ...fallbacks],
        outputTokens: null,
      })),
      quality: rememberLast((ofLeg) => weightedMean(shares, ofLeg)),
    };
  }
  if ('chain' in route)
    return {
      legs: route.chain.map((step) => {
        const factors = { input: step.inputFactor, output: step.outputFactor };
        const candidates = [step.model, ...(route.fallback ?? [])].map((name) => toTarget(name, context, factors));
        return { role: 'step', share: 1, candidates, outputTokens: null };
      }),
      quality: (ofLeg) => ofLeg.at(-1) ?? null,
    };
  if ('cascade' in route) return compileCascade(route, context, fallbacks);
  route satisfies never;
  throw new Error(`unknown route: ${JSON.stringify(route)}`);
}

function compileCascade(
  route: Extract<Route, { cascade: unknown }>,
  context: RouteContext,
  fallbacks: readonly Target[],
): CompiledRoute | UnpricedRoute {
  const errorRate = route.judge?.errorRate ?? 0;
  const legs: Leg[] = [];
  const acceptances: Acceptance[] = [];
  const attemptLegs: number[] = [];
  const offers = route.cascade.map(({ model }) => toTarget(model, context).offerId);
  const [first, next] = offers.length === 2 ? offers : [];
  const joint = first && next ? context.pairOf(first, next) : null;
  let reached = 1;
  for (const [i, attempt] of route.cascade.entries()) {
    const target = toTarget(attempt.model, context);
    attemptLegs.push(legs.length);
    legs.push({ role: 'answer', share: reached, candidates: [target, ...fallbacks], outputTokens: null });
    if (i === route.cascade.length - 1) break;
    if (route.judge !== undefined)
      legs.push({
        role: 'judge',
        share: reached,
        candidates: [
          toTarget(route.judge.model, context, { input: route.judge.inputFactor ?? JUDGE_INPUT_FACTOR }),
        ].map((judge) => ({ ...judge, moved: true })),
        outputTokens: route.judge.outputTokens ?? JUDGE_OUTPUT_TOKENS,
      });
    const judgement = target.offerId === null ? null : context.judgementOf(target.offerId);
    const accept =
      attempt.accept ??
      (joint !== null
        ? jointAcceptShare(joint, errorRate)
        : judgement === null
          ? null
          : acceptShare(judgement.score, errorRate));
    if (accept === null) {
      const unpriced = target.offerId === null ? 'unknown model' : 'no accept share for the cascade';
      return { unpriced, model: target.name };
    }
    acceptances.push({ share: accept, from: attempt.accept === undefined ? judgement : null });
    reached *= 1 - accept;
  }
  const judgements = offers.map((offerId) => (offerId === null ? null : context.judgementOf(offerId)));
  const quality = (ofLeg: readonly (Judgement | null)[]): Judgement | null => {
    const attempts = attemptLegs.map((leg) => ofLeg[leg] ?? null);
    const [ofFirst = null, ofNext = null] = attempts;
    // A fallback in a model's place has not answered the items that the two models have.
    const isPaired = joint !== null && ofFirst === judgements[0] && ofNext === judgements[1];
    return isPaired && ofFirst !== null && ofNext !== null
      ? judgeOnItems(ofFirst, ofNext, joint, errorRate, acceptances[0]?.share ?? 1)
      : judgeCascade(attempts, acceptances, errorRate);
  };
  return { legs, quality: rememberLast(quality) };
}
