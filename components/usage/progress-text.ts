import { countOf, formatCount, formatPct } from '@/components/ui/format';
import type { ImportProgress } from '@/lib/domain/upload';
import { formatBytes } from './format-bytes';

/** From 0 to 100; null where the size is not known. */
export function progressPct({ bytesRead, bytesTotal }: ImportProgress): number | null {
  if (bytesTotal === null) return null;
  return bytesTotal === 0 ? 100 : Math.min(100, (100 * bytesRead) / bytesTotal);
}

function bytesText(progress: ImportProgress): string {
  const pct = progressPct(progress);
  const total = pct === null ? '' : ` of ${formatBytes(progress.bytesTotal)} (${formatPct(Math.floor(pct))})`;
  return `${formatBytes(progress.bytesRead)}${total}`;
}

/** How far an import is, in words. `seconds`: since its phase began, null where that is not known. */
export function progressText(progress: ImportProgress, seconds: number | null): string {
  const { phase, bytesRead, rowsRead, rejected, duplicates } = progress;
  const rate =
    seconds !== null && seconds > 0.5 && bytesRead > 0 ? `, ${formatBytes(bytesRead / seconds)} a second` : '';
  switch (phase) {
    case 'receiving':
      return progressPct(progress) === 100
        ? `All of it received: ${formatBytes(bytesRead)}.`
        : `Receiving: ${bytesText(progress)}${rate}.`;
    case 'reading': {
      const counts = [
        countOf(rowsRead, 'row'),
        rejected > 0 ? `${formatCount(rejected)} rejected` : null,
        duplicates > 0 ? countOf(duplicates, 'duplicate') : null,
      ].filter((text) => text !== null);
      const start =
        progressPct(progress) === 100
          ? `All ${formatBytes(bytesRead)} read, storing the calls`
          : `Reading: ${bytesText(progress)}${rate}`;
      return `${start}. ${counts.join(', ')}.`;
    }
    default:
      throw new Error(`unknown phase: ${JSON.stringify(phase satisfies never)}`);
  }
}

/** Whether the page may be left. */
export function leaveText({ phase }: ImportProgress): string {
  return phase === 'receiving'
    ? 'Keep this page open until the file is received.'
    : 'You may leave this page: the import goes on without it.';
}
