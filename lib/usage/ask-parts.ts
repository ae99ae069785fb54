import type { ColumnMap, MappableField } from '@/lib/domain/column-map';
import type { MapQuestion } from '@/lib/domain/upload-view';
import type { SampleTable } from './formats/format';
import { countOf, fieldValues, totalColumn } from './map-samples';

/** What is told apart: the part (cached, reasoning), the whole it may be in (input, output) and the other whole. */
type Parts = {
  readonly id: 'cache' | 'reasoning';
  readonly parts: readonly MappableField[];
  readonly whole: 'inputTokens' | 'outputTokens';
  readonly other: 'inputTokens' | 'outputTokens';
  readonly partName: string;
  readonly wholeName: string;
};

const PARTS: readonly Parts[] = [
  {
    id: 'cache',
    parts: ['cacheReadTokens', 'cacheWriteTokens', 'cacheWrite1hTokens'],
    whole: 'inputTokens',
    other: 'outputTokens',
    partName: 'cached',
    wholeName: 'input',
  },
  {
    id: 'reasoning',
    parts: ['reasoningTokens'],
    whole: 'outputTokens',
    other: 'inputTokens',
    partName: 'reasoning',
    wholeName: 'output',
  },
];

/** A row here and there may be broken: so many of them, and more than one, are a habit. */
const HABIT = 0.1;
const HABIT_ROWS = 2;

type Row = { readonly part: number; readonly whole: number; readonly other: number; readonly total: number };

const figure = (count: number) => count.toLocaleString('en-US');

function rowsOf({ parts, whole, other }: Parts, table: SampleTable, map: ColumnMap): Row[] {
  const scale = map.tokenScale ?? 1;
  const columns = parts.flatMap((field) => fieldValues(table, map, field) ?? []);
  const wholes = fieldValues(table, map, whole);
  if (columns.length === 0 || wholes === null) return [];
  const others = fieldValues(table, map, other);
  const totals = totalColumn(table);
  return table.rows
    .map((_, row) => ({
      part: columns.reduce((sum, values) => sum + countOf(values(row), scale), 0),
      whole: countOf(wholes(row), scale),
      other: others === null ? Number.NaN : countOf(others(row), scale),
      total: totals === null ? Number.NaN : countOf(totals(row), scale),
    }))
    .filter(({ part, whole: all }) => part > 0 && all >= 0);
}

function ask(about: Parts, table: SampleTable, map: ColumnMap): MapQuestion | null {
  const rows = rowsOf(about, table, map);
  const { id, partName, wholeName } = about;
  if (rows.length === 0) return null;
  const larger = rows.filter(({ part, whole }) => part > whole);
  const totalsInside = rows.filter(({ whole, other, total }) => total === whole + other).length;
  const totalsBeside = rows.filter(({ part, whole, other, total }) => total === part + whole + other).length;
  const example = (larger.length > 0 ? larger : rows).reduce((most, row) => (row.part > most.part ? row : most));
  const { part, whole } = example;
  const start = `${wholeName} ${figure(whole)}, ${partName} ${figure(part)}`;
  const options = [
    {
      value: 'inside',
      effect:
        part > whole ? `${start}: impossible, the part is larger` : `${start} → ${figure(whole)} ${wholeName} in all`,
    },
    { value: 'beside', effect: `${start} → ${figure(whole + part)} ${wholeName} in all` },
  ];
  const settled = (suggested: 'inside' | 'beside', why: string) => ({ id, isSettled: true, why, suggested, options });
  const isClear = (count: number) => count > rows.length * (1 - HABIT);
  if (isClear(totalsBeside)) return settled('beside', 'The totals of the file add them to the rest.');
  if (isClear(totalsInside)) return settled('inside', 'The totals of the file hold them once.');
  const rowsText = `${figure(larger.length)} of the ${figure(rows.length)} rows looked at`;
  if (larger.length >= Math.max(HABIT_ROWS, rows.length * HABIT))
    return settled('beside', `In ${rowsText} the ${partName} count is larger than the ${wholeName} count.`);
  const suggested = map[id] ?? 'inside';
  if (suggested === 'beside' && larger.length === 0)
    return { id, isSettled: false, why: 'The names of the columns say beside; no row proves it.', suggested, options };
  const why =
    larger.length > 0
      ? `In ${rowsText} the ${partName} count is larger than the ${wholeName} count: those would be rejected.`
      : `Both can be true of every row looked at. OpenAI’s logs count them inside, Anthropic’s beside.`;
  return { id, isSettled: false, why, suggested, options };
}

/** Whether cached tokens are part of input, and reasoning of output: told by the values where they can tell. */
export function askParts(table: SampleTable, map: ColumnMap): MapQuestion[] {
  return PARTS.flatMap((about) => ask(about, table, map) ?? []);
}
