import { readLimits, recordTooLong } from '../limits';
import type { RecordHandler, RecordScanner } from '../record-scanner';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const NEWLINE = 10;
const MAX_KEY_BYTES = 64;

export type DocumentScannerOptions = {
  /** Keys whose array, in an outermost object, holds the records; such an object is then no record itself. */
  readonly listKeys?: readonly string[];
  /** Each document ends with its line, so that a broken one costs that line only. */
  readonly isLineWise?: boolean;
};

/**
 * Cuts JSON into its records by counting brackets outside strings: objects one after the other, those of an array
 * `[{…}, {…}]`, or those of an array under one of `listKeys`. No more than one record is held.
 */
export function createJsonDocumentScanner(
  handler: RecordHandler,
  { listKeys = [], isLineWise = false }: DocumentScannerOptions = {},
): RecordScanner {
  const { recordBytes } = readLimits();
  let buffer = new Uint8Array(1 << 12);
  let length = 0;
  let chunk = new Uint8Array(0) as Uint8Array;
  /** Where in the chunk the open record has bytes that are not in the buffer; -1 for none. */
  let keptFrom = -1;
  let line = 1;
  let depth = 0;
  let isString = false;
  let isEscaped = false;
  /** Open brackets that are no part of a record: the outer array, the object with the list, the list. */
  let outer = 0;
  let recordLine = 1;
  /** The outermost object's own depth, and whether its records have been given out. */
  let objectDepth = 0;
  let hasList = false;
  let isInList = false;
  let isJunk = false;
  /** The last string at the level of the outermost object's keys, raw. */
  let key = '';
  let isKey = false;

  /** Takes over what the chunk holds of the open record, up to `end`. */
  function keep(end: number): void {
    if (keptFrom < 0) return;
    const bytes = chunk.subarray(keptFrom, end);
    keptFrom = -1;
    // One byte more than a record may have shows that it is too long.
    const taken = bytes.subarray(0, recordBytes + 1 - length);
    if (length + taken.length > buffer.length) {
      const larger = new Uint8Array(Math.max(buffer.length * 2, length + taken.length));
      larger.set(buffer.subarray(0, length));
      buffer = larger;
    }
    buffer.set(taken, length);
    length += taken.length;
  }

  function emit(end: number): void {
    const isInChunk = length === 0 && keptFrom >= 0;
    if (!isInChunk) keep(end);
    const bytes = isInChunk ? end - keptFrom : length;
    if (bytes > recordBytes) handler.onReject(recordLine, recordTooLong(recordBytes));
    else if (isInChunk) handler.onRecord(chunk, keptFrom, end, recordLine);
    else handler.onRecord(buffer, 0, length, recordLine);
    drop();
    isJunk = false;
  }

  function drop(): void {
    length = 0;
    keptFrom = -1;
  }

  function open(byte: number, at: number): void {
    const isArrayOfRecords = byte === OPEN_BRACKET && depth === 0;
    const isList =
      byte === OPEN_BRACKET && !isInList && objectDepth > 0 && depth === objectDepth && listKeys.includes(key);
    if (isList) {
      hasList = true;
      isInList = true;
      drop();
    }
    if (isArrayOfRecords || isList) outer = depth + 1;
    else if (depth === outer) {
      recordLine = line;
      keptFrom = at;
      if (byte === OPEN_BRACE && !isInList) objectDepth = depth + 1;
    }
    depth++;
    key = '';
  }

  function close(at: number): void {
    if (depth === 0) {
      refuseJunk();
      return;
    }
    depth--;
    key = '';
    if (isInList && depth < outer) {
      isInList = false;
      // What follows the list in its object is passed over.
      outer = objectDepth - 1;
    } else if (depth === outer) {
      if (isInList || !hasList) emit(at + 1);
      if (!isInList) {
        hasList = false;
        objectDepth = 0;
      }
    } else if (depth < outer) {
      outer = depth;
    }
  }

  function refuseJunk(): void {
    if (!isJunk) handler.onReject(line, 'not a JSON object');
    isJunk = true;
  }

  function endLine(): void {
    if (depth > 0) handler.onReject(line, 'not valid JSON');
    isString = false;
    isEscaped = false;
    depth = 0;
    outer = 0;
    drop();
    objectDepth = 0;
    hasList = false;
    isInList = false;
    isJunk = false;
    key = '';
  }

  function takeInString(byte: number): void {
    if (isEscaped) isEscaped = false;
    else if (byte === BACKSLASH) isEscaped = true;
    else if (byte === QUOTE || byte === NEWLINE) isString = false;
    if (isKey && isString && key.length < MAX_KEY_BYTES) key += String.fromCharCode(byte);
  }

  function takeOutsideString(byte: number): void {
    if (byte === QUOTE) {
      isString = true;
      isKey = objectDepth > 0 && depth === objectDepth && !isInList;
      key = '';
    } else if (byte === COMMA) {
      key = '';
      isJunk = false;
    }
    if (depth <= outer && byte > 32 && byte < 127 && byte !== COMMA && byte !== COLON) refuseJunk();
  }

  function take(byte: number, at: number): void {
    if (byte === NEWLINE && isLineWise) endLine();
    else if (isString) takeInString(byte);
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) open(byte, at);
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) close(at);
    else takeOutsideString(byte);
    if (byte === NEWLINE) line++;
  }

  /** The next place where a string may end: most of a log is in strings. */
  function skipString(from: number): number {
    let at = from;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === QUOTE || byte === BACKSLASH || byte === NEWLINE) break;
    }
    return at;
  }

  return {
    push(next) {
      chunk = next;
      keptFrom = depth > outer && !(hasList && !isInList) ? 0 : -1;
      for (let at = 0; at < chunk.length; at++) {
        // Values stand at the level of keys too; past the length of a key nothing is gathered.
        if (isString && !isEscaped && (!isKey || key.length === MAX_KEY_BYTES)) at = skipString(at);
        if (at < chunk.length) take(chunk[at] as number, at);
      }
      keep(chunk.length);
    },
    end() {
      if (isLineWise) endLine();
      else if (depth > outer) handler.onReject(recordLine, 'the file ends inside this record');
      else if (depth > 0) handler.onReject(line, 'the file ends before its list does');
    },
  };
}
