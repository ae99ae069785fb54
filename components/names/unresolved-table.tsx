import { VisuallyHidden } from '@mantine/core';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatShare, formatTokens, formatUsd } from '@/components/ui/format';
import type { UnresolvedName } from '@/lib/domain/names-view';
import { MapLink } from './map-link';
import { seenText } from './name-words';
import classes from './names.module.css';

const columns: readonly Column<UnresolvedName>[] = [
  {
    key: 'name',
    header: 'As logged',
    isRowHeader: true,
    cell: ({ name, suggestions }) => (
      <span className={classes.name}>
        {name || 'No model name'}
        {suggestions.length > 0 ? (
          <span className={classes.minor}>reads like {suggestions.map(({ offerId }) => offerId).join(', ')}</span>
        ) : null}
      </span>
    ),
  },
  { key: 'requests', header: 'Requests', isNumeric: true, cell: (row) => formatCount(row.requests) },
  { key: 'requestsPct', header: 'of all', isNumeric: true, cell: (row) => formatShare(row.requestsPct) },
  { key: 'tokens', header: 'Tokens', isNumeric: true, cell: (row) => formatTokens(row.tokens) },
  { key: 'tokensPct', header: 'of all', isNumeric: true, cell: (row) => formatShare(row.tokensPct) },
  { key: 'logged', header: 'Cost as logged', isNumeric: true, cell: (row) => formatUsd(row.loggedUsd) },
  { key: 'loggedPct', header: 'of all', isNumeric: true, cell: (row) => formatShare(row.loggedPct) },
  { key: 'seen', header: 'Seen', cell: (row) => <span className={classes.nowrap}>{seenText(row)}</span> },
  {
    key: 'map',
    header: <VisuallyHidden>Map</VisuallyHidden>,
    cell: ({ name }) => (name === '' ? null : <MapLink name={name}>Map</MapLink>),
  },
];

export function UnresolvedTable({ names }: { readonly names: readonly UnresolvedName[] }) {
  return (
    <DataTable
      label="Names without an offer"
      columns={columns}
      rows={names}
      rowKey={(row) => row.name}
      maxHeight={520}
      empty="Every logged name has found its offer."
    />
  );
}
