import { toQuoted } from './plain-text';

/** Values a generated Python file may hold. */
export type PythonData =
  | string
  | number
  | boolean
  | null
  | readonly PythonData[]
  | { readonly [key: string]: PythonData };

/** Above this many characters a list or dict is written over several lines. */
const LINE_WIDTH = 100;

/**
 * Python source of `data`: dicts, lists, strings in printable ASCII, True, False and None. No text can leave its
 * quotes. `indent`: spaces before the line it stands on. Throws a RangeError on NaN and infinity.
 */
export function toPython(data: PythonData, indent = 0): string {
  if (data === null) return 'None';
  if (data === true) return 'True';
  if (data === false) return 'False';
  if (typeof data === 'string') return toQuoted(data);
  if (typeof data === 'number') {
    if (!Number.isFinite(data)) throw new RangeError(`no Python number: ${data}`);
    return String(data);
  }
  const isList = Array.isArray(data);
  const inner = indent + 4;
  const items = isList
    ? data.map((item) => toPython(item, inner))
    : Object.entries(data).map(([key, value]) => `${toQuoted(key)}: ${toPython(value, inner)}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const line = `${open}${items.join(', ')}${close}`;
  if (indent + line.length <= LINE_WIDTH && !line.includes('\n')) return line;
  const pad = ' '.repeat(inner);
  return `${open}\n${items.map((item) => `${pad}${item},\n`).join('')}${' '.repeat(indent)}${close}`;
}
