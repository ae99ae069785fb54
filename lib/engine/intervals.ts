import type { Evidence, Interval } from '@/lib/domain/evidence';
import { normalQuantile, studentQuantile } from './distributions';
import { getOrCreate } from './get-or-create';

/** Of intervals and of lower bounds, unless a caller says otherwise. */
export const CONFIDENCE = 0.95;

/** What an interval is made from; a score is 0 to 1. */
export type Sampled = Pick<Evidence, 'score' | 'sampleSize' | 'deviation'>;

const clamp = (value: number) => Math.min(1, Math.max(0, value));

/**
 * Wilson's score interval of a proportion of n, `z` standard deviations wide each way:
 * (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n). E. B. Wilson (1927), JASA 22, 209.
 * A mean of scores between 0 and 1 may stand for p: no such score varies more than a right-or-wrong one of its mean.
 */
export function wilson(proportion: number, n: number, z: number): Interval {
  const centre = proportion + (z * z) / (2 * n);
  const half = z * Math.sqrt((proportion * (1 - proportion)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  // At 0 and 1 the two halves cancel but for float dust.
  return {
    low: proportion === 0 ? 0 : Math.min(proportion, clamp((centre - half) / scale)),
    high: proportion === 1 ? 1 : Math.max(proportion, clamp((centre + half) / scale)),
  };
}

/** Both ends of an interval that leaves `tail` out on each side; null where the sample is unknown. */
function withTail({ score, sampleSize, deviation }: Sampled, tail: number): Interval | null {
  if (sampleSize === null || sampleSize < 1) return null;
  // Items that all scored alike show no spread; that is no proof that there is none.
  if (deviation === undefined || deviation === 0 || sampleSize < 2)
    return wilson(score, sampleSize, normalQuantile(1 - tail));
  const half = (studentQuantile(1 - tail, sampleSize - 1) * deviation) / Math.sqrt(sampleSize);
  return { low: clamp(score - half), high: clamp(score + half) };
}

/**
 * The two-sided interval of a score (0 to 1): Wilson's for right-or-wrong scores, Student's t from the mean, the
 * standard deviation of an item and n for others, cut to 0 and 1. null where the sample is unknown.
 */
export function intervalOf(evidence: Sampled, confidence: number = CONFIDENCE): Interval | null {
  return withTail(evidence, (1 - confidence) / 2);
}

/**
 * The one-sided lower bound of a score (0 to 1): with this confidence the true score is no lower. By the same
 * formulas as `intervalOf`. null where the sample is unknown.
 */
export function lowerBound(evidence: Sampled, confidence: number = CONFIDENCE): number | null {
  return withTail(evidence, 1 - confidence)?.low ?? null;
}

/** A part of a weighted sum: `coefficient` × the score of the evidence. */
export type Term = { readonly evidence: Evidence; readonly coefficient: number };

type Reach = { down: number; up: number };

/**
 * The 95 % interval of a weighted sum of scores about `value`; with one term of coefficient 1 it is that term's own.
 * The delta method with variances recovered from the terms' intervals (MOVER; G. Y. Zou and A. Donner, Statistics in
 * Medicine 27, 1693, 2008): √Σ(coefficient × distance to the end of the own interval)² each way. Models judged on one
 * benchmark answered the same items, so that their scores rise and fall together: their distances of one sign are
 * added before they are squared, and no difference is made narrower for it. null where a term's sample is unknown.
 * Not cut to 0 and 1.
 */
export function intervalOfSum(value: number, terms: Iterable<Term>): Interval | null {
  const reaches = new Map<string, Reach>();
  for (const { evidence, coefficient } of terms) {
    if (coefficient === 0) continue;
    const own = intervalOf(evidence);
    if (own === null) return null;
    const sign = coefficient > 0 ? '+' : '-';
    // Thumbs are given to different requests.
    const items = evidence.kind === 'feedback' ? `${evidence.benchmark}\n${evidence.offerId}` : evidence.benchmark;
    const reach = getOrCreate(reaches, sign + items, () => ({ down: 0, up: 0 }));
    const size = Math.abs(coefficient);
    const [down, up] = [size * (evidence.score - own.low), size * (own.high - evidence.score)];
    reach.down += coefficient > 0 ? down : up;
    reach.up += coefficient > 0 ? up : down;
  }
  let below = 0;
  let above = 0;
  for (const { down, up } of reaches.values()) {
    below += down * down;
    above += up * up;
  }
  return { low: value - Math.sqrt(below), high: value + Math.sqrt(above) };
}
