import type { Cuts } from '@/lib/domain/cube';

/** Smallest n with floor(2·log2(n)) ≥ k, for k = 0 … 80: about two bands for each doubling up to 2^40. */
export const STANDARD_SIZE_EDGES: readonly number[] = [
  ...new Set(Array.from({ length: 81 }, (_, k) => Math.ceil(2 ** (k / 2)))),
];

/** The cuts of a workload before any price or policy asks for more. */
export const STANDARD_CUTS: Cuts = { sizeEdges: STANDARD_SIZE_EDGES, dateEdgesMs: [], clocks: [] };

/** How many sets of hours a cell's clock mask has bits for. */
export const MAX_CLOCKS = 32;

/** The coarsest cuts that are at least as fine as both. Clocks of `a` keep their bit. */
export function mergeCuts(a: Cuts, b: Cuts): Cuts {
  const known = new Set(a.clocks.map((clock) => JSON.stringify(clock)));
  return {
    sizeEdges: sortedUnion(a.sizeEdges, b.sizeEdges),
    dateEdgesMs: sortedUnion(a.dateEdgesMs, b.dateEdgesMs),
    clocks: [...a.clocks, ...b.clocks.filter((clock) => !known.has(JSON.stringify(clock)))],
  };
}

/** True when cells cut by `a` need no rebuilding to serve `b`. */
export function containsCuts(a: Cuts, b: Cuts): boolean {
  const clocks = new Set(a.clocks.map((clock) => JSON.stringify(clock)));
  return (
    isSubset(b.sizeEdges, a.sizeEdges) &&
    isSubset(b.dateEdgesMs, a.dateEdgesMs) &&
    b.clocks.every((clock) => clocks.has(JSON.stringify(clock)))
  );
}

function sortedUnion(a: readonly number[], b: readonly number[]): number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

function isSubset(part: readonly number[], whole: readonly number[]): boolean {
  const known = new Set(whole);
  return part.every((edge) => known.has(edge));
}
