const QUOTE = 34;

/** Where the fields of one record lie. Quotes around a field are outside its range. */
export type CsvFields = {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  /** A field holds `""`: its text needs `unescaped`. */
  hasEscapes: boolean;
  /** Something follows a closing quote. */
  isBroken: boolean;
};

export function createCsvFields(capacity: number): CsvFields {
  return {
    count: 0,
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
    hasEscapes: false,
    isBroken: false,
  };
}

/** RFC 4180: a field is quoted when its first byte is a quote; a quote anywhere else is itself. */
export function splitCsvRecord(
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter: number,
  into: CsvFields,
): void {
  let count = 0;
  let at = start;
  into.hasEscapes = false;
  into.isBroken = false;
  for (;;) {
    let fieldStart = at;
    let fieldEnd: number;
    if (at < end && bytes[at] === QUOTE) {
      fieldStart = ++at;
      for (;;) {
        while (at < end && bytes[at] !== QUOTE) at++;
        if (at + 1 < end && bytes[at + 1] === QUOTE) {
          into.hasEscapes = true;
          at += 2;
          continue;
        }
        break;
      }
      fieldEnd = at++;
      if (at < end && bytes[at] !== delimiter) {
        into.isBroken = true;
        while (at < end && bytes[at] !== delimiter) at++;
      }
    } else {
      while (at < end && bytes[at] !== delimiter) at++;
      fieldEnd = at;
    }
    if (count === into.starts.length) widen(into);
    into.starts[count] = fieldStart;
    into.ends[count] = fieldEnd;
    count++;
    if (at >= end) break;
    at++;
  }
  into.count = count;
}

export function unescaped(text: string): string {
  return text.includes('""') ? text.replaceAll('""', '"') : text;
}

function widen(fields: CsvFields): void {
  const starts = new Int32Array(fields.starts.length * 2);
  const ends = new Int32Array(starts.length);
  starts.set(fields.starts);
  ends.set(fields.ends);
  fields.starts = starts;
  fields.ends = ends;
}
