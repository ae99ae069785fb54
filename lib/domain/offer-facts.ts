import type { OfferFacts } from './price';

/** Facts that hold facts of their own: each of those is stated, sourced and merged by itself. */
const GROUPS = ['capabilities', 'access'] as const;

/** Where a fact is from, and the day it was read there. */
export type FactSource = { readonly source: string; readonly url: string | null; readonly on: string };

/** The facts of one offer from several books, the first that states a fact first; each ability and access fact by itself. */
export function mergeFacts(stated: readonly OfferFacts[]): OfferFacts {
  const merged: { [key: string]: unknown } = Object.assign({}, ...[...stated].reverse());
  for (const group of GROUPS) {
    const parts: object[] = stated.flatMap((facts): object[] => (facts[group] === undefined ? [] : [facts[group]]));
    if (parts.length > 1) merged[group] = Object.assign({}, ...parts.reverse());
  }
  delete merged.factSources;
  return merged as OfferFacts;
}

/** The name of every fact that is stated: `origin`, `capabilities.vision`, `access.payment`. */
export function factNames({ factSources: _sources, ...facts }: OfferFacts): string[] {
  return Object.entries(facts).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return (GROUPS as readonly string[]).includes(key) ? Object.keys(value).map((part) => `${key}.${part}`) : [key];
  });
}

/** The key of a fact's source, or null where its book is the source. */
export function factSourceKey({ factSources }: OfferFacts, fact: string): string | null {
  const group = fact.includes('.') ? fact.slice(0, fact.indexOf('.')) : fact;
  return factSources?.[fact] ?? factSources?.[group] ?? factSources?.['*'] ?? null;
}
