import type { Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import { getOrCreate } from './get-or-create';
import type { EvidenceIndex } from './quality';

/** How much a judgement moves with a piece of evidence: the derivative of the one's score by the other's. */
export type JudgementTerm = { readonly evidence: Evidence; readonly coefficient: number };

/** Evidence of a quality from 0 to 1; `isPrior` when some of it is a public benchmark. */
export type Judgement = {
  readonly score: number;
  readonly isPrior: boolean;
  /** A cascade whose models were not judged on the same items. */
  readonly assumesIndependence: boolean;
  readonly terms: readonly JudgementTerm[];
};

/** The evidence about the model an offer sells, on a benchmark; null: not judged. */
export type Judge = (offerId: OfferId | null, benchmark: string | null) => Judgement | null;

/** The judge of a replay. The same offer and benchmark give the same judgement object. */
export function createJudge(evidence: EvidenceIndex, makerOf: (offerId: OfferId) => OfferId): Judge {
  const byBenchmark = new Map<string, Map<OfferId, Judgement | null>>();
  return (offerId, benchmark) => {
    if (offerId === null || benchmark === null) return null;
    const judged = byBenchmark.get(benchmark)?.get(offerId);
    if (judged !== undefined) return judged;
    const known = getOrCreate(byBenchmark, benchmark, () => new Map<OfferId, Judgement | null>());
    return getOrCreate(known, offerId, () => {
      const run = evidence.find(makerOf(offerId), benchmark);
      return run === null
        ? null
        : {
            score: run.score,
            isPrior: run.kind === 'prior',
            assumesIndependence: false,
            terms: [{ evidence: run, coefficient: 1 }],
          };
    });
  };
}

/** A judgement made of others: its score, and how much that moves with each of them. */
export function combine(
  score: number,
  parts: readonly (readonly [judgement: Judgement, coefficient: number])[],
  assumesIndependence = false,
): Judgement {
  return {
    score,
    isPrior: parts.some(([judgement]) => judgement.isPrior),
    assumesIndependence: assumesIndependence || parts.some(([judgement]) => judgement.assumesIndependence),
    terms: parts.flatMap(([judgement, by]) =>
      judgement.terms.map(({ evidence, coefficient }) => ({ evidence, coefficient: coefficient * by })),
    ),
  };
}

/** The judgement of a route's legs, kept for as long as the same judgements come in. */
export function rememberLast(
  judge: (ofLeg: readonly (Judgement | null)[]) => Judgement | null,
): (ofLeg: readonly (Judgement | null)[]) => Judgement | null {
  let asked: readonly (Judgement | null)[] | null = null;
  let answer: Judgement | null = null;
  return (ofLeg) => {
    if (asked === null || ofLeg.some((each, i) => each !== asked?.[i])) {
      answer = judge(ofLeg);
      asked = ofLeg;
    }
    return answer;
  };
}
