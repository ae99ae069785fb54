import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './state.module.css';

type EmptyProps = { readonly title: string; readonly children: ReactNode; readonly action?: ReactNode };

export function EmptyState({ title, children, action }: EmptyProps) {
  return (
    <div className={classes.root}>
      <svg className={classes.drawing} width="120" height="72" viewBox="0 0 120 72" aria-hidden="true">
        <path d="M8 14h104M8 30h104M8 46h104M8 62h104" className={classes.rule} />
        <path d="M78 4v64M98 4v64" className={classes.column} />
        <path d="M16 38c14 0 12-18 26-18s12 26 26 26" className={classes.route} />
        <circle cx="16" cy="38" r="3" className={classes.from} />
        <circle cx="68" cy="46" r="3" className={classes.to} />
      </svg>
      <p className={classes.title}>{title}</p>
      <div className={classes.text}>{children}</div>
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}

type ErrorProps = { readonly title?: string; readonly children: ReactNode; readonly action?: ReactNode };

export function ErrorState({ title = 'This did not work', children, action }: ErrorProps) {
  return (
    <div className={`${classes.root} ${classes.error}`} role="alert">
      <p className={classes.title}>{title}</p>
      <div className={classes.text}>{children}</div>
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}

type LoadingProps = {
  readonly label?: string;
  readonly rows?: number;
  /** Of each row in pixels: match what is coming, so that nothing jumps. */
  readonly height?: number;
};

export function LoadingState({ label = 'Loading', rows = 3, height = 18 }: LoadingProps) {
  return (
    <div className={classes.loading} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key, row) => (
        <Skeleton key={key} height={height} width={row === rows - 1 && rows > 1 ? '62%' : '100%'} radius="sm" />
      ))}
    </div>
  );
}
