import { WaybillError } from '@/lib/domain/errors';

/** What a file may be at most. Each is a setting: an environment variable with a default that a sound log never meets. */
export type Limits = {
  /** Of the file as it is sent. */
  readonly fileBytes: number;
  /** Of one record, e.g. a line. */
  readonly recordBytes: number;
  readonly columns: number;
  /** Of objects and arrays in one another in a JSON record. */
  readonly nesting: number;
  /** Of a gzip, zip or Parquet file once it is unpacked. */
  readonly unpackedBytes: number;
  /** Unpacked by packed; looked at from 100 MB on. */
  readonly unpackedRatio: number;
};

const KB = 1024;
const MB = KB * KB;
const GB = KB * MB;

/** The settings, their variables and their defaults; `docs/guide.md` lists them and a test holds it to that. */
export const LIMIT_SETTINGS: { readonly [limit in keyof Limits]: { readonly env: string; readonly value: number } } = {
  fileBytes: { env: 'WAYBILL_MAX_FILE_BYTES', value: 64 * GB },
  recordBytes: { env: 'WAYBILL_MAX_RECORD_BYTES', value: 16 * MB },
  columns: { env: 'WAYBILL_MAX_COLUMNS', value: 2000 },
  nesting: { env: 'WAYBILL_MAX_NESTING', value: 100 },
  unpackedBytes: { env: 'WAYBILL_MAX_UNPACKED_BYTES', value: 256 * GB },
  unpackedRatio: { env: 'WAYBILL_MAX_UNPACKED_RATIO', value: 1000 },
};

export function recordTooLong(mostBytes: number): string {
  return `record is longer than ${mostBytes} bytes (${LIMIT_SETTINGS.recordBytes.env})`;
}

export function tooManyColumns(what: string, most: number): string {
  return `${what} more than ${most} columns (${LIMIT_SETTINGS.columns.env})`;
}

export function fileTooLarge(mostBytes: number): WaybillError {
  return new WaybillError('too-large', `the file is larger than ${mostBytes} bytes (${LIMIT_SETTINGS.fileBytes.env})`);
}

/** Reads the settings. Throws 'bad-input' that names the variable which is no positive number. */
export function readLimits(env: { readonly [name: string]: string | undefined } = process.env): Limits {
  const entries = Object.entries(LIMIT_SETTINGS).map(([limit, setting]) => {
    const text = env[setting.env];
    const value = text === undefined || text === '' ? setting.value : Number(text);
    if (!(value > 0)) throw new WaybillError('bad-input', `${setting.env} is not a positive number: "${text}"`);
    return [limit, value];
  });
  return Object.fromEntries(entries) as Limits;
}
