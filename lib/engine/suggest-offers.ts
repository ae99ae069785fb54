import { modelOf, type OfferId } from '@/lib/domain/ids';

/** Words and numbers of a name: `deepseek-v3` is deepseek, v, 3. */
function partsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[a-z]+|\d+/g) ?? []);
}

/** Share of the parts that two names have in common, of all parts of either. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const part of a) if (b.has(part)) common++;
  return common / (a.size + b.size - common);
}

const LEAST_LIKENESS = 0.5;

/**
 * Offers whose model reads like a logged name, the likest first: for a person to choose from, never applied. Only the
 * last part of the name counts, so that a shared prefix suggests nothing. Among equals the maker's shorter id is first.
 */
export function createSuggester(offerIds: Iterable<OfferId>): (name: string, limit: number) => OfferId[] {
  const offers = [...offerIds].map((offerId) => ({
    offerId,
    parts: partsOf(modelOf(offerId).split('/').at(-1) as string),
    depth: offerId.split('/').length,
  }));
  return (name, limit) => {
    const wanted = partsOf(name.split('/').at(-1) as string);
    return offers
      .map(({ offerId, parts, depth }) => ({ offerId, depth, score: likeness(wanted, parts) }))
      .filter(({ score }) => score >= LEAST_LIKENESS)
      .sort((a, b) => b.score - a.score || a.depth - b.depth || a.offerId.length - b.offerId.length)
      .slice(0, limit)
      .map(({ offerId }) => offerId);
  };
}
