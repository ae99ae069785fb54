import { type Column, DataTable } from '@/components/ui/data-table';
import { formatCount } from '@/components/ui/format';
import type { MappableField } from '@/lib/domain/column-map';
import type { UploadPreview } from '@/lib/domain/upload-view';
import type { UsageRecord } from '@/lib/domain/usage';
import { FIELDS } from './field-names';
import classes from './file-calls.module.css';

type Row = UploadPreview['rows'][number];
type Call = Row & { readonly record: UsageRecord };

const ALWAYS: readonly MappableField[] = ['time', 'model', 'inputTokens', 'outputTokens'];
/** Shown where a call of the sample has one. */
const SOMETIMES: readonly { readonly field: MappableField; readonly has: (record: UsageRecord) => boolean }[] = [
  { field: 'cacheReadTokens', has: (record) => record.cacheReadTokens > 0 },
  { field: 'cacheWriteTokens', has: (record) => record.cacheWriteTokens > 0 },
  { field: 'cacheWrite1hTokens', has: (record) => record.cacheWrite1hTokens > 0 },
  { field: 'reasoningTokens', has: (record) => record.reasoningTokens > 0 },
  { field: 'requests', has: (record) => record.requests > 1 },
  { field: 'aggregate', has: (record) => record.aggregate },
  { field: 'costUsd', has: (record) => record.loggedCostNanoUsd !== null },
  { field: 'task', has: (record) => record.task !== '' },
  { field: 'team', has: (record) => record.team !== '' },
  { field: 'serviceTier', has: (record) => record.serviceTier !== 'standard' },
  { field: 'status', has: (record) => record.status !== 'ok' },
];
const TEXTS: readonly MappableField[] = ['time', 'model', 'aggregate', 'task', 'team', 'serviceTier', 'status'];

const isCall = (row: Row): row is Call => row.record !== null;

function columnsFor(calls: readonly Call[]): Column<Call & { readonly key: string }>[] {
  const some = SOMETIMES.filter(({ has }) => calls.some(({ record }) => has(record))).map(({ field }) => field);
  return [
    { key: 'line', header: 'Line', isNumeric: true, cell: (row) => formatCount(row.line) },
    ...[...ALWAYS, ...some].map((field) => ({
      key: field,
      header: FIELDS[field].label,
      isNumeric: !TEXTS.includes(field),
      isRowHeader: field === 'model',
      cell: (row: Call) => <span className={classes.cell}>{FIELDS[field].show(row.record)}</span>,
    })),
  ];
}

/** The first calls of a file whose fields are known: there is nothing to map. */
export function FileCalls({ preview }: { readonly preview: UploadPreview }) {
  const calls = preview.rows.filter(isCall).map((row, place) => ({ ...row, key: `${row.line} ${place}` }));
  const rejected = preview.rows.filter((row) => row.reason !== null);
  return (
    <div className={classes.root}>
      <p className={classes.text}>
        The fields of this format are known: nothing is to be mapped. The first calls, as they are read:
      </p>
      <DataTable
        label="First calls as read"
        columns={columnsFor(calls)}
        rows={calls}
        rowKey={(row) => row.key}
        empty="No call among the first rows."
      />
      {rejected.length > 0 ? (
        <ul className={classes.reasons}>
          {rejected.map((row) => (
            <li key={`${row.line} ${row.reason}`}>
              Line {formatCount(row.line)} would be rejected: {row.reason}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
