import type { OfferId } from '@/lib/domain/ids';
import type { Policy } from '@/lib/domain/policy';
import { getOrCreate } from '../get-or-create';
import type { Resolver } from '../names';
import { createPriceStack, type PriceStack } from '../price-stack';
import { type EvidenceIndex, indexEvidence } from '../quality';
import type { ReplayContext } from '../replay-context';
import type { LiveInputs, Suppositions } from './live-inputs';
import { supposedBook } from './supposed-prices';

/** What replays are computed with in the browser, made once from the inputs. */
export type LiveContext = {
  readonly inputs: LiveInputs;
  readonly resolve: Resolver;
  readonly makerOf: (offerId: OfferId) => OfferId;
  readonly evidence: EvidenceIndex;
  /** The books under supposed price changes; the same stack for the same changes. */
  readonly stackFor: (prices: Suppositions['prices']) => PriceStack;
  readonly replay: (policy: Policy, prices: Suppositions['prices']) => ReplayContext;
};

const MAX_STACKS = 8;

/**
 * Rebuilds a replay's context from plain data. Throws an Error when a name is asked that the inputs do not hold, which
 * `coverageOf` tells beforehand: an unknown name must not pass for one that no book knows.
 */
export function createLiveContext(inputs: LiveInputs): LiveContext {
  const offers = new Map(Object.entries(inputs.offerOf));
  const makers = new Map(Object.entries(inputs.makerOf));
  const resolve: Resolver = (name) => {
    const trimmed = name.trim();
    if (trimmed === '') return null;
    const offerId = offers.get(trimmed);
    if (offerId === undefined) throw new Error(`the live inputs do not hold the name ${trimmed}`);
    return offerId === null ? null : { offerId, how: '', steps: [] };
  };
  const makerOf = (offerId: OfferId) => makers.get(offerId) ?? offerId;
  const judges = new Map<string, Map<string, string | null>>();
  for (const { task, language, benchmark } of inputs.judgedBy)
    getOrCreate(judges, task, () => new Map<string, string | null>()).set(language, benchmark);
  const joints = new Map(
    inputs.pairs.map(({ first, next, benchmark, joint }) => [`${first}\n${next}\n${benchmark}`, joint]),
  );
  const evidence = indexEvidence(inputs.evidence, (task, language) => judges.get(task)?.get(language) ?? null, {
    gate: inputs.gate,
    pairs: (first, next, benchmark) => joints.get(`${first}\n${next}\n${benchmark}`) ?? null,
  });
  const stacks = new Map<string, PriceStack>();
  const stackFor = (prices: Suppositions['prices']) => {
    const key = JSON.stringify(prices);
    const known = stacks.get(key);
    if (known !== undefined) return known;
    const top = supposedBook(prices);
    const stack = createPriceStack(top === null ? inputs.books : [top, ...inputs.books]);
    if (stacks.size >= MAX_STACKS) stacks.delete(stacks.keys().next().value as string);
    stacks.set(key, stack);
    return stack;
  };
  return {
    inputs,
    resolve,
    makerOf,
    evidence,
    stackFor,
    replay: (policy, prices) => ({ policy, asOf: inputs.asOf, stack: stackFor(prices), resolve, makerOf, evidence }),
  };
}
