import { formatCount, formatUsdPerMtok } from '@/components/ui/format';
import type { CatalogLine } from '@/lib/domain/offer-view';
import { formatRate } from './unit-names';

/** What the figures of a line do not say by themselves. */
export function notesOf(line: CatalogLine): string[] {
  const { rates } = line;
  if (rates === null) return ['no price at this date'];
  const notes: string[] = [];
  if (line.handNote !== null) notes.push(`set by hand: ${line.handNote}`);
  if (line.isExtrapolated) notes.push('extrapolated: not seen on this date, the nearest price seen');
  for (const { thresholdTokens, inclusive, input, output } of line.tiers ?? [])
    notes.push(
      `${inclusive ? '≥' : '>'} ${formatCount(thresholdTokens)} input tokens: ${formatUsdPerMtok(input)} / ${formatUsdPerMtok(output)}`,
    );
  if (line.hasHours) notes.push('price differs by hour of the week');
  if (rates.input === undefined && rates.output !== undefined) notes.push('partly priced: no input price');
  if (rates.request !== undefined) notes.push(`plus ${formatRate('request', rates.request)} a request`);
  return notes;
}
