import type { Evidence, JointTable } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';

/** Below this many items an eval says nothing yet: shown as "—". A workload may have its own gate. */
export const SAMPLE_GATE = 30;

/** How two models (the makers' own offers) did on the same items of a benchmark; null: there are no such items. */
export type PairLookup = (first: OfferId, next: OfferId, benchmark: string) => JointTable | null;

export type EvidenceIndex = {
  /** The evidence that counts for a model (the maker's own offer id) on a benchmark. */
  readonly find: (offerId: OfferId, benchmark: string) => Evidence | null;
  /** Models with evidence on any of the benchmarks: those judged on most of them first, then by mean score. */
  readonly models: (benchmarks: readonly string[]) => readonly OfferId[];
  /** The benchmark that judges a task in a language, or null. */
  readonly benchmarkOf: (task: string, language: string) => string | null;
  /** The fewest items that count. */
  readonly gate: number;
  /** How a cascade's two models did on the same items, where there are enough of them. */
  readonly pairOf: PairLookup;
};

/** Several runs of one model: the largest sample, then the latest. An own eval counts before a prior. */
function isBetter(a: Evidence, b: Evidence): boolean {
  if ((a.kind === 'prior') !== (b.kind === 'prior')) return a.kind !== 'prior';
  if ((a.sampleSize ?? 0) !== (b.sampleSize ?? 0)) return (a.sampleSize ?? 0) > (b.sampleSize ?? 0);
  return (a.measuredOn ?? '') > (b.measuredOn ?? '');
}

/** Whether evidence counts: its sample reaches the gate, or it is a public benchmark that does not state its sample. */
export function passesGate({ sampleSize, kind }: Pick<Evidence, 'sampleSize' | 'kind'>, gate: number): boolean {
  return sampleSize === null ? kind === 'prior' : sampleSize >= gate;
}

/**
 * Indexes evidence by model and benchmark. Evidence with a known sample below the gate is left out;
 * a public benchmark that does not state its sample is kept, as a prior. `pairs` tells of items that two models
 * answered; fewer than the gate do not count.
 */
export function indexEvidence(
  evidence: readonly Evidence[],
  benchmarkOf: (task: string, language: string) => string | null,
  { gate = SAMPLE_GATE, pairs }: { readonly gate?: number; readonly pairs?: PairLookup } = {},
): EvidenceIndex {
  const best = new Map<string, Evidence>();
  for (const item of evidence) {
    if (!passesGate(item, gate)) continue;
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
    gate,
    pairOf: (first, next, benchmark) => {
      const joint = pairs?.(first, next, benchmark) ?? null;
      return joint !== null && joint.items >= gate ? joint : null;
    },
  };
}
