import { type Column, DataTable } from '@/components/ui/data-table';
import { formatMonth, formatUsd } from '@/components/ui/format';
import type { MigrationReturn, ReturnMonth } from '@/lib/domain/return-view';
import classes from './month-table.module.css';

const MAX_HEIGHT = 490;

export function MonthTable({ view }: { readonly view: MigrationReturn }) {
  const columns: readonly Column<ReturnMonth>[] = [
    {
      key: 'month',
      header: 'Month',
      isRowHeader: true,
      cell: ({ startMs }) => (
        <>
          {formatMonth(startMs)}
          {startMs === view.paybackMonthMs ? <span className={classes.mark}>paid back</span> : null}
        </>
      ),
    },
    { key: 'net', header: 'Brings', isNumeric: true, cell: ({ netUsd }) => formatUsd(netUsd) },
    { key: 'sum', header: 'Sum so far', isNumeric: true, cell: ({ cumulativeUsd }) => formatUsd(cumulativeUsd) },
  ];
  return (
    <DataTable
      label="Return month by month"
      columns={columns}
      rows={view.months}
      rowKey={({ startMs }) => String(startMs)}
      maxHeight={MAX_HEIGHT}
    />
  );
}
