import Link from 'next/link';
import { countOf, formatCount } from '@/components/ui/format';
import type { EvalOutcome, EvalSetLine } from '@/lib/domain/evidence-view';
import { namesQuery } from '@/lib/schema/names-params';
import classes from './evidence.module.css';

/** What each model of a file is; a name without an offer leads to where it gets one. */
export function EvalModels({ models }: Pick<EvalSetLine, 'models'>) {
  return (
    <ul className={classes.list}>
      {models.map(({ model, offerId }) => (
        <li key={model}>
          {model}
          {offerId === null ? (
            <>
              {' '}
              <span className={classes.error}>has no offer, so its scores judge nothing:</span>{' '}
              <Link className={classes.link} href={namesQuery('/catalog/names', { name: model })}>
                say what {model} is
              </Link>
            </>
          ) : offerId === model ? null : (
            <span className={classes.arrow}> is {offerId}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What became of a file: what was taken, what was not and why. */
export function EvalOutcomeView({ outcome }: { readonly outcome: EvalOutcome }) {
  const { name, items, rows, rejects, models, tasks, isScaledFrom100, ignoredColumns } = outcome;
  const more = rows.rejected - rejects.length;
  return (
    <section className={classes.outcome} aria-label={`Import of ${name}`} aria-live="polite">
      <h3 className={classes.heading}>{name} is imported</h3>
      <p>
        {countOf(rows.accepted, 'line')} of {formatCount(rows.read)} taken: {countOf(items, 'item')},{' '}
        {countOf(models.length, 'model')}
        {tasks.length === 0 ? '' : `, ${countOf(tasks.length, 'task')} (${tasks.join(', ')})`}.
        {rows.repeats > 0
          ? ` ${countOf(rows.repeats, 'further answer')} of a model to the same item: the mean is taken.`
          : ''}
        {isScaledFrom100 ? ' Its scores go up to 100: they are read as percent.' : ''}
        {ignoredColumns.length > 0 ? ` Columns not used: ${ignoredColumns.join(', ')}.` : ''}
      </p>
      {rows.rejected === 0 ? null : (
        <>
          <p className={classes.error}>{countOf(rows.rejected, 'line')} left out:</p>
          <ul className={classes.rejects}>
            {rejects.map(({ line, reason }) => (
              <li key={`${line} ${reason}`}>
                Line {formatCount(line)}: {reason}
              </li>
            ))}
            {more > 0 ? <li>and {formatCount(more)} more</li> : null}
          </ul>
        </>
      )}
      <EvalModels models={models} />
      <p className={classes.note}>
        A task of the same name in your log is judged by it from now on; for another task choose it above.
      </p>
    </section>
  );
}
