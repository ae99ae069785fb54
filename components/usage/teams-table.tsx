import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount, formatTokens, usdColumnFormat } from '@/components/ui/format';
import type { GroupLine } from '@/lib/domain/usage-view';

export function TeamsTable({ teams }: { readonly teams: readonly GroupLine[] }) {
  const usd = usdColumnFormat(teams.map((team) => team.repricedUsd));
  const columns: readonly Column<GroupLine>[] = [
    { key: 'team', header: 'Team', isRowHeader: true, cell: (team) => team.label || 'No team given' },
    { key: 'requests', header: 'Requests', isNumeric: true, cell: (team) => formatCount(team.requests) },
    {
      key: 'tokens',
      header: 'Tokens in / out',
      isNumeric: true,
      cell: (team) => `${formatTokens(team.inputTokens)} / ${formatTokens(team.outputTokens)}`,
    },
    { key: 'usd', header: 'Repriced', isNumeric: true, cell: (team) => usd(team.repricedUsd) },
  ];
  return <DataTable label="Teams" columns={columns} rows={teams} rowKey={(team) => team.label} maxHeight={460} />;
}
