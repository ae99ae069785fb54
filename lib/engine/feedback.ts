import type { Evidence } from '@/lib/domain/evidence';
import type { OfferId } from '@/lib/domain/ids';
import { groupBy } from './group-by';

/** Thumbs in the log for a model (as logged) on a task; `offerId` is the maker's own offer, null where unknown. */
export type Feedback = {
  readonly task: string;
  readonly model: string;
  readonly offerId: OfferId | null;
  readonly up: number;
  readonly down: number;
};

/** What the evidence of a task's thumbs is filed under. */
export function feedbackBenchmark(task: string): string {
  return `feedback:${task}`;
}

/** Evidence from thumbs: for each model and task the share that went up, of as many as were given. */
export function readFeedback(feedback: readonly Feedback[]): Evidence[] {
  const known = feedback.flatMap(({ offerId, ...rest }) => (offerId === null ? [] : [{ offerId, ...rest }]));
  return [...groupBy(known, ({ task, offerId }) => `${task}\n${offerId}`).values()].flatMap((rows) => {
    const [first] = rows;
    const up = rows.reduce((sum, row) => sum + row.up, 0);
    const given = up + rows.reduce((sum, row) => sum + row.down, 0);
    if (first === undefined || given === 0) return [];
    return {
      dataset: 'thumbs in the log',
      offerId: first.offerId,
      benchmark: feedbackBenchmark(first.task),
      score: up / given,
      sampleSize: given,
      kind: 'feedback' as const,
      source: 'thumbs up and down in the log',
      measuredOn: null,
    };
  });
}
