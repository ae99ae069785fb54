import type { TokenFactor } from '@/lib/domain/policy';
import type { FactorSuggestion } from '@/lib/domain/token-factor';
import { replaceAt } from './edit-policy';

const DIGITS = 4;
const round = (value: number) => Number(value.toFixed(DIGITS)) || 10 ** -DIGITS;

/** `×1.07`, to three digits behind the point at most. */
export function formatFactor(factor: number): string {
  return `×${factor.toLocaleString('en-US', { maximumFractionDigits: factor < 0.1 ? 4 : 3 })}`;
}

const isPair = (factor: TokenFactor, { from, to }: FactorSuggestion) => factor.from === from && factor.to === to;

/** Puts what was measured in the place of the pair's factor; a side that was not measured keeps what stands there. */
export function takeFactor(factors: readonly TokenFactor[], suggestion: FactorSuggestion): readonly TokenFactor[] {
  const { from, to, input, output } = suggestion;
  const measured = {
    ...(input === null ? {} : { input: round(input.value) }),
    ...(output === null ? {} : { output: round(output.value) }),
  };
  const index = factors.findIndex((factor) => isPair(factor, suggestion));
  if (index < 0) return [...factors, { from, to, input: 1, output: 1, ...measured }];
  return replaceAt(factors, index, { ...(factors[index] as TokenFactor), ...measured });
}

/** Whether the policy's factor of the pair is what was measured. */
export function isTaken(factors: readonly TokenFactor[], suggestion: FactorSuggestion): boolean {
  const own = factors.find((factor) => isPair(factor, suggestion));
  if (own === undefined) return suggestion.source === 'assumed';
  return (['input', 'output'] as const).every(
    (side) => suggestion[side] === null || (own[side] ?? 1) === round(suggestion[side].value),
  );
}
