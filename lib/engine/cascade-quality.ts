import type { JointTable } from '@/lib/domain/evidence';
import { cascadeScore } from './joint';
import { combine, type Judgement } from './judge';

/** What the judge takes of an attempt's answers, and the evidence that this share was derived from (null: as typed). */
export type Acceptance = { readonly share: number; readonly from: Judgement | null };

/**
 * The quality of a cascade from that of its attempts (null: not judged), with the error rate e of its judge:
 * min(accept, q(1−e)) + (1 − accept) × that of the next, which takes the attempts' errors for independent. Its terms
 * are the derivatives; an accept share derived from evidence, q(1−e) + (1−q)e, moves by 1 − 2e with it.
 */
export function judgeCascade(
  attempts: readonly (Judgement | null)[],
  acceptances: readonly Acceptance[],
  errorRate: number,
  attempt = 0,
): Judgement | null {
  const own = attempts[attempt] ?? null;
  const acceptance = acceptances[attempt];
  if (acceptance === undefined || own === null) return own;
  const { share, from } = acceptance;
  const right = own.score * (1 - errorRate);
  const ofShare = (by: number): [Judgement, number][] => (from === null ? [] : [[from, by * (1 - 2 * errorRate)]]);
  const taken: [Judgement, number][] = right <= share ? [[own, 1 - errorRate]] : ofShare(1);
  if (share === 1) return { ...combine(Math.min(1, right), taken), isPrior: own.isPrior };
  const next = judgeCascade(attempts, acceptances, errorRate, attempt + 1);
  if (next === null) return null;
  const score = Math.min(share, right) + (1 - share) * next.score;
  const parts = [...taken, [next, 1 - share] as const, ...ofShare(-next.score)];
  return { ...combine(score, parts, true), isPrior: own.isPrior || next.isPrior };
}

/** The quality of a cascade of two models on the items that both answered: an eval's own, nothing assumed. */
export function judgeOnItems(
  first: Judgement,
  next: Judgement,
  joint: JointTable,
  errorRate: number,
  accept: number,
): Judgement {
  const result = cascadeScore(joint, errorRate, accept);
  const { deviation: _ofFirst, ...about } = (first.terms[0] as Judgement['terms'][number]).evidence;
  return {
    score: result.score,
    isPrior: first.isPrior || next.isPrior,
    assumesIndependence: false,
    terms: [{ evidence: { ...about, ...result, sampleSize: joint.items }, coefficient: 1 }],
  };
}
