import { UNKNOWN } from '@/components/ui/format';

/** Finer than any single call's smallest part; beyond it stands only float dust. */
const MAX_DIGITS = 12;

function formatOf(maximumFractionDigits: number): Intl.NumberFormat {
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits,
  });
}
const exact = formatOf(MAX_DIGITS);
const micro = formatOf(6);

/** An amount with all its digits: `$0.0267693`, not rounded to cents. */
export function exactUsd(usd: number | null): string {
  return usd === null ? UNKNOWN : exact.format(usd);
}

/** To a millionth of a dollar: sums of many calls, so that their lines can be added up by hand. */
export function microUsd(usd: number): string {
  return micro.format(usd);
}
