export type CsvCell = string | number | null;

const BOM = '\uFEFF';
/** What a spreadsheet takes for the start of a formula, in ASCII and full width, also behind blanks. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** One cell as text: safe in a spreadsheet, quoted where it must be. */
export function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",;'\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A table as CSV for spreadsheets: UTF-8 with a byte order mark, CRLF. Text that would run as a formula gets a
 * leading apostrophe; numbers stay numbers; null is an empty cell.
 */
export function writeCsv(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return `${BOM}${[columns, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;
}
