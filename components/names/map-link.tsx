'use client';

import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { namesParams, namesQuery } from '@/lib/schema/names-params';
import classes from './names.module.css';

/** Opens one name on this screen, its filters kept. */
export function MapLink({
  name,
  to,
  children,
}: {
  readonly name: string;
  readonly to?: string;
  readonly children: string;
}) {
  const [params] = useQueryStates(namesParams);
  return (
    <Link
      href={namesQuery('/catalog/names', { ...params, name, to: to ?? null })}
      scroll={false}
      className={classes.link}
      aria-label={`${children} ${name}`}
    >
      {children}
    </Link>
  );
}
