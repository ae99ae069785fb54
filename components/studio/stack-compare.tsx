import { signedUsd } from '@/components/scenario/month-term-words';
import { formatPct, formatUsd, UNKNOWN } from '@/components/ui/format';
import type { StackComparison, StackStep } from '@/lib/domain/scenario-view';
import classes from './stack-compare.module.css';

type Props = { readonly comparison: StackComparison | null; readonly per: string; readonly isKeepAll: boolean };

function StepName({ step }: { readonly step: StackStep }) {
  return step.added.length === 0 ? (
    <>
      At list
      <span className={classes.books}>{step.books.join(', ')}</span>
    </>
  ) : (
    <>with {[...step.added].reverse().join(', ')}</>
  );
}

const changeText = (usd: number | null) => (usd === null ? UNKNOWN : usd === 0 ? 'none' : signedUsd(usd));

/** The same scenario at list prices, then with each contract laid over them: what the contracts are worth. */
export function StackCompare({ comparison, per, isKeepAll }: Props) {
  if (comparison === null) return null;
  const { steps, todayChangeUsd, planChangeUsd } = comparison;
  const isAlike = todayChangeUsd !== null;
  return (
    <section className={classes.root} aria-labelledby="stack-compare">
      <h2 id="stack-compare" className={classes.title}>
        What the contract changes, {per}
      </h2>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Price books</th>
            <th scope="col" className={classes.number}>
              Today
            </th>
            {isKeepAll ? null : (
              <th scope="col" className={classes.number}>
                Plan
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.books.join()}>
              <th scope="row">
                <StepName step={step} />
                {isAlike ? null : <span className={classes.books}>prices {formatPct(step.pricedPct)} of calls</span>}
              </th>
              <td className={classes.number}>{formatUsd(step.todayUsd)}</td>
              {isKeepAll ? null : <td className={classes.number}>{formatUsd(step.planUsd)}</td>}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Difference to list</th>
            <td className={classes.number}>{changeText(todayChangeUsd)}</td>
            {isKeepAll ? null : <td className={classes.number}>{changeText(planChangeUsd)}</td>}
          </tr>
        </tfoot>
      </table>
      {isAlike ? null : (
        <p className={classes.note}>No difference is taken, since these stacks do not price the same calls.</p>
      )}
    </section>
  );
}
