import { type ReactNode, useId } from 'react';
import classes from './panel.module.css';

type Props = {
  readonly title: string;
  readonly description?: ReactNode;
  /** Stands at the right end of the title: a control, a link, a coverage note. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
};

export function Panel({ title, description, aside, children, className }: Props) {
  const titleId = useId();
  return (
    <section className={className ? `${classes.root} ${className}` : classes.root} aria-labelledby={titleId}>
      <header className={classes.head}>
        <div>
          <h2 id={titleId} className={classes.title}>
            {title}
          </h2>
          {description ? <p className={classes.description}>{description}</p> : null}
        </div>
        {aside ? <div className={classes.aside}>{aside}</div> : null}
      </header>
      {children}
    </section>
  );
}
