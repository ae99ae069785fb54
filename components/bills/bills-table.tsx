import { PriceTrailDrawer } from '@/components/price-trail/price-trail-drawer';
import { WhyButton } from '@/components/price-trail/why-button';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatMonth, formatUsd } from '@/components/ui/format';
import type { BillRow, Bills } from '@/lib/domain/bills-view';
import classes from './bills-table.module.css';

const MAX_HEIGHT = 560;

export function BillsTable({ view }: { readonly view: Bills }) {
  const { by, side, monthStartsMs, rows, totalUsdByMonth, totalUsd } = view;
  const columns: readonly Column<BillRow>[] = [
    {
      key: 'name',
      header: by === 'vendor' ? 'Vendor' : 'Model',
      isRowHeader: true,
      cell: (row) => (
        <>
          <span title={row.key}>{row.label}</span>{' '}
          {row.term === null ? <WhyButton figure={`${by}:${row.key}`} label={row.label} side={side} /> : null}
        </>
      ),
      footer: 'Total',
    },
    ...monthStartsMs.map((startMs, month) => ({
      key: String(startMs),
      header: formatMonth(startMs),
      isNumeric: true,
      cell: (row: BillRow) => formatUsd(row.usdByMonth[month]),
      footer: formatUsd(totalUsdByMonth[month]),
    })),
    {
      key: 'total',
      header: '12 months',
      isNumeric: true,
      cell: (row) => <strong>{formatUsd(row.totalUsd)}</strong>,
      footer: formatUsd(totalUsd),
    },
  ];
  return (
    <div className={classes.root}>
      <DataTable
        label="Projected bills by month"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.key}
        maxHeight={MAX_HEIGHT}
        empty="Nothing is billed on this side."
      />
      <PriceTrailDrawer screen="bills" />
    </div>
  );
}
