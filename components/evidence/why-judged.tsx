import type { BenchmarkChoice, TaskEvidence } from '@/lib/domain/evidence-view';
import classes from './evidence.module.css';
import { REASON_WORDS } from './evidence-words';
import { KindBadge } from './kind-badge';

type Props = {
  readonly row: Pick<TaskEvidence, 'judges' | 'reason'>;
  readonly benchmarks: readonly BenchmarkChoice[];
};

/** Of what kind a task's judge is, and why it is this one. */
export function WhyJudged({ row, benchmarks }: Props) {
  const kinds = new Set(row.judges.flatMap((id) => benchmarks.find((one) => one.id === id)?.kind ?? []));
  if (row.judges.length === 0)
    return (
      <span className={classes.minor}>
        {row.reason === 'chosen' ? 'You chose that nothing does' : 'Its name says nothing: choose what judges it'}
      </span>
    );
  return (
    <span className={classes.why}>
      {[...kinds].map((kind) => (
        <KindBadge key={kind} kind={kind} />
      ))}
      <span className={classes.minor}>{REASON_WORDS[row.reason]}</span>
    </span>
  );
}
