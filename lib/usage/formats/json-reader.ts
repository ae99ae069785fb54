import { decodeText } from '../interner';
import { readLimits, tooManyColumns } from '../limits';
import { createRecordScanner, type RecordScanner } from '../record-scanner';
import type { FormatReader } from './format';
import { createJsonDocumentScanner } from './json-document-scanner';
import { hasMoreKeys, isNestedDeeper } from './json-nesting';
import { createShapeFinder } from './json-shape';

export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Objects of a JSON file: one a line, an array of them, or one after the other over several lines. An outermost
 * object with an array under one of `listKeys` stands for the objects of that array, each with its own line where the
 * document has several. With `maxColumns`, an object of more keys is rejected. A reason never quotes the line: it may
 * be a prompt.
 */
export function createJsonReader(
  onObject: (object: JsonObject, line: number) => void,
  onReject: (line: number, reason: string) => void,
  listKeys: readonly string[] = [],
  maxColumns = Number.POSITIVE_INFINITY,
): FormatReader {
  let scanner: RecordScanner | null = null;
  const { nesting } = readLimits();
  const shape = createShapeFinder();
  const head: Uint8Array[] = [];

  /** A document's list is cut by its scanner. */
  function give(object: JsonObject, line: number, isLine: boolean): void {
    const list = isLine ? listKeys.find((key) => Array.isArray(object[key])) : undefined;
    if (list === undefined) {
      onObject(object, line);
      return;
    }
    for (const item of object[list] as unknown[]) {
      if (isObject(item)) onObject(item, line);
      else onReject(line, 'not a JSON object');
    }
  }

  const onRecordOf = (isLine: boolean) => (bytes: Uint8Array, start: number, end: number, line: number) => {
    if (isNestedDeeper(bytes, start, end, nesting)) {
      onReject(line, `nested more than ${nesting} deep (WAYBILL_MAX_NESTING)`);
      return;
    }
    if (hasMoreKeys(bytes, start, end, maxColumns)) {
      onReject(line, tooManyColumns('the record has', maxColumns));
      return;
    }
    const text = decodeText(bytes, start, end);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      if (text.trim() !== '') onReject(line, 'not valid JSON');
      return;
    }
    if (isObject(value)) give(value, line, isLine);
    else onReject(line, 'not a JSON object');
  };

  function begin(): void {
    const found = shape.end();
    const isLineWise = found === 'long line';
    const isLines = found === 'lines' || (isLineWise && listKeys.length === 0);
    scanner = isLines
      ? createRecordScanner({ onRecord: onRecordOf(true), onReject })
      : createJsonDocumentScanner({ onRecord: onRecordOf(false), onReject }, { listKeys, isLineWise });
    for (const held of head.splice(0)) scanner.push(held);
  }

  return {
    push(chunk) {
      if (scanner) {
        scanner.push(chunk);
        return;
      }
      head.push(chunk);
      if (shape.push(chunk)) begin();
    },
    end() {
      if (!scanner) begin();
      scanner?.end();
    },
  };
}
