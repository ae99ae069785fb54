import type { ReactNode } from 'react';
import classes from './chart-tip.module.css';

export type TipLine = { readonly label: string; readonly value: string; readonly color?: string };

type Props = {
  readonly title: string;
  readonly lines: readonly TipLine[];
  readonly total?: TipLine;
  readonly note?: string;
  readonly children?: ReactNode;
};

export function ChartTip({ title, lines, total, note, children }: Props) {
  return (
    <div className={classes.root}>
      <p className={classes.title}>{title}</p>
      <dl className={classes.lines}>
        {lines.map((line) => (
          <div key={line.label}>
            <dt>
              {line.color ? <span className={classes.swatch} style={{ background: line.color }} /> : null}
              {line.label}
            </dt>
            <dd>{line.value}</dd>
          </div>
        ))}
        {total ? (
          <div className={classes.total}>
            <dt>{total.label}</dt>
            <dd>{total.value}</dd>
          </div>
        ) : null}
      </dl>
      {children}
      {note ? <p className={classes.note}>{note}</p> : null}
    </div>
  );
}
