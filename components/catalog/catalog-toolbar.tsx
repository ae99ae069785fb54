'use client';

import { Button, TextInput } from '@mantine/core';
import { formatCount } from '@/components/ui/format';
import type { SheetBook } from '@/lib/domain/catalog-sheet';
import type { CatalogViewParams } from '@/lib/schema/catalog-view-params';
import classes from './catalog-toolbar.module.css';
import { ColumnMenu } from './column-menu';

type Props = {
  readonly view: CatalogViewParams;
  readonly onView: (change: Partial<{ at: string | null; cols: CatalogViewParams['cols'] | null }>) => void;
  /** Null while the lines are being read. */
  readonly shown: number | null;
  readonly total: number | null;
  /** Histories of what was seen, which the table leaves out. */
  readonly leftOut: readonly SheetBook[];
  readonly onInclude: () => void;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function CatalogToolbar({ view, onView, shown, total, leftOut, onInclude }: Props) {
  return (
    <div className={classes.root}>
      <p className={classes.count}>
        <span role="status">
          {formatCount(shown)} of {formatCount(total)} offers.
        </span>{' '}
        {leftOut.length > 0 ? (
          <>
            {leftOut.length === 1 ? 'The price history ' : 'The price histories '}
            {leftOut.map(({ name }) => name).join(', ')} {leftOut.length === 1 ? 'is' : 'are'} left out.{' '}
            <button type="button" className={classes.include} onClick={onInclude}>
              Include {leftOut.length === 1 ? 'it' : 'them'}
            </button>
            .{' '}
          </>
        ) : null}
        Prices in USD per 1M tokens, as each book states them{view.at === null ? ', in force now' : ''}.
      </p>
      <div className={classes.controls}>
        <TextInput
          type="date"
          label="Prices in force on"
          key={view.at}
          defaultValue={view.at ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (DAY.test(value) && value >= '2000') onView({ at: value });
            else if (value === '' && event.currentTarget.validity.valid) onView({ at: null });
          }}
        />
        {view.at === null ? null : (
          <Button variant="default" onClick={() => onView({ at: null })}>
            Now
          </Button>
        )}
        <ColumnMenu chosen={view.cols} onChange={(cols) => onView({ cols })} />
      </div>
    </div>
  );
}
