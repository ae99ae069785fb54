import Link from 'next/link';
import type { PlanLink } from '@/lib/domain/scenario-view';
import classes from './plan-links.module.css';

type Props = {
  readonly title: string;
  readonly links: readonly PlanLink[];
  /** The screen that a plan is opened in. */
  readonly path: string;
};

export function PlanLinks({ title, links, path }: Props) {
  if (links.length === 0) return null;
  return (
    <div className={classes.root}>
      <p className={classes.title}>{title}</p>
      <ul>
        {links.map((link) => (
          <li key={link.query}>
            <Link href={`${path}${link.query}`}>{link.title}</Link>
            {link.text === '' ? null : <span>{link.text}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
