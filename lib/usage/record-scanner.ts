import { readLimits, recordTooLong } from './limits';

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;

export type RecordHandler = {
  /** `bytes[start..end)` is one record without its line end; it is overwritten after the call. */
  readonly onRecord: (bytes: Uint8Array, start: number, end: number, line: number) => void;
  readonly onReject: (line: number, reason: string) => void;
  /**
   * A shortcut: reads the record at `start` if it can tell where that ends, and gives the index of the line end, which
   * is below `limit`; -1 leaves the record to the scanner. `bytes[limit]` is a line end that is not in the file.
   */
  readonly takeLine?: (bytes: Uint8Array, start: number, limit: number, line: number) => number;
};

export type RecordScanner = {
  readonly push: (chunk: Uint8Array) => void;
  readonly end: () => void;
};

/**
 * Cuts a stream into records at line ends; with a `delimiter` (CSV), line ends inside quoted fields do not count.
 * Empty lines are passed over. A record that is too long is rejected without being held; an unclosed quote costs
 * its own line only.
 */
export function createRecordScanner(
  handler: RecordHandler,
  options: { readonly delimiter?: number; readonly maxRecordBytes?: number } = {},
): RecordScanner {
  const { delimiter, maxRecordBytes = readLimits().recordBytes } = options;
  let buffer = new Uint8Array(1 << 17);
  let words = new Int32Array(buffer.buffer);
  let view = Buffer.from(buffer.buffer);
  let end = 0;
  let position = 0;
  let recordStart = 0;
  let line = 1;
  let linesInRecord = 0;
  let firstLineEnd = -1;
  let isQuoted = false;
  let quoteClosedAt = -2;
  let isSkipping = false;
  let isFirst = true;

  function append(chunk: Uint8Array): void {
    if (recordStart > 0) {
      buffer.copyWithin(0, recordStart, end);
      position -= recordStart;
      end -= recordStart;
      firstLineEnd -= recordStart;
      quoteClosedAt -= recordStart;
      recordStart = 0;
    }
    // One byte more, for the line end that `takeLine` may count on.
    if (end + chunk.length + 1 > buffer.length) {
      const larger = new Uint8Array((Math.max(buffer.length * 2, end + chunk.length + 1) + 3) & ~3);
      larger.set(buffer.subarray(0, end));
      buffer = larger;
      words = new Int32Array(buffer.buffer);
      view = Buffer.from(buffer.buffer);
    }
    buffer.set(chunk, end);
    end += chunk.length;
  }

  function emit(stop: number): void {
    const last = stop > recordStart && buffer[stop - 1] === RETURN ? stop - 1 : stop;
    if (last - recordStart > maxRecordBytes) handler.onReject(line, recordTooLong(maxRecordBytes));
    else if (last > recordStart) handler.onRecord(buffer, recordStart, last, line);
  }

  function beginRecord(start: number, lines: number): void {
    recordStart = start;
    line += lines;
    linesInRecord = 0;
    firstLineEnd = -1;
    isQuoted = false;
    quoteClosedAt = -2;
  }

  /** A quote that never closes would swallow the file: give up its first line and read on from the next. */
  function giveUpFirstLine(): void {
    handler.onReject(line, 'a quoted field is not closed');
    position = firstLineEnd + 1;
    beginRecord(position, 1);
  }

  /** Ends a record at its line end. */
  function endRecord(at: number): void {
    if (isSkipping) isSkipping = false;
    else emit(at);
    position = at + 1;
    beginRecord(position, linesInRecord + 1);
  }

  /** As `scanQuoted`, where no quote is about. */
  function scanPlain(): boolean {
    const at = nextNewline(words, buffer, position, end);
    position = end;
    if (at < 0) return false;
    endRecord(at);
    return true;
  }

  /** Goes to the end of one record; false where the bytes end first. */
  function scanQuoted(): boolean {
    const bytes = buffer;
    const stop = end;
    for (let i = position; i < stop; i++) {
      const byte = bytes[i] as number;
      if (byte > QUOTE) continue;
      if (byte === QUOTE && !isSkipping) {
        if (isQuoted) {
          isQuoted = false;
          quoteClosedAt = i;
        } else if (i === recordStart || bytes[i - 1] === delimiter || quoteClosedAt === i - 1) {
          isQuoted = true;
        }
      } else if (byte === NEWLINE) {
        const isLong = i - recordStart > maxRecordBytes;
        if (isQuoted && !(isLong && firstLineEnd < 0)) {
          linesInRecord++;
          if (firstLineEnd < 0) firstLineEnd = i;
          continue;
        }
        if (isLong && firstLineEnd >= 0) giveUpFirstLine();
        else endRecord(i);
        return true;
      }
    }
    position = stop;
    return false;
  }

  function takeLines(takeLine: NonNullable<RecordHandler['takeLine']>): void {
    while (recordStart < end) {
      const stop = takeLine(buffer, recordStart, end, line);
      if (stop < 0) return;
      recordStart = stop + 1;
      line++;
    }
  }

  function scan(): void {
    // Most files have no quote in most chunks, and then line ends are all that counts.
    const quoteAt = delimiter === undefined ? -1 : view.indexOf(QUOTE, position);
    const hasQuotes = quoteAt >= 0 && quoteAt < end;
    buffer[end] = NEWLINE;
    while (position < end) {
      if (handler.takeLine && position === recordStart && !isSkipping) {
        takeLines(handler.takeLine);
        position = recordStart;
      }
      const isInQuotes = isQuoted || firstLineEnd >= 0;
      if (!(hasQuotes || isInQuotes ? scanQuoted() : scanPlain())) return;
    }
  }

  /** Bounds what is held: called when all that is held belongs to one record. */
  function limit(): void {
    while (end - recordStart > maxRecordBytes + 2) {
      if (firstLineEnd >= 0) {
        giveUpFirstLine();
        scan();
        continue;
      }
      if (!isSkipping) handler.onReject(line, recordTooLong(maxRecordBytes));
      isSkipping = true;
      isQuoted = false;
      recordStart = end;
      return;
    }
  }

  return {
    push(chunk) {
      for (let offset = 0; offset < chunk.length; offset += maxRecordBytes) {
        append(chunk.subarray(offset, offset + maxRecordBytes));
        if (isFirst) {
          if (end < 3 && isBomPrefix(buffer, end)) continue;
          isFirst = false;
          if (end >= 3 && isBomPrefix(buffer, 3)) position = recordStart = 3;
        }
        scan();
        limit();
      }
    },
    end() {
      if (isFirst) scan();
      while (isQuoted && !isSkipping && firstLineEnd >= 0) {
        giveUpFirstLine();
        scan();
      }
      if (isSkipping) return;
      if (isQuoted) handler.onReject(line, 'a quoted field is not closed');
      else emit(end);
    },
  };
}

/** Four bytes a step: a byte of `found` has its top bit set where the word may hold a line end. */
function nextNewline(words: Int32Array, bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  while (i < end && (i & 3) !== 0) {
    if (bytes[i] === NEWLINE) return i;
    i++;
  }
  for (; i + 4 <= end; i += 4) {
    const x = (words[i >> 2] as number) ^ 0x0a0a0a0a;
    const found = (x - 0x01010101) & ~x & 0x80808080;
    if (found !== 0) break;
  }
  for (; i < end; i++) if (bytes[i] === NEWLINE) return i;
  return -1;
}

function isBomPrefix(bytes: Uint8Array, length: number): boolean {
  const bom = [0xef, 0xbb, 0xbf];
  for (let i = 0; i < length; i++) if (bytes[i] !== bom[i]) return false;
  return true;
}
