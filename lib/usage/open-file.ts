import type { ColumnMap, MappableField } from '@/lib/domain/column-map';
import { WaybillError } from '@/lib/domain/errors';
import { isContentName } from './column-synonyms';
import { checkIsText, takeSample } from './file-source';
import type { FormatAdapter, FormatSample, SampleTable } from './formats/format';
import { chooseFormat } from './formats/registry';
import { mapQuestions, withSuggestions } from './map-questions';
import { shownName, shownNames } from './shown-name';

export type OpenedFile = {
  readonly format: FormatAdapter;
  readonly why: string;
  readonly map: ColumnMap;
  readonly table: SampleTable;
  readonly droppedColumns: readonly string[];
  /** Mean length of a line in the sample. */
  readonly bytesPerLine: number;
  /** All of the file, from its first byte. */
  readonly chunks: AsyncIterable<Uint8Array>;
};

/** Finds out how a file is to be read. Throws where it cannot be, before anything is stored. */
export async function openFile(
  chunks: AsyncGenerator<Uint8Array>,
  formatId: string,
  columnMap: ColumnMap | undefined,
): Promise<OpenedFile> {
  const { sample: bytes, isWhole, rest } = await takeSample(chunks);
  const understood = understand({ bytes, isWhole }, formatId, columnMap);
  checkCanBeRead(understood.map, understood.table);
  async function* all(): AsyncGenerator<Uint8Array> {
    yield bytes;
    yield* rest;
  }
  let lines = 1;
  for (const byte of bytes) if (byte === 10) lines++;
  return { ...understood, bytesPerLine: bytes.length / lines, chunks: all() };
}

/**
 * The format, map and columns of a file from its first bytes. Where nobody gave a map, what the values settle is
 * settled; `isShown`: a person will see the map, so that what they leave open is answered as suggested too.
 */
export function understand(
  sample: FormatSample,
  formatId: string,
  columnMap: ColumnMap | undefined,
  isShown = false,
): Omit<OpenedFile, 'chunks' | 'bytesPerLine'> {
  checkIsText(sample.bytes, sample.isWhole);
  const { format, why } = chooseFormat(formatId, sample);
  const table = format.peek(sample);
  const guess = format.guess(table);
  const questions = format.isFixed ? [] : mapQuestions(table, guess.map, Date.now());
  const map = withSuggestions(
    guess.map,
    questions.filter(({ isSettled }) => isSettled || isShown),
  );
  return { format, why, table, map: columnMap ?? map, droppedColumns: guess.droppedColumns };
}

/** What a map must give. Text fields never read a column of prompt or answer text. */
export function checkCanBeRead(map: ColumnMap, table: SampleTable): void {
  const has = (field: MappableField) => map.columns[field] !== undefined || map.constants?.[field] !== undefined;
  const columns = `the file has ${shownNames(table.columns)}`;
  if (!has('time')) throw new WaybillError('bad-input', `no time column found: map one; ${columns}`);
  if (!has('inputTokens') && !has('outputTokens')) {
    throw new WaybillError('bad-input', `no token column found: map inputTokens and outputTokens; ${columns}`);
  }
  for (const field of ['model', 'task', 'team', 'language', 'region', 'needs', 'tags'] as const) {
    const column = map.columns[field];
    if (column === undefined || !isContentName(column)) continue;
    throw new WaybillError(
      'bad-input',
      `column "${shownName(column)}" (for ${field}) looks like prompt or answer text, which is never stored`,
    );
  }
}
