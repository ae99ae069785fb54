import { isObject, type JsonObject } from './json-reader';

/** The object under a key, where it may stand as JSON text: null where that is broken, empty where there is none. */
export function jsonAt(row: JsonObject, key: string): JsonObject | null {
  const value = parsed(row[key]);
  return value === undefined ? null : isObject(value) ? value : {};
}

/** The array under a key, where it may stand as JSON text; empty where there is none. */
export function listAt(row: JsonObject, key: string): readonly unknown[] {
  const value = parsed(row[key]);
  return Array.isArray(value) ? value : [];
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null;
  if (value.trim() === '') return null;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
