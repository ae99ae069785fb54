import classes from './tornado-chart.module.css';

export type TornadoRow = {
  readonly key: string;
  readonly title: string;
  /** The range and where it comes from. */
  readonly range: string;
  /** What is measured, at both ends; null is unknown, drawn as nothing and written as a dash. */
  readonly low: number | null;
  readonly high: number | null;
  readonly isApproximate: boolean;
};

type Props = {
  readonly label: string;
  /** As things stand. */
  readonly base: number;
  readonly rows: readonly TornadoRow[];
  readonly format: (value: number | null) => string;
};

type Span = { readonly from: number; readonly to: number };

function spanOf(base: number, rows: readonly TornadoRow[]): Span {
  const values = [base, ...rows.flatMap(({ low, high }) => [low ?? base, high ?? base])];
  const [from, to] = [Math.min(...values), Math.max(...values)];
  return to > from ? { from, to } : { from: from - 1, to: to + 1 };
}

type BarProps = {
  readonly end: 'low' | 'high';
  readonly value: number | null;
  readonly base: number;
  readonly span: Span;
};

function Bar({ end, value, base, span }: BarProps) {
  if (value === null || value === base) return null;
  const share = (at: number) => (100 * (at - span.from)) / (span.to - span.from);
  const [left, right] = [share(Math.min(value, base)), share(Math.max(value, base))];
  return <div className={classes.bar} data-end={end} style={{ left: `${left}%`, width: `${right - left}%` }} />;
}

type BarsProps = { readonly row: TornadoRow; readonly base: number; readonly span: Span };

function Bars({ row, base, span }: BarsProps) {
  const left = `${(100 * (base - span.from)) / (span.to - span.from)}%`;
  return (
    <div className={classes.bars}>
      <Bar end="low" value={row.low} base={base} span={span} />
      <Bar end="high" value={row.high} base={base} span={span} />
      <div className={classes.axis} style={{ left }} />
    </div>
  );
}

/** Horizontal bars around what holds now, the widest first; a table, so that what is drawn is also read. */
export function TornadoChart({ label, base, rows, format }: Props) {
  const span = spanOf(base, rows);
  const show = (value: number | null, isApproximate: boolean) => `${isApproximate ? '≈' : ''}${format(value)}`;
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col" className={classes.name}>
            Assumption
          </th>
          <td className={classes.barCell} />
          <th scope="col" className={`${classes.end} ${classes.number}`}>
            <span className={classes.key} data-end="low" />
            At its low
          </th>
          <th scope="col" className={`${classes.end} ${classes.number}`}>
            <span className={classes.key} data-end="high" />
            At its high
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row" className={classes.name}>
              <span className={classes.title}>{row.title}</span>
              <span className={classes.range}>{row.range}</span>
              <div className={classes.narrow} aria-hidden="true">
                <Bars row={row} base={base} span={span} />
              </div>
            </th>
            <td className={classes.barCell} aria-hidden="true">
              <Bars row={row} base={base} span={span} />
            </td>
            <td className={classes.number}>{show(row.low, row.isApproximate)}</td>
            <td className={classes.number}>{show(row.high, row.isApproximate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
