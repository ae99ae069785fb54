import type { ReactNode } from 'react';
import classes from './page-header.module.css';

type Props = {
  readonly title: string;
  /** One sentence: what this screen is for. */
  readonly purpose: ReactNode;
  readonly aside?: ReactNode;
};

export function PageHeader({ title, purpose, aside }: Props) {
  return (
    <header className={classes.root}>
      <div>
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.purpose}>{purpose}</p>
      </div>
      {aside ? <div className={classes.aside}>{aside}</div> : null}
    </header>
  );
}
