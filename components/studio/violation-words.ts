import { countOf, formatUsd } from '@/components/ui/format';
import type { Violation } from '@/lib/domain/simulation';
import { describeConstraint, isConstraintKind } from './constraint-words';

export type ViolationWords = {
  /** `breaks`: calls that fail or figures that are wrong; `unsure`: what a person should look at. */
  readonly grade: 'breaks' | 'unsure';
  readonly text: string;
};

const calls = (count: number) => countOf(count, 'call');

/** One violation as a sentence a person can act on. `name` is the model's written name. */
export function describeViolation({ kind, requests, usd }: Violation, name: string): ViolationWords {
  const which = calls(requests);
  const isOne = requests === 1;
  const were = isOne ? 'was' : 'were';
  const come = isOne ? 'comes as a sum' : 'come as sums';
  const model = name === '' ? 'a model without a name' : name;
  if (isConstraintKind(kind)) return describeConstraint(kind, model, which);
  switch (kind) {
    case 'does not fit: context':
      return {
        grade: 'breaks',
        text: `${which} ${isOne ? 'is' : 'are'} longer than the context window of ${model}, and no fallback takes ${isOne ? 'it' : 'them'}.`,
      };
    case 'does not fit: needs':
      return {
        grade: 'breaks',
        text: `${which} ${isOne ? 'needs' : 'need'} something ${model} cannot do, such as vision, and no fallback takes ${isOne ? 'it' : 'them'}.`,
      };
    case 'service tier without a price':
      return {
        grade: 'breaks',
        text: `${model} has no price for the service tier of ${which}: the standard price is used.`,
      };
    case 'logged cost over 100 times repriced':
      return {
        grade: 'breaks',
        text: `${which} on ${model} ${were} logged at ${formatUsd(usd)}, over 100 times what ${isOne ? 'it costs' : 'they cost'} at these prices. The logged bill is not to be trusted there.`,
      };
    case 'repriced cost over 100 times logged':
      return {
        grade: 'unsure',
        text: `${which} on ${model} ${were} logged ${usd === 0 ? 'as free' : `at ${formatUsd(usd)}`}, under a hundredth of what ${isOne ? 'it costs' : 'they cost'} at these prices.`,
      };
    case 'recorded costs still being checked':
      return {
        grade: 'unsure',
        text: 'Recorded costs are still being checked, request by request; look again in a moment.',
      };
    case 'fit unknown':
      return {
        grade: 'unsure',
        text: `Whether ${which} ${isOne ? 'fits' : 'fit'} ${model} is not known: its context window or abilities are not stated.`,
      };
    case 'context tier unknown (aggregate rows)':
      return {
        grade: 'unsure',
        text: `${which} on ${model} ${come}, so its long-context price could not be applied.`,
      };
    case 'size unknown (aggregate rows)':
      return {
        grade: 'unsure',
        text: `${which} on ${model} ${come}, with no size to match, and fell to the next rule.`,
      };
    default:
      kind satisfies never;
      throw new Error(`unknown violation: ${kind}`);
  }
}
