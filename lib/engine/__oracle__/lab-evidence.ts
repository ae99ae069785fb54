import type { Evidence } from '@/lib/domain/evidence';
import { parseOfferId } from '@/lib/domain/ids';

/** Made-up evidence about the models of the lab: own runs beside priors, ties, and one below the sample gate. */
export const LAB_EVIDENCE: readonly Evidence[] = (
  [
    ['lab/lab-clocked', 'mmlu', 0.9, 200, 'eval', '2026-01-01'],
    ['lab/lab-clocked', 'humaneval', 0.8, null, 'prior', null],
    ['lab/lab-small', 'mmlu', 0.7, 100, 'eval', '2026-01-01'],
    ['lab/lab-small', 'mmlu', 0.75, 100, 'eval', '2026-02-01'],
    ['lab/lab-tiny', 'mmlu', 0.5, null, 'prior', null],
    ['lab/lab-tiny', 'c-eval', 0.4, 29, 'eval', '2026-02-01'],
    ['lab/lab-seen', 'mmlu', 0.6, 30, 'feedback', '2026-02-01'],
    ['lab/lab-seen', 'mmlu', 0.8, 5000, 'prior', '2026-03-01'],
    ['lab/lab-seen', 'c-eval', 0.65, 50, 'prior', '2026-02-01'],
  ] as const
).map(([offerId, benchmark, score, sampleSize, kind, measuredOn]) => ({
  dataset: 'lab',
  offerId: parseOfferId(offerId),
  benchmark,
  score,
  sampleSize,
  kind,
  source: 'made up',
  measuredOn,
}));
