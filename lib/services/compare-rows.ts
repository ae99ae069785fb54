import type { CompareCell, CompareEntry, CompareRow } from '@/lib/domain/compare-view';

export type Draft = { readonly cell: CompareCell | null; readonly note?: string | null };

const costOf = (cell: CompareCell | null) => (cell?.kind === 'rate' || cell?.kind === 'usd' ? cell : null);

/** Whether a price is under every other whatever the hour; a tie of all is no lowest. */
function isLowest(cell: CompareCell | null, others: readonly (CompareCell | null)[]): boolean {
  const own = costOf(cell);
  const rest = others.flatMap((other) => costOf(other) ?? []);
  if (own === null || rest.length === 0) return false;
  return rest.every(({ low }) => own.high <= low) && rest.some(({ high }) => high > own.low);
}

/** A row of the comparison; null where no offer has anything to say. */
export function toRow(label: string, drafts: readonly Draft[]): CompareRow | null {
  const cells = drafts.map(({ cell }) => cell);
  const known = cells.filter((cell) => cell !== null);
  if (known.length === 0) return null;
  const entries = drafts.map(
    ({ cell, note = null }, i): CompareEntry => ({
      cell,
      note: cell === null ? null : note,
      isLowest: isLowest(
        cell,
        cells.filter((_, other) => other !== i),
      ),
    }),
  );
  return { label, entries, differs: new Set(known.map((cell) => JSON.stringify(cell))).size > 1 };
}
