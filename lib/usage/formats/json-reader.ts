import { decodeText } from '../interner';
import { createRecordScanner, type RecordScanner } from '../record-scanner';
import type { FormatReader } from './format';
import { createJsonArrayScanner } from './json-array-scanner';

export type JsonObject = { readonly [key: string]: unknown };

const BRACKET = 91;

/** Objects of a JSON Lines file, or of a file that is one array. A reason never quotes the line: it may be a prompt. */
export function createJsonReader(
  onObject: (object: JsonObject, line: number) => void,
  onReject: (line: number, reason: string) => void,
): FormatReader {
  let scanner: RecordScanner | null = null;
  const head: Uint8Array[] = [];

  function onRecord(bytes: Uint8Array, start: number, end: number, line: number): void {
    const text = decodeText(bytes, start, end);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      if (text.trim() !== '') onReject(line, 'not valid JSON');
      return;
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) onObject(value as JsonObject, line);
    else onReject(line, 'not a JSON object');
  }

  return {
    push(chunk) {
      if (scanner) return scanner.push(chunk);
      head.push(chunk);
      // The first byte past blanks and a byte-order mark tells an array from lines.
      const first = chunk.find((byte) => byte > 32 && byte < 127);
      if (first === undefined) return;
      scanner = (first === BRACKET ? createJsonArrayScanner : createRecordScanner)({ onRecord, onReject });
      for (const held of head.splice(0)) scanner.push(held);
    },
    end: () => scanner?.end(),
  };
}
