import { formatMonth, formatUsd } from '@/components/ui/format';
import type { CashLasts, MigrationReturn } from '@/lib/domain/return-view';

export type Verdict = { readonly text: string; readonly isBad: boolean };

const HORIZON = 'ten years';

/** The answer in a sentence, also where it is no. */
export function verdictOf(view: MigrationReturn): Verdict {
  const { inputs, savingsUsdPerMonth, paybackMonths, paybackMonthMs, neverPaysBack, startMs } = view;
  if (savingsUsdPerMonth < 0)
    return {
      isBad: true,
      text: `It never pays back: the plan costs ${formatUsd(-savingsUsdPerMonth)} a month more than today.`,
    };
  if (neverPaysBack)
    return {
      isBad: true,
      text:
        inputs.runningUsdPerMonth === 0
          ? 'It never pays back: the plan saves nothing.'
          : `It never pays back: the saving of ${formatUsd(savingsUsdPerMonth)} a month does not cover the running cost of ${formatUsd(inputs.runningUsdPerMonth)}.`,
    };
  if (paybackMonths === null)
    return {
      isBad: true,
      text: `It does not pay back within ${HORIZON}: the one-off cost is too large for the saving.`,
    };
  if (inputs.oneOffUsd === 0)
    return { isBad: false, text: `It pays from ${formatMonth(startMs)} on: no one-off cost is to be earned back.` };
  const months = paybackMonths === 1 ? 'within its first month' : `within ${paybackMonths} months`;
  return { isBad: false, text: `It pays back in ${formatMonth(paybackMonthMs)}, ${months}.` };
}

const MONTHS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** How long cash lasts, never rounded up. */
export function lastsText(lasts: CashLasts): { readonly value: string; readonly sub: string } {
  if (lasts === null) return { value: 'Over ten years', sub: 'no end is in sight' };
  const tenths = Math.floor(lasts.months * 10 + 1e-9) / 10;
  return { value: `${MONTHS.format(tenths)} months`, sub: `it runs out in ${formatMonth(lasts.endMonthMs)}` };
}
