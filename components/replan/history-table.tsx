import { describeRoute, type NameOf } from '@/components/studio/policy-words';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatDay, formatUsd } from '@/components/ui/format';
import type { DecidedSuggestion } from '@/lib/domain/suggestion';
import { ruleWords } from './rule-words';

type Props = { readonly history: readonly DecidedSuggestion[]; readonly nameOf: NameOf };

export function HistoryTable({ history, nameOf }: Props) {
  const columns: readonly Column<DecidedSuggestion>[] = [
    { key: 'when', header: 'When', cell: ({ decidedAtMs }) => formatDay(decidedAtMs) },
    {
      key: 'what',
      header: 'What',
      isRowHeader: true,
      cell: ({ suggestion: { rule, from, to } }) =>
        `${ruleWords(rule)}: ${describeRoute(from, nameOf)} → ${describeRoute(to, nameOf)}`,
    },
    { key: 'state', header: 'State', cell: ({ status }) => (status === 'taken' ? 'Taken' : 'Declined') },
    {
      key: 'saving',
      header: 'Saving a month',
      isNumeric: true,
      cell: ({ suggestion: { usdPerMonth } }) => formatUsd(usdPerMonth.before - usdPerMonth.after),
    },
    { key: 'who', header: 'Who', cell: ({ by }) => by || '—' },
    { key: 'why', header: 'Why', cell: ({ reason, suggestion }) => reason || suggestion.because },
  ];
  return (
    <DataTable
      label="Suggestions taken and declined"
      columns={columns}
      rows={history}
      rowKey={({ id }) => String(id)}
      empty="Nothing was decided yet."
    />
  );
}
