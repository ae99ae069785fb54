import { type OfferId, parseOfferId } from '@/lib/domain/ids';
import type { ConstraintName, Constraints } from '@/lib/domain/policy';
import type { OfferFacts } from '@/lib/domain/price';
import { type FactConstraint, factLatencyMs, judgeFacts, latencyVerdict, type Verdict } from '../constraints';
import { getOrCreate } from '../get-or-create';
import type { Placed } from '../placed';
import type { LeftOutReason } from './plan-problem';

/** Which constraints of a policy an offer does not keep, or may not, by its facts. */
export type OfferJudge = (model: string) => readonly LeftOutReason[];

function toReasons(name: ConstraintName, verdict: Verdict): readonly LeftOutReason[] {
  return verdict === 'kept' ? [] : [`${verdict ?? 'unknown'}: ${name}`];
}

export function createOfferJudge(constraints: Constraints, factsOf: (offerId: OfferId) => OfferFacts): OfferJudge {
  const known = new Map<string, readonly LeftOutReason[]>();
  const { vendorShareAtMost: _share, latencyMsAtMost: _latency, ...byFacts } = constraints;
  const judge = <Name extends FactConstraint>(name: Name, facts: OfferFacts) => {
    const wanted = constraints[name];
    return wanted === undefined ? [] : toReasons(name, judgeFacts(name, facts, wanted));
  };
  return (model) =>
    getOrCreate(known, model, () => {
      const facts = factsOf(parseOfferId(model));
      return (Object.keys(byFacts) as FactConstraint[]).flatMap((name) => judge(name, facts));
    });
}

/**
 * Whether the calls of one group keep a latency limit: calls that stay by the log's mean of their model, calls that
 * move by facts and the group's own tokens a call. Where each group keeps it, so does their mean.
 */
export function judgeLatencyOf(
  limitMs: number,
  placed: ReadonlyMap<string, Placed>,
  logged: ReadonlyMap<string, number>,
  factsOf: (offerId: OfferId) => OfferFacts,
): readonly LeftOutReason[] {
  return [...placed].flatMap(([model, { stay, moved, movedRequests, movedOutputTokens }]) => {
    const ofStay = latencyVerdict(logged.get(model) ?? Number.NaN, limitMs);
    const byFacts = factLatencyMs(factsOf(parseOfferId(model)), movedOutputTokens / movedRequests);
    return [
      ...(stay.length > 0 ? toReasons('latencyMsAtMost', ofStay) : []),
      ...(moved.length > 0 ? toReasons('latencyMsAtMost', latencyVerdict(byFacts, limitMs)) : []),
    ];
  });
}
