import type { Waterfall, WaterfallStep } from '@/lib/domain/waterfall';
import { roundToTotal } from './rounding';

const CENT = 0.01;
const toCent = (usd: number) => Math.round(usd / CENT) * CENT;

/** Amounts that add up to `total`, both in cents: what rounding adds or takes goes to the largest first. */
function stepsInCents(steps: readonly WaterfallStep[], total: number): WaterfallStep[] {
  const amounts = steps.map((step) => step.usd);
  const largest = amounts.reduce((most, usd, i) => (Math.abs(usd) > Math.abs(amounts[most] ?? 0) ? i : most), 0);
  const off = total - amounts.reduce((sum, usd) => sum + usd, 0);
  const rounded = roundToTotal(
    amounts.map((usd, i) => (i === largest ? usd + off : usd)),
    CENT,
  );
  return steps.map((step, i) => ({ ...step, usd: rounded[i] as number }));
}

/**
 * A waterfall (USD over the log's span) times `factor`, with what a month's discounts, commitments and fees add on
 * each side, in USD of the month: the difference of the two is the step `monthTerms`. In cents whose steps lead exactly from
 * one bill to the other; bills below a dollar keep their digits.
 */
export function scaleWaterfall(
  waterfall: Waterfall,
  factor: number,
  terms: { readonly fromUsd: number; readonly toUsd: number } | null,
): Waterfall {
  const fromUsd = waterfall.fromUsd * factor + (terms?.fromUsd ?? 0);
  const toUsd = waterfall.toUsd * factor + (terms?.toUsd ?? 0);
  const termsUsd = terms === null ? 0 : terms.toUsd - terms.fromUsd;
  const steps = [
    ...waterfall.steps.map((step) => ({ ...step, usd: step.usd * factor })),
    ...(termsUsd === 0 ? [] : [{ cause: 'monthTerms' as const, usd: termsUsd }]),
  ];
  if (Math.max(Math.abs(fromUsd), Math.abs(toUsd)) < 1) return { ...waterfall, fromUsd, toUsd, steps };
  const [from, to] = [toCent(fromUsd), toCent(toUsd)];
  return { ...waterfall, fromUsd: from, toUsd: to, steps: steps.length === 0 ? [] : stepsInCents(steps, to - from) };
}
