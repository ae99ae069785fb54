import type { CatalogLine } from '@/lib/domain/offer-view';
import { ACCESS_FACTS } from '@/lib/domain/price';
import { areaOfRegion, isRegionIn } from '@/lib/domain/regions';
import { ACCESS_PARAMS, type FactFilter, type UNKNOWN_FACTS } from '@/lib/schema/catalog-params';

type UnknownFact = (typeof UNKNOWN_FACTS)[number];

const IS_UNKNOWN: { readonly [fact in UnknownFact]: (line: CatalogLine) => boolean } = {
  context: (line) => line.contextWindowTokens === null,
  abilities: (line) => line.capabilities === null,
  origin: (line) => line.origin === null,
  regions: (line) => line.regions === null,
  weights: (line) => line.openWeights === null,
  speed: (line) => line.outputTokensPerSecond === null,
  firstToken: (line) => line.firstTokenMs === null,
  ends: (line) => line.deprecatedOn === null,
  access: (line) => line.access === null,
};

type Test = (line: CatalogLine) => boolean;

/** Whether a line has the facts asked for. One that is not known matches nothing but the question for the unknown. */
export function createFactTest(filter: FactFilter): Test {
  const { ctx, weights, lasts, speed, first } = filter;
  const tests: Test[] = [];
  const least = (limit: number | null, factOf: (line: CatalogLine) => number | null) => {
    if (limit !== null) tests.push((line) => (factOf(line) ?? Number.NaN) >= limit);
  };
  least(ctx, (line) => line.contextWindowTokens);
  least(speed, (line) => line.outputTokensPerSecond);
  if (first !== null) tests.push((line) => line.firstTokenMs !== null && line.firstTokenMs <= first);
  if (weights !== null) tests.push((line) => line.openWeights === (weights === 'open'));
  if (lasts !== null) tests.push((line) => line.deprecatedOn !== null && line.deprecatedOn >= lasts);
  const places = filter.in;
  if (places.length > 0)
    tests.push((line) => line.regions?.every((region) => places.some((place) => isRegionIn(region, place))) ?? false);
  for (const fact of ACCESS_FACTS) {
    const chosen = filter[ACCESS_PARAMS[fact]];
    if (chosen.length > 0) tests.push((line) => chosen.includes(line.access?.[fact] ?? ''));
  }
  for (const fact of filter.unk) tests.push(IS_UNKNOWN[fact]);
  return (line) => tests.every((test) => test(line));
}

/** How many of the filters by facts are set. */
export function countFactFilters(filter: FactFilter): number {
  const lists = [filter.in, filter.unk, ...ACCESS_FACTS.map((fact) => filter[ACCESS_PARAMS[fact]])];
  const values = [filter.ctx, filter.weights, filter.lasts, filter.speed, filter.first];
  return lists.filter((list) => list.length > 0).length + values.filter((value) => value !== null).length;
}

/** The areas in which some offer is processed, and nowhere else. */
export function areasOf(lines: readonly CatalogLine[]): string[] {
  const areas = new Set<string>();
  for (const { regions } of lines) for (const region of regions ?? []) areas.add(areaOfRegion(region));
  return [...areas].sort();
}

/** The values of each access fact that some offer has. */
export function accessValuesOf(lines: readonly CatalogLine[]): { readonly [fact: string]: string[] } {
  const known = [...new Set(lines.map(({ access }) => access))];
  return Object.fromEntries(
    ACCESS_FACTS.map((fact) => [fact, [...new Set(known.flatMap((access) => access?.[fact] ?? []))].sort()]),
  );
}
