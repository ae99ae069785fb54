type JsonObject = { readonly [key: string]: unknown };

/** Reads a dotted key, be the dots nesting (`{usage: {prompt_tokens}}`), literal (`"usage.prompt_tokens"`) or mixed. */
export function createLookup(path: string): (object: JsonObject) => unknown {
  if (!path.includes('.')) return (object) => (Object.hasOwn(object, path) ? object[path] : undefined);
  const splits = [...path.matchAll(/\./g)].map(({ index }) => ({
    head: path.slice(0, index),
    rest: createLookup(path.slice(index + 1)),
  }));
  return (object) => {
    if (Object.hasOwn(object, path)) return object[path];
    for (const { head, rest } of splits) {
      const inner = Object.hasOwn(object, head) ? object[head] : undefined;
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) continue;
      const value = rest(inner as JsonObject);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

const MAX_DEPTH = 8;

/** All leaves by dotted key. Arrays are leaves. */
export function flatten(
  object: JsonObject,
  prefix = '',
  depth = 0,
  into = new Map<string, unknown>(),
): Map<string, unknown> {
  for (const [key, value] of Object.entries(object)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isNested && depth < MAX_DEPTH) flatten(value as JsonObject, path, depth + 1, into);
    else into.set(path, value);
  }
  return into;
}
