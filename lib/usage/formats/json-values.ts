import { isBlank, parseCount } from '../parse-numbers';
import { isObject, type JsonObject } from './json-reader';

/** The object under a key, or an empty one. */
export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isObject(value) ? value : {};
}

/** The objects of the array under a key. */
export function objectsAt(object: JsonObject, key: string): readonly JsonObject[] {
  const value = object[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The first value that is neither absent, null nor blank. */
export function firstOf(...values: readonly unknown[]): unknown {
  return values.find((value) => !isBlank(value));
}

/** A count where it is one, else 0: the normaliser alone says what is wrong with a value. */
export function countOr0(value: unknown): number {
  const count = parseCount(value);
  return Number.isNaN(count) ? 0 : Math.max(count, 0);
}

export function isCount(value: unknown): boolean {
  return parseCount(value) >= 0;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The last part of a path, a resource name or an ARN. */
export function lastPart(value: unknown): string {
  return textOf(value).split(/[/\\]/).filter(Boolean).at(-1) ?? '';
}
