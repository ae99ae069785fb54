import type { Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';

/** Below this many items an eval says nothing yet: shown as "—". */
export const SAMPLE_GATE = 30;

export type EvidenceIndex = {
  /** The evidence that counts for a model (the maker's own offer id) on a benchmark. */
  readonly find: (offerId: OfferId, benchmark: string) => Evidence | null;
  /** Models with evidence on any of the benchmarks: those judged on most of them first, then by mean score. */
  readonly models: (benchmarks: readonly string[]) => readonly OfferId[];
  /** The benchmark that judges a task in a language, or null. */
  readonly benchmarkOf: (task: string, language: string) => string | null;
};

/** Several runs of one model: the largest sample, then the latest. An own eval counts before a prior. */
function isBetter(a: Evidence, b: Evidence): boolean {
  if ((a.kind === 'prior') !== (b.kind === 'prior')) return a.kind !== 'prior';
  if ((a.sampleSize ?? 0) !== (b.sampleSize ?? 0)) return (a.sampleSize ?? 0) > (b.sampleSize ?? 0);
  return (a.measuredOn ?? '') > (b.measuredOn ?? '');
}

/**
 * Indexes evidence by model and benchmark. Evidence with a known sample below the gate is left out;
 * a public benchmark that does not state its sample is kept, as a prior.
 */
export function indexEvidence(
  evidence: readonly Evidence[],
  benchmarkOf: (task: string, language: string) => string | null,
): EvidenceIndex {
  const best = new Map<string, Evidence>();
  for (const item of evidence) {
    if (item.sampleSize !== null && item.sampleSize < SAMPLE_GATE) continue;
    if (item.sampleSize === null && item.kind !== 'prior') continue;
    const key = `${item.offerId}\n${item.benchmark}`;
    const known = best.get(key);
    if (known === undefined || isBetter(item, known)) best.set(key, item);
  }
  return {
    find: (offerId, benchmark) => best.get(`${offerId}\n${benchmark}`) ?? null,
    models: (benchmarks) => {
      const scores = new Map<OfferId, number[]>();
      for (const item of best.values())
        if (benchmarks.includes(item.benchmark))
          scores.set(item.offerId, [...(scores.get(item.offerId) ?? []), item.score]);
      const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      return [...scores]
        .sort((a, b) => b[1].length - a[1].length || mean(b[1]) - mean(a[1]))
        .map(([offerId]) => offerId);
    },
    benchmarkOf,
  };
}
