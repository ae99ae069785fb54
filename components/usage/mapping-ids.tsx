'use client';

import { Button } from '@mantine/core';
import { formatCount } from '@/components/ui/format';
import type { ColumnMap } from '@/lib/domain/column-map';
import type { IdColumn } from '@/lib/domain/upload-view';
import { FIELDS } from './field-names';
import { withColumn } from './import-queue';
import classes from './mapping-ids.module.css';

type Props = {
  readonly idColumns: readonly IdColumn[];
  readonly map: ColumnMap;
  readonly onChange: (map: ColumnMap) => void;
};

const OFFERED = 4;

/** A label with a value of its own in almost every row groups nothing: another column is offered. */
export function MappingIds({ idColumns, map, onChange }: Props) {
  return idColumns
    .filter(({ field, column }) => map.columns[field] === column)
    .map(({ field, column, values, rows, instead }) => (
      <div key={field} className={classes.root} role="status">
        <p className={classes.text}>
          “{column}” looks like an id: {formatCount(values)} different values in {formatCount(rows)} rows. As a{' '}
          {FIELDS[field].label.toLowerCase()} it groups nothing, and above 1,000 values it is left out.
        </p>
        <div className={classes.choices}>
          {instead.slice(0, OFFERED).map((other) => (
            <Button
              key={other}
              variant="default"
              size="compact-sm"
              onClick={() => onChange(withColumn(map, field, other))}
            >
              Use “{other}” instead
            </Button>
          ))}
          <Button variant="default" size="compact-sm" onClick={() => onChange(withColumn(map, field, null))}>
            No {FIELDS[field].label.toLowerCase()}
          </Button>
        </div>
      </div>
    ));
}
