import { VisuallyHidden } from '@mantine/core';
import { describeRoute, type NameOf } from '@/components/studio/policy-words';
import { type Column, DataTable } from '@/components/ui/data-table';
import { formatDay, formatUsd, UNKNOWN } from '@/components/ui/format';
import type { HistoryEntry } from '@/lib/domain/replan-view';
import { PutBack } from './put-back';
import type { ActionResult } from './replan-screen';
import { ruleWords } from './rule-words';

type Props = {
  readonly history: readonly HistoryEntry[];
  readonly nameOf: NameOf;
  readonly putBack: (id: number, by: string) => Promise<ActionResult>;
};

const STATES = { open: 'Open', taken: 'Taken', declined: 'Declined', 'put back': 'Put back' } as const;

export function HistoryTable({ history, nameOf, putBack }: Props) {
  const changeOf = ({ suggestion: { rule, from, to } }: HistoryEntry) =>
    `${ruleWords(rule)}: ${describeRoute(from, nameOf)} → ${describeRoute(to, nameOf)}`;
  const columns: readonly Column<HistoryEntry>[] = [
    { key: 'when', header: 'When', cell: ({ decidedAtMs }) => formatDay(decidedAtMs) },
    { key: 'what', header: 'What', isRowHeader: true, cell: changeOf },
    { key: 'state', header: 'State', cell: ({ status }) => STATES[status] },
    {
      key: 'saving',
      header: 'Saving a month',
      isNumeric: true,
      cell: ({ suggestion: { usdPerMonth } }) => formatUsd(usdPerMonth.before - usdPerMonth.after),
    },
    { key: 'who', header: 'Who', cell: ({ by }) => by || UNKNOWN },
    { key: 'why', header: 'Why', cell: ({ reason, suggestion }) => reason || suggestion.because },
    ...(history.some(({ canPutBack }) => canPutBack)
      ? [
          {
            key: 'back',
            header: <VisuallyHidden>Put back</VisuallyHidden>,
            cell: (entry: HistoryEntry) =>
              entry.canPutBack ? (
                <PutBack what={changeOf(entry)} onPutBack={(by) => putBack(entry.id, by)}>
                  {ruleWords(entry.suggestion.rule)}, as before {formatDay(entry.decidedAtMs)}:{' '}
                  {describeRoute(entry.suggestion.from, nameOf)}. The rest of the policy stays as it is, and the history
                  keeps both.
                </PutBack>
              ) : null,
          },
        ]
      : []),
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
