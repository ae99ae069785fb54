'use client';

import { Button, Checkbox, Popover } from '@mantine/core';
import { CATALOG_COLUMNS, type CatalogColumn, DEFAULT_COLUMNS } from '@/lib/schema/catalog-view-params';
import { LAYOUT } from './catalog-columns';
import classes from './column-menu.module.css';

type Props = {
  readonly chosen: readonly CatalogColumn[];
  /** Null goes back to the columns one starts with. */
  readonly onChange: (columns: CatalogColumn[] | null) => void;
};

export function ColumnMenu({ chosen, onChange }: Props) {
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus width={420}>
      <Popover.Target>
        <Button variant="default" size="sm">
          Columns ({chosen.length})
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns of the table">
        <Checkbox.Group
          label="Columns beside the model"
          value={[...chosen]}
          onChange={(ids) => onChange(CATALOG_COLUMNS.filter((id) => ids.includes(id)))}
        >
          <div className={classes.list}>
            {CATALOG_COLUMNS.map((id) => (
              <Checkbox key={id} value={id} size="xs" label={LAYOUT[id].header} />
            ))}
          </div>
        </Checkbox.Group>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={chosen.join() === DEFAULT_COLUMNS.join()}
          onClick={() => onChange(null)}
        >
          Back to the usual columns
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
