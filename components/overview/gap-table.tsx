import { Text } from '@mantine/core';
import { type Column, DataTable } from '@/components/ui/data-table';
import { countOf, formatCount, formatPct, formatUsd } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { GapRow } from '@/lib/domain/overview-view';
import type { ScenarioHead } from '@/lib/domain/scenario-view';

const KINDS: { readonly [kind in GapRow['kind']]: string } = {
  'left out': 'Left out of every total',
  outlier: 'In, but look at it',
  caveat: 'In, with a caveat',
};
const MAX_HEIGHT = 360;

const COLUMNS: readonly Column<GapRow>[] = [
  { key: 'reason', header: 'Why', cell: (row) => row.reason, isRowHeader: true },
  { key: 'requests', header: 'Requests', cell: (row) => formatCount(row.requests), isNumeric: true },
  { key: 'model', header: 'Model', cell: (row) => row.model ?? 'any' },
  { key: 'kind', header: 'What happens', cell: (row) => KINDS[row.kind] },
  { key: 'logged', header: 'Recorded cost', cell: (row) => formatUsd(row.loggedUsd), isNumeric: true },
];

export function GapTable({ gaps, head }: { readonly gaps: readonly GapRow[]; readonly head: ScenarioHead }) {
  return (
    <Panel
      title="What is not covered"
      description={`Unknown is never zero: a request without a price is left out and named here. Priced: ${formatPct(head.pricedPct)} of ${countOf(head.requests, 'request')}.`}
    >
      {gaps.length === 0 ? (
        <Text size="sm">Every request has token counts and a price, and no recorded cost is far off its price.</Text>
      ) : (
        <DataTable
          label="Requests that are not covered"
          columns={COLUMNS}
          rows={gaps}
          rowKey={(row) => `${row.kind} ${row.reason} ${row.model}`}
          maxHeight={MAX_HEIGHT}
        />
      )}
    </Panel>
  );
}
