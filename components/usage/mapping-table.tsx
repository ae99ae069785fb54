'use client';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatCount, UNKNOWN } from '@/components/ui/format';
import { type ColumnMap, MAPPABLE_FIELDS, type MappableField } from '@/lib/domain/column-map';
import type { UploadPreview } from '@/lib/domain/upload-view';
import { FIELDS } from './field-names';
import { withColumn, withConstant } from './import-queue';
import classes from './mapping-table.module.css';

type Props = {
  readonly preview: UploadPreview;
  readonly map: ColumnMap;
  readonly onChange: (map: ColumnMap) => void;
};

const SHOWN_ROWS = 3;
const UNUSED_SHOWN = 20;

export function MappingTable({ preview, map, onChange }: Props) {
  const [isLong, setIsLong] = useState(false);
  const rows = preview.rows.slice(0, SHOWN_ROWS);
  const isMapped = (field: MappableField) => map.columns[field] !== undefined || map.constants?.[field] !== undefined;
  const fields = MAPPABLE_FIELDS.filter((field) => isLong || FIELDS[field].isMain || isMapped(field));
  const columnOptions = [
    { value: '', label: 'no column' },
    ...preview.columns
      .filter((column) => !preview.droppedColumns.includes(column))
      .map((column) => ({ value: column, label: column })),
  ];
  const taken = new Set(Object.values(map.columns));
  const unused = preview.columns.flatMap((column, index) =>
    taken.has(column) || preview.droppedColumns.includes(column)
      ? []
      : [`${column} (${preview.rows[0]?.raw[index] || UNKNOWN})`],
  );
  const rejected = preview.rows.filter((row) => row.reason !== null);
  return (
    <div className={classes.root}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a group of table cells */}
      <div className={classes.scroll} tabIndex={0} role="group" aria-label="Which column is which">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Our field</th>
              <th scope="col">Column of the file</th>
              <th scope="col">First rows, as they are</th>
              <th scope="col">As Waybill reads them</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => {
              const { label, constant, show } = FIELDS[field];
              const column = map.columns[field];
              const index = column === undefined ? -1 : preview.columns.indexOf(column);
              return (
                <tr key={field}>
                  <th scope="row">{label}</th>
                  <td>
                    <NativeSelect
                      aria-label={`Column for ${label}`}
                      data={columnOptions}
                      value={column ?? ''}
                      onChange={(event) => onChange(withColumn(map, field, event.currentTarget.value || null))}
                    />
                    {constant && column === undefined ? (
                      <TextInput
                        mt={6}
                        aria-label={constant}
                        placeholder={constant}
                        value={map.constants?.[field] ?? ''}
                        onChange={(event) => onChange(withConstant(map, field, event.currentTarget.value))}
                      />
                    ) : null}
                  </td>
                  <td className={classes.raw}>
                    {index < 0
                      ? null
                      : rows.map((row) => (
                          <div key={row.line} title={row.raw[index]}>
                            {row.raw[index] || UNKNOWN}
                          </div>
                        ))}
                  </td>
                  <td className={classes.normal}>
                    {isMapped(field)
                      ? rows.map((row) =>
                          row.record ? (
                            <div key={row.line} title={show(row.record)}>
                              {show(row.record)}
                            </div>
                          ) : (
                            <div key={row.line} className={classes.rejected}>
                              {row.reason ? 'rejected' : UNKNOWN}
                            </div>
                          ),
                        )
                      : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setIsLong(!isLong)}>
        {isLong ? 'Fewer fields' : 'All fields'}
      </Button>
      {rejected.length > 0 && preview.problem === null ? (
        <ul className={classes.reasons}>
          {rejected.map((row) => (
            <li key={row.line}>
              Line {row.line} would be rejected: {row.reason}
            </li>
          ))}
        </ul>
      ) : null}
      {unused.length > 0 ? (
        <p className={classes.dropped}>
          Not used, with the value of the first row: {unused.slice(0, UNUSED_SHOWN).join(', ')}
          {unused.length > UNUSED_SHOWN ? ` and ${formatCount(unused.length - UNUSED_SHOWN)} more` : ''}.
        </p>
      ) : null}
      {preview.droppedColumns.length > 0 ? (
        <p className={classes.dropped}>
          Never stored, as they look like prompt or answer text: {preview.droppedColumns.join(', ')}.
        </p>
      ) : null}
    </div>
  );
}
