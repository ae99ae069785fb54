import { countOf, formatCount, formatPct } from '@/components/ui/format';
import type { ImportReport } from '@/lib/domain/upload';

export function reportHeadline({ rows, aggregateRows }: ImportReport): string {
  const left = [
    rows.duplicates > 0
      ? `${formatCount(rows.duplicates)} ${rows.duplicates === 1 ? 'was' : 'were'} there already`
      : null,
    rows.rejected > 0 ? `${formatCount(rows.rejected)} could not be read` : null,
  ].filter((text) => text !== null);
  if (rows.accepted === 0 && rows.duplicates > 0 && rows.rejected === 0)
    return 'This file adds nothing new: every call of it was there already.';
  if (rows.accepted === 0) return `This file adds nothing new${left.length > 0 ? `: ${left.join(', ')}` : ''}.`;
  return `${countOf(rows.accepted, aggregateRows > 0 ? 'row' : 'call')} added${left.length > 0 ? `; ${left.join(', ')}` : ''}.`;
}

function sharePct(part: number, whole: number): string {
  const pct = (100 * part) / whole;
  return pct > 0 && pct < 1 ? 'less than 1%' : formatPct(Math.round(pct));
}

/** What else a person should know of an import, a sentence each. */
export function reportNotes(report: ImportReport): string[] {
  const { rows, aggregateRows, droppedColumns, droppedLabels, skipped = [] } = report;
  return [
    ...skipped.map(({ reason, count }) => `Not counted as calls (${formatCount(count)}): ${reason}.`),
    ...(aggregateRows > 0 && rows.accepted > 0
      ? [
          `${sharePct(aggregateRows, rows.accepted)} of the rows added are sums of many calls: they count and cost, but cannot be routed by size.`,
        ]
      : []),
    ...(report.missingUsageRows > 0
      ? [`${countOf(report.missingUsageRows, 'call')} without token counts: counted as calls, never priced.`]
      : []),
    ...droppedLabels.map(
      ({ label, column }) =>
        `“${column || label}” was not used as ${label}: it has more than 1,000 values. Choose another column for it and import again.`,
    ),
    ...(droppedColumns.length > 0
      ? [`Never stored, as they look like prompt or answer text: ${droppedColumns.join(', ')}.`]
      : []),
  ];
}
