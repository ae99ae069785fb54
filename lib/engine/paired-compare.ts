import type { Interval } from '@/lib/domain/evidence';
import { incompleteBeta, normalQuantile, studentQuantile } from './distributions';
import { CONFIDENCE, wilson } from './intervals';
import { type Answer, commonItems, type PairedItems } from './paired';

/** `difference` is the first model's mean score less the second one's, over the `n` items that both answered. */
export type Comparison = {
  readonly n: number;
  readonly difference: number;
  /** Standard deviation of one item's difference; null below two items. */
  readonly deviation: number | null;
  /** 95 %; null below two items. */
  readonly interval: Interval | null;
  /** Items that only the first or only the second got right, and McNemar's exact p of such a split; null for graded scores. */
  readonly mcnemar: { readonly onlyFirst: number; readonly onlySecond: number; readonly p: number } | null;
};

/** McNemar's exact test: how likely a fair coin splits the discordant items as unevenly. Q. McNemar (1947). */
function mcnemarP(onlyFirst: number, onlySecond: number): number {
  const fewer = Math.min(onlyFirst, onlySecond);
  const all = onlyFirst + onlySecond;
  return all === 0 ? 1 : Math.min(1, 2 * incompleteBeta(0.5, all - fewer, fewer + 1));
}

/**
 * Compares two models item by item: the interval is Student's paired t. Where no item differs from another it is as
 * wide as Wilson's bound of a share that was never seen in n.
 */
export function compareOnItems(paired: PairedItems, first: string, second: string): Comparison {
  const both = commonItems(paired, [first, second]).items.map(
    (item) => [(item.get(first) as Answer).score, (item.get(second) as Answer).score] as const,
  );
  const n = both.length;
  const differences = both.map(([a, b]) => a - b);
  const difference = n === 0 ? 0 : differences.reduce((sum, each) => sum + each, 0) / n;
  const isGraded = both.some((pair) => pair.some((score) => score !== 0 && score !== 1));
  const onlyFirst = both.filter(([a, b]) => a > b).length;
  const onlySecond = both.filter(([a, b]) => a < b).length;
  const mcnemar = isGraded ? null : { onlyFirst, onlySecond, p: mcnemarP(onlyFirst, onlySecond) };
  if (n < 2) return { n, difference, deviation: null, interval: null, mcnemar };
  const deviation = Math.sqrt(differences.reduce((sum, each) => sum + (each - difference) ** 2, 0) / (n - 1));
  const tail = (1 - CONFIDENCE) / 2;
  const half =
    deviation === 0
      ? wilson(0, n, normalQuantile(1 - tail)).high
      : (studentQuantile(1 - tail, n - 1) * deviation) / Math.sqrt(n);
  const interval = { low: Math.max(-1, difference - half), high: Math.min(1, difference + half) };
  return { n, difference, deviation, interval, mcnemar };
}

/**
 * How many more items would settle which of two models is better: until a 95 % interval about the difference seen so
 * far excludes 0, if items go on to differ as they did. 0: settled; null: no number would, or too few items to say.
 */
export function itemsToSettle({ n, difference, deviation, interval }: Comparison): number | null {
  if (deviation === null || interval === null) return null;
  if (interval.low > 0 || interval.high < 0) return 0;
  if (difference === 0 || deviation === 0) return null;
  const settles = (count: number) =>
    (studentQuantile(1 - (1 - CONFIDENCE) / 2, count - 1) * deviation) / Math.sqrt(count) < Math.abs(difference);
  let short = n;
  let enough = Math.max(n, 2);
  while (!settles(enough)) {
    short = enough;
    enough *= 2;
  }
  while (enough - short > 1) {
    const middle = Math.floor((short + enough) / 2);
    if (settles(middle)) enough = middle;
    else short = middle;
  }
  return enough - n;
}
