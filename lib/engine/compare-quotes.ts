import type { ClassDifference, OtherDifference, Quote, TierMark } from '@/lib/domain/conflict';
import type { RateCard } from '@/lib/domain/price';
import { UNITS, type Unit } from '@/lib/domain/usage';

/** Classes that cost another's price where a card has none: a missing one is a disagreement of its own. */
const MISSED: readonly Unit[] = ['input', 'output', 'cacheRead', 'cacheWrite', 'cacheWrite1h'];

function compareClass(
  unit: Unit,
  aboveTokens: number | null,
  cards: readonly RateCard[],
  tolerance: number,
): ClassDifference | null {
  const usdPerMtok = cards.map((card) => card[unit] ?? null);
  const stated = usdPerMtok.filter((usd) => usd !== null);
  if (stated.length < 2) return null;
  const least = Math.min(...stated);
  const most = Math.max(...stated);
  if (most - least <= tolerance * least) return null;
  const isFree = least === 0;
  return {
    unit,
    aboveTokens,
    usdPerMtok,
    ratio: isFree ? null : most / least,
    pct: isFree ? null : (100 * (most - least)) / least,
  };
}

const marksOf = ({ row }: Quote): TierMark[] =>
  row.contextTiers.map(({ thresholdTokens, inclusive }) => ({ thresholdTokens, inclusive }));

/**
 * Where quotes of the same thing disagree: classes whose prices are more than `tolerance` (0.001 is 0.1 %) of the
 * cheapest apart, context tiers at other thresholds, and classes that only some of them price.
 */
export function compareQuotes(
  quotes: readonly Quote[],
  tolerance: number,
): { readonly prices: ClassDifference[]; readonly others: OtherDifference[] } {
  const cards = quotes.map(({ row }) => row.rates);
  const compare = (above: number | null, of: readonly RateCard[]) =>
    UNITS.flatMap((unit) => compareClass(unit, above, of, tolerance) ?? []);
  const prices = compare(null, cards);
  const others: OtherDifference[] = [];

  const marks = quotes.map(marksOf);
  if (new Set(marks.map((own) => JSON.stringify(own))).size > 1) others.push({ kind: 'context tiers', tiers: marks });
  else
    for (const [i, mark] of (marks[0] ?? []).entries())
      prices.push(
        ...compare(
          mark.thresholdTokens,
          quotes.map(({ row }) => row.contextTiers[i]?.rates ?? {}),
        ),
      );

  for (const unit of MISSED) {
    const missing = quotes.filter(({ row }) => row.rates[unit] === undefined);
    if (missing.length > 0 && missing.length < quotes.length)
      others.push({ kind: 'missing', unit, missingIn: missing.map(({ label }) => label) });
  }
  return { prices, others };
}

/** The largest ratio among them, Infinity where one price is free; null where none differs. */
export function worstRatio(prices: readonly ClassDifference[]): number | null {
  return prices.length === 0 ? null : Math.max(...prices.map(({ ratio }) => ratio ?? Infinity));
}
