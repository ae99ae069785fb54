import { countOf, formatCount, formatDay } from '@/components/ui/format';
import type { QualityReport } from '@/lib/domain/data-quality';
import { daysText } from './days-text';
import classes from './quality.module.css';

type Props = { readonly report: Pick<QualityReport, 'days' | 'gaps' | 'activeDays' | 'partialDays'> };

const MS_PER_DAY = 86_400_000;
const HEIGHT = 10;

/** The log's days in one strip: filled where there are calls, crossed out where there are none. */
export function QualityCoverage({ report }: Props) {
  const { days, gaps, activeDays, partialDays } = report;
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const span = last.fromDay + last.days - first.fromDay;
  const rangeOf = (range: { readonly fromDay: number; readonly days: number }) =>
    daysText(range.fromDay * MS_PER_DAY, (range.fromDay + range.days - 1) * MS_PER_DAY);
  const label = `Calls on ${formatCount(activeDays)} of ${countOf(span, 'day')}, ${rangeOf({ fromDay: first.fromDay, days: span })}`;
  return (
    <div className={classes.coverage}>
      <h3 className={classes.title}>Coverage</h3>
      <p className={classes.minor}>
        {label}
        {gaps.length > 0 ? `; ${countOf(gaps.length, 'gap')}` : ''}.
        {partialDays.length > 0
          ? ` ${partialDays.map((day) => formatDay(day * MS_PER_DAY)).join(' and ')} ${partialDays.length === 1 ? 'looks' : 'look'} cut off.`
          : ''}
      </p>
      <svg
        className={classes.strip}
        viewBox={`0 0 ${span} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {gaps.map((gap) => (
          <rect
            key={gap.fromDay}
            className={classes.gap}
            x={gap.fromDay - first.fromDay}
            y={HEIGHT - 2}
            width={gap.days}
            height={2}
          />
        ))}
        {days.map((run) => (
          <rect
            key={run.fromDay}
            className={classes.active}
            x={run.fromDay - first.fromDay}
            y={0}
            width={run.days}
            height={HEIGHT}
          />
        ))}
        {partialDays.map((day) => (
          <rect key={day} className={classes.partial} x={day - first.fromDay} y={0} width={1} height={HEIGHT} />
        ))}
      </svg>
      <div className={classes.ends} aria-hidden="true">
        <span>{formatDay(first.fromDay * MS_PER_DAY)}</span>
        <span>{formatDay((first.fromDay + span - 1) * MS_PER_DAY)}</span>
      </div>
      {gaps.length > 0 ? (
        <details className={classes.more}>
          <summary>
            The {countOf(gaps.length, 'gap')} without a call, {countOf(span - activeDays, 'day')} in all
          </summary>
          <ul className={classes.gaps}>
            {gaps.map((gap) => (
              <li key={gap.fromDay}>
                {rangeOf(gap)}
                {gap.days > 1 ? ` (${formatCount(gap.days)} days)` : ''}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
