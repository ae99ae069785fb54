/** How the objects of a JSON file stand: one a line, in documents over several lines, or in one line without an end in sight. */
export type JsonShape = 'lines' | 'documents' | 'long line';

/** A first line that is longer may be a document without line ends. */
const MAX_FIRST_LINE = 1 << 16;

/** Tells the shape by the first line: a line whose brackets close is a record. Give it bytes until it says true. */
export function createShapeFinder(): {
  readonly push: (chunk: Uint8Array) => boolean;
  readonly end: () => JsonShape;
} {
  let found: JsonShape | null = null;
  let length = 0;
  let depth = 0;
  let isString = false;
  let isEscaped = false;
  let hasEnded = false;

  function take(byte: number): JsonShape | null {
    if (hasEnded) {
      if (byte === 13 || byte === 10) return null;
      // After a line that is not closed, another object in the first column: that line is broken, and they are lines.
      return byte === 123 ? 'lines' : 'documents';
    }
    // Blanks and a byte-order mark.
    if (length === 0 && (byte <= 32 || byte >= 127)) return null;
    if (length === 0 && byte === 91) return 'documents';
    if (length === 0 && byte !== 123) return 'lines';
    length++;
    if (byte === 10) {
      if (depth <= 0 || isString) return 'lines';
      hasEnded = true;
      return null;
    }
    if (length > MAX_FIRST_LINE) return depth > 0 ? 'long line' : 'lines';
    if (isString) {
      if (isEscaped) isEscaped = false;
      else if (byte === 92) isEscaped = true;
      else if (byte === 34) isString = false;
    } else if (byte === 34) isString = true;
    else if (byte === 123 || byte === 91) depth++;
    else if (byte === 125 || byte === 93) depth--;
    return null;
  }

  return {
    push(chunk) {
      for (let i = 0; i < chunk.length && found === null; i++) found = take(chunk[i] as number);
      return found !== null;
    },
    end: () => found ?? 'lines',
  };
}
