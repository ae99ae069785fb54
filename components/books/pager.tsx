'use client';

import { Pagination } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './books.module.css';

type Props = {
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
  readonly children: ReactNode;
};

export function Pager({ page, pages, onPage, children }: Props) {
  return (
    <div className={classes.pager}>
      <span>{children}</span>
      {pages > 1 ? (
        <Pagination
          size="sm"
          value={page}
          onChange={onPage}
          total={pages}
          siblings={1}
          getControlProps={(control) => ({ 'aria-label': `${control} page` })}
          getItemProps={(item) => ({ 'aria-label': `page ${item}` })}
        />
      ) : null}
    </div>
  );
}
