export type Random = () => number;

/** What a field is not made for. */
const NUMBERS = [
  ...['0', '-0', '-1', '1e308', '1e400', '-1e308', '1e-7', '0.5', '1.0', '9007199254740991', '9007199254740993'],
  ...['99999999999999999999', 'NaN', 'Infinity', '-Infinity', '0x10', '007', '"1,234"', '"12"', '١٢', 'null', '""'],
];
const VALUES = [
  ...['null', 'true', 'false', '[]', '{}', '[null]', '[[]]', '{"a":{}}', '-1', '""', '"x"', '"__proto__"', '1e400'],
  ...[
    '"constructor"',
    '"\\u0000"',
    '"\\ud800"',
    '"\\u202e<b>"',
    '"0000-00-00"',
    '9999999999999',
    '"2016-12-31T23:59:60Z"',
  ],
];
const BITS = [
  '"',
  '""',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '\uFEFF',
  '\u202E',
  ';',
  '\t',
  '=',
];

const encode = (text: string) => new TextEncoder().encode(text);
export const below = (random: Random, count: number) => Math.floor(random() * count);
const pick = <T>(random: Random, values: readonly T[]): T => values[below(random, values.length)] as T;

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function rangeOf(random: Random, length: number): [number, number] {
  const from = below(random, length);
  // Mostly short, at times up to all of it.
  const most = random() < 0.7 ? 20 : length;
  return [from, Math.min(length, from + 1 + below(random, most))];
}

type Change = (bytes: Uint8Array, other: Uint8Array, random: Random) => Uint8Array;

const flip: Change = (bytes, _, random) => {
  const next = bytes.slice();
  for (let i = 1 + below(random, 3); i > 0 && next.length > 0; i--) {
    const at = below(random, next.length);
    next[at] = (next[at] as number) ^ (1 << below(random, 8));
  }
  return next;
};

const remove: Change = (bytes, _, random) => {
  const [from, to] = rangeOf(random, bytes.length);
  return joined(bytes.subarray(0, from), bytes.subarray(to));
};

const repeat: Change = (bytes, _, random) => {
  const [from, to] = rangeOf(random, bytes.length);
  return joined(bytes.subarray(0, to), bytes.subarray(from));
};

const insert: Change = (bytes, _, random) => {
  const at = below(random, bytes.length + 1);
  return joined(bytes.subarray(0, at), encode(pick(random, BITS).repeat(1 + below(random, 3))), bytes.subarray(at));
};

const truncate: Change = (bytes, _, random) => bytes.slice(0, below(random, bytes.length + 1));

const splice: Change = (bytes, other, random) => {
  const tail = other.subarray(below(random, other.length + 1));
  return joined(bytes.subarray(0, below(random, bytes.length + 1)), tail);
};

/** Changes places that a pattern finds, one to three of them. */
function swapping(pattern: RegExp, replacement: (random: Random, found: string) => string): Change {
  return (bytes, _, random) => {
    const text = Buffer.from(bytes).toString('utf8');
    const found = [...text.matchAll(pattern)];
    if (found.length === 0) return bytes;
    const chosen = new Set(Array.from({ length: 1 + below(random, 3) }, () => pick(random, found)));
    let next = '';
    let end = 0;
    for (const match of [...chosen].sort((a, b) => a.index - b.index)) {
      next += text.slice(end, match.index) + replacement(random, match[0]);
      end = match.index + match[0].length;
    }
    return encode(next + text.slice(end));
  };
}

const swapNumbers = swapping(/(?<![\w.-])-?\d+(\.\d+)?(?![\w.-])/g, (random) => pick(random, NUMBERS));
const swapStrings = swapping(/"(?:[^"\\\n]|\\.)*"/g, (random) => pick(random, VALUES));
const unbalance = swapping(/["{}[\],:]/g, (random, found) => (random() < 0.5 ? '' : found + found));

const changeLines: Change = (bytes, _, random) => {
  const lines = Buffer.from(bytes).toString('utf8').split('\n');
  const at = below(random, lines.length);
  const line = lines[at] as string;
  const how = below(random, 4);
  if (how === 0) lines.splice(at, 1);
  else if (how === 1) lines.splice(at, 0, line);
  else if (how === 2) lines.splice(below(random, lines.length), 1, line);
  else lines.push(...lines.splice(at, 1));
  return encode(lines.join('\n'));
};

type Holder = { [key: string]: unknown } | unknown[];

function holdersOf(value: unknown, into: Holder[] = []): Holder[] {
  if (typeof value !== 'object' || value === null) return into;
  into.push(value as Holder);
  for (const inner of Object.values(value)) holdersOf(inner, into);
  return into;
}

/** Changes a member of some object or array: gone, of another type, twice, or under another name. */
function changeMember(root: unknown, random: Random): void {
  const holders = holdersOf(root).filter((holder) => Object.keys(holder).length > 0);
  if (holders.length === 0) return;
  const holder = pick(random, holders) as { [key: string]: unknown };
  const key = pick(random, Object.keys(holder));
  const how = below(random, 4);
  if (how === 0 && Array.isArray(holder)) holder.splice(Number(key), 1);
  else if (how === 0) delete holder[key];
  else if (how === 1 && Array.isArray(holder)) holder.push(...holder);
  else if (how === 1) holder[`${key}${key}`] = holder[key];
  else if (how === 2) holder[key] = [holder[key]];
  else holder[key] = parsed(pick(random, VALUES)) ?? null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of a JSON document, or of one line of JSON Lines; of CSV, the cells of one column change places. */
const changeStructure: Change = (bytes, _, random) => {
  const text = Buffer.from(bytes).toString('utf8');
  const whole = parsed(text);
  if (whole !== undefined) {
    changeMember(whole, random);
    return encode(JSON.stringify(whole));
  }
  const lines = text.split('\n');
  const at = below(random, lines.length);
  const object = parsed(lines[at] as string);
  if (object !== undefined) {
    changeMember(object, random);
    lines[at] = JSON.stringify(object);
    return encode(lines.join('\n'));
  }
  const cells = (lines[at] as string).split(',');
  const place = below(random, cells.length);
  if (random() < 0.5) cells.splice(place, 1);
  else cells.splice(place, 0, pick(random, [...NUMBERS, '', 'x', '"', '"a""b"']));
  lines[at] = cells.join(',');
  return encode(lines.join('\n'));
};

/** These leave every text where it was written: what was said in a call stays under its own key. */
const KEEPS_PLACES: readonly Change[] = [swapNumbers, changeLines];
const CHANGES: readonly Change[] = [
  ...KEEPS_PLACES,
  ...[swapNumbers, swapStrings, unbalance, changeStructure, changeStructure],
  ...[flip, remove, repeat, insert, truncate, splice],
];

export type Mutant = { readonly bytes: Uint8Array; readonly keepsPlaces: boolean };

/** One to four changes, by bytes, tokens, lines and structure; `other` is spliced in. */
export function mutate(bytes: Uint8Array, other: Uint8Array, random: Random): Mutant {
  let next = bytes;
  const keepsPlaces = random() < 0.25;
  for (let count = 1 + below(random, 4); count > 0; count--) {
    next = pick(random, keepsPlaces ? KEEPS_PLACES : CHANGES)(next, other, random);
    // What doubles at each step stays a small file.
    if (next.length > 400_000) next = next.slice(0, 400_000);
  }
  return { bytes: next, keepsPlaces };
}
