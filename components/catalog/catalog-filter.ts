import type { CatalogLine } from '@/lib/domain/offer-view';
import type { CatalogParams, FactFilter } from '@/lib/schema/catalog-params';
import { createFactTest } from './fact-filter';

export type CatalogFilter = FactFilter & Pick<CatalogParams, 'q' | 'seller' | 'origin' | 'can' | 'maxIn' | 'book'>;

/** Stands for "no origin known" in the filter. */
export const UNKNOWN_ORIGIN = 'unknown';

/** Lines that match all filters. An unknown fact or price matches no filter that asks for it. */
export function filterLines(lines: readonly CatalogLine[], filter: CatalogFilter): CatalogLine[] {
  const words = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  const hasFacts = createFactTest(filter);
  const isIn = (chosen: readonly string[], value: string) => chosen.length === 0 || chosen.includes(value);
  return lines.filter((line) => {
    const text = `${line.offerId} ${line.name} ${line.providerName}`.toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      isIn(filter.seller, line.provider) &&
      isIn(filter.origin, line.origin ?? UNKNOWN_ORIGIN) &&
      isIn(filter.book, line.book) &&
      filter.can.every((need) => line.capabilities?.includes(need) ?? false) &&
      (filter.maxIn === null || (line.inputUsdPerMtok !== null && line.inputUsdPerMtok <= filter.maxIn)) &&
      hasFacts(line)
    );
  });
}

export type Choice = { readonly value: string; readonly label: string };

/** One choice for each value, by label; the first label of a value holds. */
export function choicesOf(lines: readonly CatalogLine[], choiceOf: (line: CatalogLine) => Choice): Choice[] {
  const labels = new Map<string, string>();
  for (const line of lines) {
    const { value, label } = choiceOf(line);
    if (!labels.has(value)) labels.set(value, label);
  }
  return [...labels].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label, 'en'));
}
