import { WaybillError } from '@/lib/domain/errors';

export type JsonObject = { readonly [key: string]: unknown };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Throws WaybillError 'bad-input' when `text` is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WaybillError('bad-input', `not JSON: ${(cause as Error).message}`, { cause });
  }
}

/** A token count above 0, or nothing: sources write 0, null or a sentence for what they do not know. */
export function tokenCount(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const count = value === '' ? 0 : Number(value);
  return Number.isInteger(count) && count > 0 ? count : undefined;
}

/** A copy without the keys that are undefined. */
export function withoutUndefined<T extends object>(facts: T): T {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;
}
