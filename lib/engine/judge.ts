import type { OfferId } from '@/lib/domain/ids';
import { getOrCreate } from './get-or-create';
import type { EvidenceIndex } from './quality';

/** Evidence of a quality from 0 to 1; `isPrior` when some of it is a public benchmark. */
export type Judgement = { readonly score: number; readonly isPrior: boolean };

/** The evidence about the model an offer sells, on a benchmark; null: not judged. */
export type Judge = (offerId: OfferId | null, benchmark: string | null) => Judgement | null;

export function createJudge(evidence: EvidenceIndex, makerOf: (offerId: OfferId) => OfferId): Judge {
  const byBenchmark = new Map<string, Map<OfferId, Judgement | null>>();
  return (offerId, benchmark) => {
    if (offerId === null || benchmark === null) return null;
    const known = getOrCreate(byBenchmark, benchmark, () => new Map<OfferId, Judgement | null>());
    return getOrCreate(known, offerId, () => {
      const run = evidence.find(makerOf(offerId), benchmark);
      return run === null ? null : { score: run.score, isPrior: run.kind === 'prior' };
    });
  };
}
