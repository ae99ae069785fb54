import { formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import { LoadingState } from '@/components/ui/state';
import type { BreakEven, NextBest } from '@/lib/domain/sensitivity';
import { breakEvenWords, nextBestWords } from './break-even-words';
import classes from './evidence.module.css';

type Props = {
  /** Null while it is computed. */
  readonly breakEven: readonly BreakEven[] | null;
  readonly nextBest?: readonly NextBest[] | null;
  /** Of the plan now, over the log's span. */
  readonly savingsUsd: number | null;
  readonly nameOf: (model: string) => string;
  /** What USD of the log's span are multiplied by to be a month's; 1 where a month is not known. */
  readonly usdFactor: number;
  readonly period: 'month' | 'span';
};

const MOST_SHOWN = 8;

export function BreakEvenPanel({ breakEven, nextBest, savingsUsd, nameOf, usdFactor, period }: Props) {
  const title = 'At what price the decision flips';
  if (breakEven === null || savingsUsd === null)
    return (
      <Panel title={title}>
        {breakEven === null ? (
          <LoadingState label="Computing break-even prices" rows={4} />
        ) : (
          <p className={classes.note}>Nothing is priced on both sides, so no price decides anything.</p>
        )}
      </Panel>
    );
  const deciding = breakEven.filter(({ multiple }) => multiple !== null);
  const inPeriod = period === 'month' ? 'a month' : 'over the log’s span';
  return (
    <Panel
      title={title}
      description="All prices of one model change, everything else stays. Before volume discounts and commitments."
    >
      {deciding.length === 0 ? (
        <p className={classes.note}>No price of a single model decides whether the plan saves.</p>
      ) : null}
      <ul className={classes.list}>
        {deciding.slice(0, MOST_SHOWN).map((row) => (
          <li key={row.model}>
            {breakEvenWords(row, savingsUsd >= 0, nameOf)}
            <span>
              {formatUsd(row.planUsd * usdFactor)} of the plan, {formatUsd(row.todayUsd * usdFactor)} of today’s bill{' '}
              {inPeriod}
            </span>
          </li>
        ))}
      </ul>
      {nextBest && nextBest.length > 0 ? (
        <>
          <h3 className={classes.title}>The next choice for each rule</h3>
          <ul className={classes.list}>
            {nextBest.map((row) => (
              <li key={row.rule}>
                {nextBestWords(row, usdFactor, nameOf)}
                <span>
                  {formatUsd(row.planUsd * usdFactor)} in the plan {inPeriod}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Panel>
  );
}
