import type { JointPart, JointTable } from '@/lib/domain/evidence';

/** Whether a judge that errs never takes an answer of score `first` where the next model's would score `next`. */
export function deservesAcceptance(first: number, next: number): boolean {
  return first > 0 && first >= next;
}

/** The joint table of the scores of two models (0 to 1), one pair an item. null without an item. */
export function jointOf(pairs: readonly (readonly [first: number, next: number])[]): JointTable | null {
  if (pairs.length === 0) return null;
  const partOf = (own: typeof pairs): JointPart => {
    const mean = (value: (pair: (typeof pairs)[number]) => number) =>
      own.length === 0 ? 0 : own.reduce((sum, pair) => sum + value(pair), 0) / own.length;
    return {
      share: own.length / pairs.length,
      first: mean(([first]) => first),
      next: mean(([, next]) => next),
      firstSquare: mean(([first]) => first * first),
      nextSquare: mean(([, next]) => next * next),
    };
  };
  return {
    items: pairs.length,
    isRightOrWrong: pairs.every((pair) => pair.every((score) => score === 0 || score === 1)),
    deserving: partOf(pairs.filter(([first, next]) => deservesAcceptance(first, next))),
    rest: partOf(pairs.filter(([first, next]) => !deservesAcceptance(first, next))),
  };
}

/** The share of answers that a judge with this error rate takes: d(1−e) + (1−d)e, d the share that deserves it. */
export function jointAcceptShare({ deserving, rest }: JointTable, errorRate: number): number {
  return deserving.share * (1 - errorRate) + rest.share * errorRate;
}

/**
 * The score (0 to 1) of a cascade of two models on the items that both answered, and the standard deviation of one
 * item's score where it is not right or wrong. Of the share `accept` that the judge takes, as many deserve it as its
 * error rate e allows, at most d(1−e); what it does not take, the next model answers.
 */
export function cascadeScore(
  { deserving, rest, isRightOrWrong }: JointTable,
  errorRate: number,
  accept: number,
): { readonly score: number; readonly deviation?: number } {
  const takenDeserving = Math.max(Math.min(accept, deserving.share * (1 - errorRate)), accept - rest.share);
  const takenRest = accept - takenDeserving;
  const over = (part: (each: JointPart) => readonly [first: number, next: number]) => {
    const [first, next] = part(deserving);
    const [restFirst, restNext] = part(rest);
    return (
      takenDeserving * first +
      (deserving.share - takenDeserving) * next +
      takenRest * restFirst +
      (rest.share - takenRest) * restNext
    );
  };
  const score = over((part) => [part.first, part.next]);
  if (isRightOrWrong) return { score };
  const square = over((part) => [part.firstSquare, part.nextSquare]);
  return { score, deviation: Math.sqrt(Math.max(0, square - score * score)) };
}
