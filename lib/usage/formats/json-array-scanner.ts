import { MAX_RECORD_BYTES, type RecordHandler, type RecordScanner } from '../record-scanner';

const QUOTE = 34;
const BACKSLASH = 92;
const NEWLINE = 10;

/** Cuts `[{…}, {…}]` into its objects by counting brackets outside strings. */
export function createJsonArrayScanner(handler: RecordHandler): RecordScanner {
  let buffer = new Uint8Array(1 << 16);
  let length = 0;
  let depth = 0;
  let line = 1;
  let recordLine = 1;
  let isString = false;
  let isEscaped = false;

  /** Holds at most one byte more than a record may have. */
  function keep(byte: number): void {
    if (length > MAX_RECORD_BYTES) return;
    if (length === buffer.length) {
      const larger = new Uint8Array(length * 2);
      larger.set(buffer);
      buffer = larger;
    }
    buffer[length++] = byte;
  }

  function emit(): void {
    if (length > MAX_RECORD_BYTES) handler.onReject(recordLine, `record is longer than ${MAX_RECORD_BYTES / 1e6} MB`);
    else handler.onRecord(buffer, 0, length, recordLine);
    length = 0;
  }

  function take(byte: number): void {
    if (byte === NEWLINE) line++;
    if (isString) {
      if (isEscaped) isEscaped = false;
      else if (byte === BACKSLASH) isEscaped = true;
      else if (byte === QUOTE) isString = false;
    } else if (byte === QUOTE) {
      isString = true;
    } else if (byte === 123 || byte === 91) {
      if (depth === 1) recordLine = line;
      depth++;
    } else if (byte === 125 || byte === 93) {
      depth--;
      if (depth === 1) {
        keep(byte);
        emit();
        return;
      }
    }
    if (depth > 1) keep(byte);
  }

  return {
    push(chunk) {
      for (let i = 0; i < chunk.length; i++) take(chunk[i] as number);
    },
    end() {
      if (depth > 1) handler.onReject(recordLine, 'the file ends inside this record');
    },
  };
}
