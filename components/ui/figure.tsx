'use client';

import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './figure.module.css';

type FigureTone = 'today' | 'plan' | 'breaks' | 'plain';

type Explanation = {
  readonly formula: ReactNode;
  readonly covers?: ReactNode;
  readonly leavesOut?: ReactNode;
  /** The rows and prices behind it. */
  readonly from?: ReactNode;
};

type Props = {
  readonly label: string;
  /** Formatted; `—` where it is not known. */
  readonly value: string;
  readonly sub?: ReactNode;
  readonly tone?: FigureTone;
  readonly size?: 'lg' | 'md';
  readonly explanation?: Explanation;
};

const PARTS = [
  ['formula', 'Formula'],
  ['covers', 'What it covers'],
  ['leavesOut', 'What it leaves out'],
  ['from', 'Where it comes from'],
] as const;

function ExplainedValue({ label, value, explanation }: Props & { readonly explanation: Explanation }) {
  return (
    <Popover width={340} position="bottom-start" shadow="md" withArrow trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={classes.explained} aria-label={`${label}: ${value}. Explain this figure`}>
          {value}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`How ${label} is computed`}>
        <dl className={classes.parts}>
          {PARTS.map(([key, title]) =>
            explanation[key] === undefined ? null : (
              <div key={key}>
                <dt>{title}</dt>
                <dd>{explanation[key]}</dd>
              </div>
            ),
          )}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}

export function Figure(props: Props) {
  const { label, value, sub, tone = 'plain', size = 'lg', explanation } = props;
  return (
    <div className={classes.root} data-tone={tone} data-size={size}>
      <p className={classes.label}>{label}</p>
      <p className={classes.value}>{explanation ? <ExplainedValue {...props} explanation={explanation} /> : value}</p>
      {sub ? <div className={classes.sub}>{sub}</div> : null}
    </div>
  );
}
