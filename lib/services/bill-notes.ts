import type { MonthAdjustment, MonthAdjustments } from '@/lib/domain/month-bill';

const IDLE: { readonly [kind in MonthAdjustment['kind']]: (label: string) => string } = {
  volume: (label) => `Volume discount ${label}: its first band is not reached in any of these months.`,
  commitment: (label) => `Commitment ${label}: met in each of these months.`,
  fee: (label) => `Fee ${label}: not charged, since nothing goes to its offers.`,
};

/** What the month terms that leave no line on the bills came to, each in a sentence. */
export function noteIdleTerms(months: readonly MonthAdjustments[]): string[] {
  const lines = months.flatMap((month) => month.lines);
  const keyOf = ({ kind, book, label }: MonthAdjustment) => JSON.stringify([kind, book, label]);
  const charged = new Set(lines.filter(({ usd }) => usd !== 0).map(keyOf));
  const idle = lines.filter((line) => !charged.has(keyOf(line))).map(({ kind, label }) => IDLE[kind](label));
  const skipped = months.flatMap(({ notApplied }) =>
    notApplied.map(({ label, why }) => `${label} is left out: ${why}.`),
  );
  return [...new Set([...idle, ...skipped])];
}
