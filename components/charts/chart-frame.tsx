import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './chart-frame.module.css';

export type LegendItem = {
  readonly label: string;
  readonly color: string;
  readonly shape?: 'square' | 'dot' | 'line' | 'diamond';
};

type Props = {
  /** What the chart shows, in one sentence; also the caption of its table. */
  readonly label: string;
  readonly height: number;
  readonly columns: readonly string[];
  /** The same numbers for those who cannot see the chart; the first cell names the row. */
  readonly rows: readonly (readonly string[])[];
  readonly legend?: readonly LegendItem[];
  readonly children: ReactNode;
};

export function ChartFrame({ label, height, columns, rows, legend, children }: Props) {
  return (
    <figure className={classes.root}>
      {legend ? (
        <ul className={classes.legend} aria-hidden="true">
          {legend.map((item) => (
            <li key={`${item.label} ${item.color}`}>
              <span className={classes.swatch} data-shape={item.shape ?? 'square'} style={{ background: item.color }} />
              {item.label}
            </li>
          ))}
        </ul>
      ) : null}
      <div role="img" aria-label={label} className={classes.chart} style={{ height }}>
        {children}
      </div>
      <VisuallyHidden>
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name = '', ...cells]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map((cell, index) => (
                  <td key={columns[index + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </figure>
  );
}
